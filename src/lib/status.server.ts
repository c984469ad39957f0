import { bucketOutside, folderOutside, type Outside } from './outside.server.ts';
import { statusBucket, statusDir } from './settings.server.ts';

/** Where the pages go that are read while the program is away: none, one or both of the places in the settings. */
export const statusPlaces: Outside[] = [
	...(statusDir ? [folderOutside(statusDir)] : []),
	...(statusBucket ? [bucketOutside(statusBucket)] : [])
];
