import { applicantParty } from '#domain/followups/parties.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { meetingFile } from '../../acting.ts';

/** A meeting for the calendar of who applied. */
export async function GET(event) {
	const { params, locals } = event;
	return meetingFile(event, await applicantParty(reading(locals.db), params.token, locals.visitor));
}
