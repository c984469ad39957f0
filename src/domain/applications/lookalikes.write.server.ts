import { sql } from 'kysely';
import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { LookalikeForm } from './lookalikes.form.ts';
import { asideLetter, relatedLetter, standsAgainLetter, type PairFacts } from './lookalikes.mail.ts';
import { isBanded, isSealed, lookalikePair, partiesOf } from './lookalikes.read.server.ts';
import {
	anotherStands,
	decidedTooEarly,
	decidedTooLate,
	lookalikesAmong,
	sameNumber,
	type Likeness
} from './lookalikes.rules.ts';
import { applicationNotFound } from './rules.ts';
import { isDecided } from './standing.read.server.ts';

/**
 * Compares a call's applications and leaves the pairs that may be of one party with what speaks for it. What somebody
 * has decided about stays; what is no longer alike and nobody has decided about goes. `by` is null for the clock.
 * Others come first: between pieces of the work `breathe` is awaited. Answers with how many pairs there are.
 */
export async function findLookalikes(
	db: Db,
	what: { callId: string; by: Organiser | null },
	breathe: () => Promise<void>,
	at: Date
): Promise<number> {
	const { callId } = what;
	const by = what.by?.personId ?? null;
	const parties = await partiesOf(reading(db), callId);
	const found = await lookalikesAmong(parties, breathe);
	await together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', callId).forUpdate().execute();
		if (await isSealed(reading(tx), callId)) throw decidedTooLate();
		await leavePairs(tx, callId, found, at);
		const counted = { applications: parties.length, found: found.length };
		await tx
			.insertInto('lookalike_searches')
			.values({ call_id: callId, ...counted, searched_at: at, searched_by: by })
			.execute();
		const detail = { count: found.length, of: parties.length };
		await note(tx, { at, by, callId, verb: 'lookalikes.found', about: callId, detail });
	});
	return found.length;
}

async function leavePairs(tx: Tx, callId: string, found: Likeness[], at: Date): Promise<void> {
	const rows = found.map(({ one, other, score, clues }) => ({ one, other, score, clues }));
	await sql`
		with found as materialized (
			select * from json_to_recordset(${JSON.stringify(rows)}::json) as found(one uuid, other uuid, score numeric, clues jsonb)
		), gone as (
			delete from lookalikes where call_id = ${callId}
				and not exists (select from found where one = one_id and other = other_id)
				and not exists (select from lookalike_decisions where lookalike_id = lookalikes.id)
		)
		insert into lookalikes (call_id, one_id, other_id, score, evidence, found_at)
		select ${callId}, one, other, score, clues, ${at}::timestamptz from found
		on conflict (one_id, other_id) do update set score = excluded.score, evidence = excluded.evidence`.execute(tx);
}

type Pair = Awaited<ReturnType<typeof lookalikePair>>;

/**
 * Leaves what somebody decided about a pair, why and when, and a letter to whom it changes something. One party: the
 * other application is set aside. Related: at most one of them can be drawn. A later decision takes an earlier one's
 * place, which stays on record. Refuses before the call has closed, once its draw is sealed, two firms where there is
 * one registration number, one to stand where a third of that number does, and one that was not reviewed.
 */
export function decideLookalike(db: Db, who: Organiser, form: LookalikeForm, at: Date): Promise<void> {
	const deciding = together(db, async (tx) => {
		const call = await tx
			.selectFrom('calls')
			.select(['id', 'slug', 'title', 'closes_at', 'grace_minutes'])
			.where('id', '=', who.callId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		const pair = await lookalikePair(reading(tx), call.id, form.pair);
		if (at < takenUntil(call)) throw decidedTooEarly();
		if (await isSealed(reading(tx), call.id)) throw decidedTooLate();
		if (form.outcome !== 'same' && hasOneNumber(pair)) throw sameNumber();
		const stands_id = form.outcome === 'same' ? form.stands : null;
		if (stands_id && stands_id !== pair.one_id && stands_id !== pair.other_id) throw applicationNotFound();
		const { outcome, reason } = form;
		if (pair.outcome === outcome && pair.stands_id === stands_id && pair.reason === reason) return;
		await tx
			.insertInto('lookalike_decisions')
			.values({ lookalike_id: pair.id, outcome, stands_id, reason, decided_at: at, decided_by: who.personId })
			.execute();
		const letters = [
			...(await setAside(tx, { callId: call.id, pair, standsId: stands_id }, at)),
			...(outcome === 'related' ? bothRelated(pair) : [])
		];
		const site = await siteOf(reading(tx), { call: call.id });
		const told = { title: call.title, reason, url: `${site}/calls/${call.slug}/mine` };
		for (const { side, write } of letters) {
			await post(tx, write(side.email, { ...told, number: side.number! }, side.locale as Locale), at);
		}
		const number = [pair.one_number, pair.other_number].join(' · ');
		const line = { at, by: who.personId, callId: call.id, about: pair.id, detail: { number } };
		await note(tx, { ...line, verb: `lookalike.${outcome}` });
	});
	return deciding.catch((fault: unknown) => {
		throw brokenRule(fault) === 'applications_live' ? anotherStands() : fault;
	});
}

const hasOneNumber = ({ evidence }: Pair) => evidence.some(({ kind }) => kind === 'registration');

type Told = { side: Pair['one']; write: (to: string, facts: PairFacts, locale: Locale) => Letter };

const bothRelated = ({ one, other }: Pair): Told[] => [one, other].map((side) => ({ side, write: relatedLetter }));

type Setting = { callId: string; pair: Pair; standsId: string | null };

// What is set aside goes before what comes back: two of one organisation never stand at once.
async function setAside(tx: Tx, { callId, pair, standsId }: Setting, at: Date): Promise<Told[]> {
	const sides = [pair.one, pair.other];
	const aside = standsId ? sides.filter(({ id }) => id !== standsId) : [];
	const wasAside = (id: string) => pair.stands_id !== null && pair.stands_id !== id;
	const back = sides.filter(({ id, set_aside_at }) => set_aside_at && (standsId ? id === standsId : wasAside(id)));
	if (back.length && (await isDecided(reading(tx), callId)))
		for (const { id } of back) if (!(await isBanded(reading(tx), id))) throw decidedTooLate();
	for (const { id, set_aside_at } of aside)
		await tx
			.updateTable('applications')
			.set({ set_aside_at: set_aside_at ?? at })
			.where('id', '=', id)
			.execute();
	for (const { id } of back)
		await tx.updateTable('applications').set({ set_aside_at: null }).where('id', '=', id).execute();
	return [
		...aside.filter(({ id }) => !wasAside(id)).map((side) => ({ side, write: asideLetter })),
		...back.filter(({ id }) => wasAside(id)).map((side) => ({ side, write: standsAgainLetter }))
	];
}
