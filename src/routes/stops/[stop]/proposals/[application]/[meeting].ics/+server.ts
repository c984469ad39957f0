import { meetingFile } from '../../../../../followups/acting.ts';
import { partyAt } from '../../proving.ts';

/** A meeting for the calendar of the guest's office. */
export async function GET(event) {
	return meetingFile(event, await partyAt(event));
}
