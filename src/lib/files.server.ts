import { join } from 'node:path';
import { diskFiles, type Files } from './disk.server.ts';
import { s3Files } from './s3.server.ts';
import { dataDir, s3 } from './settings.server.ts';

/** Where this program keeps its files: an S3 bucket where the settings name one, else the data folder. */
export const files: Files = s3 ? s3Files(s3) : diskFiles(join(dataDir, 'files'));
