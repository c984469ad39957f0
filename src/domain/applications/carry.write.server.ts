import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { newIntent } from '#lib/secret.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import type { Locale } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { nobodyGoesOn, roundNotDecided } from '#domain/calls/rounds.rules.ts';
import type { Call } from '#domain/calls/rules.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { answerIn, organisationName } from './answers.rules.ts';
import { keepFiles } from './attachments.write.server.ts';
import { roundLetter } from './carry.mail.ts';
import { leavingRound, type Leaving } from './carry.read.server.ts';
import { submittedLeaf } from './log.rules.ts';
import { addLeaves, holdCounts } from './log.write.server.ts';
import { receiptPurpose } from './read.server.ts';
import { contentHash, signedText, type ReceiptBody } from './receipts.rules.ts';
import { numberFor } from './rules.ts';

/** Who goes on to which round, and by what it was decided. */
export type Onward = { to: Call; ids: string[]; way: 'draw' | 'bands' | 'followups' };

/**
 * Carries the chosen applications of a round over to the next, each with a number, a signed receipt and the consents of
 * what was submitted; and a letter to everyone who took part, whether they go on or not. Made from follow-ups, it is told
 * only to who goes on: the others were told long ago. Answers with how many go on.
 * Refuses a round that does not follow this call, ids that take no part in it, and nobody at all.
 */
export async function carryOver(db: Db, who: Organiser, { to, ids, way }: Onward, at: Date): Promise<number> {
	if (to.follows_id !== who.callId) throw roundNotDecided();
	const key = await signingKey(db, receiptPurpose, at);
	return together(db, async (tx) => {
		const all = await leavingRound(reading(tx), who.callId);
		const chosen = all.filter(({ id }) => ids.includes(id));
		if (chosen.length < ids.length) throw roundNotDecided();
		if (chosen.length === 0) throw nobodyGoesOn();
		const counts = await holdCounts(tx, to.id);
		const numbered = chosen.map((row) => ({ ...row, number: numberFor(to, (counts.numbered += 1)) }));
		const entered = await enter(tx, to, numbered, at);
		const receipts = await leaveReceipts(tx, { to, entered, sign: (text) => signed(text, key) }, at);
		const leaves = receipts.map((receipt) => ({ receiptId: receipt.id, leaf: submittedLeaf(receipt) }));
		await addLeaves(tx, to.id, leaves, counts);
		const toTell = way === 'followups' ? chosen : all;
		await tellAll(tx, { to, all: toTell, numbers: new Map(numbered.map(({ id, number }) => [id, number])) }, at);
		await noteAll(tx, [
			...entered.map(({ number, newId }) => ({
				...{ at, by: who.personId, callId: to.id, verb: 'application.carried' as const, about: newId },
				detail: { number }
			})),
			{
				...{ at, by: who.personId, callId: who.callId, verb: 'round.closed', about: to.id },
				detail: { round: to.round, way, of: all.length, count: chosen.length }
			}
		]);
		return chosen.length;
	});
}

type Numbered = Leaving & { number: string };
type Entered = Numbered & { newId: string };

async function enter(tx: Tx, to: Call, rows: Numbered[], at: Date): Promise<Entered[]> {
	const tracks = await tx.selectFrom('tracks').select(['id', 'key']).where('call_id', '=', to.id).execute();
	const trackOf = new Map(tracks.map(({ id, key }) => [key, id]));
	const entered = new Map<string, string>();
	const values = rows.map((row) => ({
		...{ call_id: to.id, applicant_id: row.applicant_id, answers: row.answers, version: 1, saved_at: at },
		...{ organisation_id: row.organisation_id, track_id: trackOf.get(row.track ?? '') ?? null },
		...{ number: row.number, submitted_at: at, carried_from: row.id, form_version: row.form_version }
	}));
	for (const some of inChunks(values)) {
		const left = await tx.insertInto('applications').values(some).returning(['id', 'carried_from']).execute();
		for (const { id, carried_from } of left) entered.set(carried_from!, id);
	}
	return rows.map((row) => ({ ...row, newId: entered.get(row.id)! }));
}

type Receipts = { to: Call; entered: Entered[]; sign: (text: string) => string };

async function leaveReceipts(tx: Tx, { to, entered, sign }: Receipts, at: Date) {
	const rows = entered.map((row) => {
		const body = bodyOf(to, row, at);
		const text = signedText(body);
		return {
			...{ id: randomUUID(), application_id: row.newId, intent: newIntent(), number: row.number },
			...{ answers: row.answers, submitted_at: at },
			...{ content_hash: body.contentHash, salt: body.salt, body: text, signature: sign(text) },
			form_version: row.form_version
		};
	});
	for (const some of inChunks(rows)) await tx.insertInto('receipts').values(some).execute();
	await keepFiles(tx, rows);
	await carryConsents(tx, to);
	return rows;
}

// What was carried over: its receipt, and the newest receipt of what it was carried from.
const carried = sql`applications application
	join receipts receipt on receipt.application_id = application.id
	join lateral (select id from receipts where application_id = application.carried_from
		order by submitted_at desc, id limit 1) before on true`;

// A consent given for the call and not taken back holds for its rounds: the same term and text, at the time it was
// given. So does what a guardian agreed to.
async function carryConsents(tx: Tx, to: Call): Promise<void> {
	await sql`
		insert into consents (receipt_id, term_id, text_hash, given_at)
		select receipt.id, term.id, given.text_hash, given.given_at
		from ${carried}
		join consents given on given.receipt_id = before.id
		left join consent_withdrawals taken on taken.receipt_id = given.receipt_id and taken.term_id = given.term_id
		join terms old on old.id = given.term_id
		join terms term on term.call_id = application.call_id and term.key = old.key
		where application.call_id = ${to.id} and taken.term_id is null`.execute(tx);
	await sql`
		insert into guardians (receipt_id, name, contact, given_at)
		select receipt.id, guardian.name, guardian.contact, guardian.given_at
		from ${carried}
		join guardians guardian on guardian.receipt_id = before.id
		where application.call_id = ${to.id}`.execute(tx);
}

function bodyOf(to: Call, row: Entered, at: Date): ReceiptBody {
	return {
		...{ kind: 'madang/receipt/v1', call: to.slug, notice: to.notice_number, number: row.number },
		...{ organisation: answerIn(row.answers, organisationName), submittedAt: at.toISOString() },
		...{ contentHash: contentHash(row.answers), salt: randomBytes(32).toString('hex') },
		consents: row.agreed.toSorted()
	};
}

type Telling = { to: Call; all: Leaving[]; numbers: Map<string, string> };

async function tellAll(tx: Tx, { to, all, numbers }: Telling, at: Date): Promise<void> {
	const { zone } = await tx
		.selectFrom('stops')
		.select('time_zone as zone')
		.where('id', '=', to.stop_id)
		.executeTakeFirstOrThrow();
	const site = await siteOf(reading(tx), { call: to.id });
	const letters = all.map(({ id, email, locale }) => {
		const reader = locale as Locale;
		const until = written(to.review_until, zone, reader, true);
		const facts = { title: to.title, round: to.round, name: to.round_name!, until, number: numbers.get(id) ?? null };
		return roundLetter(email, { ...facts, url: `${site}/calls/${to.slug}/mine` }, reader);
	});
	await postAll(tx, letters, at);
}
