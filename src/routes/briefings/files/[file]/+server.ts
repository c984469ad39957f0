import { gate } from '#domain/people/gate.server.ts';
import { briefingFile } from '#domain/programme/briefings.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { sendFile } from '#lib/serving.server.ts';

/** A file of a briefing, to keep: for those whose it is from its instant on, and for who organises. */
export async function GET({ params, request, locals: { db, visitor, arrivedAt } }) {
	return sendFile(await briefingFile(reading(db), gate.signedIn(visitor), params.file, arrivedAt), request);
}
