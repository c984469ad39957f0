import { journalPurpose, newestJournalCheckpoint } from '#domain/journal/checkpoints.read.server.ts';
import { journalOrigin } from '#domain/journal/checkpoints.rules.ts';
import { verifierKey } from '#domain/journal/notes.rules.ts';
import { reading } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { publicKeyFor } from '#lib/signing.server.ts';

export async function load({ locals: { db } }) {
	const [newest, key] = await Promise.all([
		newestJournalCheckpoint(reading(db)),
		publicKeyFor(reading(db), journalPurpose)
	]);
	return { newest: newest ?? null, key: key ? verifierKey(journalOrigin(baseUrl), key) : null };
}
