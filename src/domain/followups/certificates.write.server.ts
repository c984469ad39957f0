import { randomUUID } from 'node:crypto';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { inWords } from '#lib/words.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { sessionsOf } from '#domain/programme/read.server.ts';
import { sessionNotFound } from '#domain/programme/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { certificateLetter } from './afterwards.mail.ts';
import { certificatePurpose, certificateText } from './certificates.rules.ts';
import { whoCame } from './surveys.read.server.ts';

/**
 * Leaves a signed certificate for everyone who came to a session and has none, and a letter with its link. Answers with
 * how many; pressed again, it reaches who was missing. Refuses a session of another stop as not there.
 */
export async function issueCertificates(
	db: Db,
	who: HostOrganiser,
	{ stop, sessionId }: { stop: Stop; sessionId: string },
	at: Date
): Promise<number> {
	const key = await signingKey(db, certificatePurpose, at);
	return together(db, async (tx) => {
		const session = (await sessionsOf(reading(tx), stop.id)).find(({ id }) => id === sessionId);
		if (!session) throw sessionNotFound();
		await tx.selectFrom('sessions').select('id').where('id', '=', sessionId).forUpdate().execute();
		const given = await tx.selectFrom('certificates').select('ticket_id').where('session_id', '=', sessionId).execute();
		const known = new Set(given.map(({ ticket_id }) => ticket_id));
		const missing = (await whoCame(reading(tx), [sessionId]))
			.filter(({ id }) => !known.has(id))
			.map((one) => ({ ...one, id: randomUUID(), ticket_id: one.id, token: newSecret() }));
		const rows = missing.map(({ id, ticket_id, name, token }) => ({
			...{ id, session_id: sessionId, ticket_id, name, token_hash: hashed(token), issued_at: at },
			signature: signed(certificateText({ id, name, session: sessionId }), key)
		}));
		for (const some of inChunks(rows)) await tx.insertInto('certificates').values(some).execute();
		const site = await siteOf(reading(tx), { session: sessionId });
		const letters = missing.map(({ email, locale, token }) =>
			certificateLetter(email, { about: inWords(session.title, locale), link: `${site}/certificates/${token}` }, locale)
		);
		await postAll(tx, letters, at);
		const detail = { count: missing.length };
		const line = { verb: 'certificates.issued' as const, about: sessionId };
		await note(tx, { at, by: who.personId, callId: session.call_id, ...line, detail });
		return missing.length;
	});
}
