import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { hashedBlock } from '#domain/people/work.read.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { sessionTopic, segmentNotFound, type Segment, type WholeSession } from '#domain/programme/rules.ts';
import { standingIn } from './eligible.read.server.ts';
import type { AskForm } from './form.ts';
import { askerOf, browserHash, floorsOf, heldQuestion } from './read.server.ts';
import { deskTopic, ownTopic } from './topics.rules.ts';
import * as rules from './rules.ts';
import type { Audience } from './rules.ts';

type Asking = { session: WholeSession; form: AskForm };

/**
 * Leaves a question from the floor, once for its intent; whoever sends it again is answered with the same. Nobody but
 * its asker and who moderates is told of it. Refuses whose turn it is not, a floor that is closed, whoever was banned,
 * more than the segment takes of one, and other words under an intent that was used.
 */
export function askQuestion(db: Db, who: Audience, { session, form }: Asking, at: Date): Promise<{ id: string }> {
	const segment = session.segments.find(({ id }) => id === form.segment);
	return together(db, async (tx) => {
		if (!segment) throw segmentNotFound();
		const asker = await heldAsker(tx, who, session, at);
		const same = await tx
			.selectFrom('questions')
			.select(['id', 'text'])
			.where('asker_id', '=', asker.id)
			.where('intent', '=', form.intent)
			.executeTakeFirst();
		if (same && same.text !== form.text) throw rules.otherWords();
		if (same) return { id: same.id };
		const standing = await standingIn(reading(tx), session, segment, who.visitor.person?.id ?? null);
		await checkFloor(tx, { session, segment, asker }, at);
		const isNamed = segment.naming === 'named' || (segment.naming === 'choice' && form.named);
		const { id } = await tx
			.insertInto('questions')
			.values({
				...{ session_id: session.id, segment_id: segment.id, asker_id: asker.id, intent: form.intent },
				...{ text: form.text, locale: rules.languageOf(form.text), application_id: standing.applicationId },
				...{ name: isNamed ? form.name || (who.visitor.person?.name ?? '') : '', firm: isNamed ? standing.firm : '' },
				...{ asked_at: at, state_at: at }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const by = who.visitor.person?.id ?? null;
		await note(tx, { at, by, callId: session.call_id, verb: 'question.asked', about: id });
		await announce(tx, [deskTopic(session.id), ownTopic(asker.id)], 'queue', at);
		return { id };
	});
}

/** Leaves a question that a moderator puts themselves: it needs nobody's approval. */
export function putQuestion(
	db: Db,
	who: Moderator & { sessionId: string },
	{ session, form, name }: Asking & { name: string },
	at: Date
): Promise<{ id: string }> {
	const segment = session.segments.find(({ id }) => id === form.segment);
	return together(db, async (tx) => {
		if (!segment) throw segmentNotFound();
		const asker = await upsertAsker(tx, { session_id: session.id, person_id: who.personId, made_at: at });
		const question = {
			...{ session_id: session.id, segment_id: segment.id, asker_id: asker, intent: form.intent },
			...{ text: form.text, locale: rules.languageOf(form.text), came_from: 'desk', state: 'approved' },
			...{ name: segment.naming === 'anonymous' ? '' : name, asked_at: at, state_at: at }
		};
		const row = await tx
			.insertInto('questions')
			.values(question)
			.onConflict((oc) => oc.columns(['asker_id', 'intent']).doUpdateSet({ intent: form.intent }))
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'question.put', about: row.id });
		await announce(tx, [deskTopic(session.id), sessionTopic(session.id)], 'floor', at);
		return row;
	});
}

/** Takes an asker's own question back, before it is answered. Refuses another's as if it were not there. */
export function withdrawQuestion(
	db: Db,
	who: Audience,
	{ session, question }: { session: WholeSession; question: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const asker = await askerOf(reading(tx), session.id, who);
		const held = await heldQuestion(reading(tx), session.id, question);
		if (!asker || held.asker_id !== asker.id) throw rules.questionNotFound();
		if (held.state === 'withdrawn') return;
		if (!['asked', 'approved', 'hidden'].includes(held.state)) throw rules.tooLate();
		const left = { state: 'withdrawn', state_at: at, is_pinned: false, version: held.version + 1 };
		await tx.updateTable('questions').set(left).where('id', '=', held.id).execute();
		await tx.insertInto('question_acts').values({ question_id: held.id, act: 'withdraw', acted_at: at }).execute();
		const by = who.visitor.person?.id ?? null;
		await note(tx, { at, by, callId: session.call_id, verb: 'question.withdrawn', about: held.id });
		const floor = rules.isShown(held.state) && !held.merged_into ? [sessionTopic(session.id)] : [];
		await announce(tx, [deskTopic(session.id), ownTopic(asker.id), ...floor], 'floor', at);
	});
}

/**
 * Who asks or votes, made on their first time and held, so that one asker does one thing at a time. Refuses when more
 * new browsers came from one network within minutes than a hall has.
 */
export async function heldAsker(tx: Tx, who: Audience, session: WholeSession, at: Date) {
	const known = await askerOf(reading(tx), session.id, who);
	const id = known?.id ?? (await newAsker(tx, who, session, at));
	return tx.selectFrom('askers').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

async function newAsker(tx: Tx, { visitor, browser, address }: Audience, session: WholeSession, at: Date) {
	const row = { session_id: session.id, made_at: at };
	if (visitor.person) return upsertAsker(tx, { ...row, person_id: visitor.person.id });
	const block_hash = hashedBlock(address);
	const since = new Date(at.getTime() - rules.newcomersMinutes * 60_000);
	const { count } = await tx
		.selectFrom('askers')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('session_id', '=', session.id)
		.where('block_hash', '=', block_hash)
		.where('made_at', '>', since)
		.executeTakeFirstOrThrow();
	if (count >= rules.newcomersMost) throw rules.tooMany();
	return upsertAsker(tx, { ...row, browser_hash: browserHash(browser), block_hash });
}

type NewAsker = { session_id: string; made_at: Date; person_id?: string; browser_hash?: Buffer; block_hash?: Buffer };

async function upsertAsker(tx: Tx, row: NewAsker): Promise<string> {
	const key = row.person_id ? 'person_id' : 'browser_hash';
	const asker = await tx
		.insertInto('askers')
		.values(row)
		.onConflict((oc) => oc.columns(['session_id', key]).doUpdateSet({ session_id: row.session_id }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return asker.id;
}

type Taken = { session: WholeSession; segment: Segment; asker: { id: string; banned_at: Date | null } };

async function checkFloor(tx: Tx, { session, segment, asker }: Taken, at: Date): Promise<void> {
	const floor = (await floorsOf(reading(tx), session)).get(segment.id)!;
	if (asker.banned_at) throw rules.banned();
	if (!floor.is_open || !rules.isTaking(segment, session, at)) throw rules.floorClosed();
	const { own, lately } = await tx
		.selectFrom('questions')
		.select((eb) => [
			eb.fn
				.countAll<number>()
				.filterWhere(
					eb.and([
						eb('segment_id', '=', segment.id),
						eb('came_from', '=', 'floor'),
						eb('state', 'in', ['asked', 'approved'])
					])
				)
				.as('own'),
			eb.fn
				.countAll<number>()
				.filterWhere('asked_at', '>', new Date(at.getTime() - 60_000))
				.as('lately')
		])
		.where('asker_id', '=', asker.id)
		.executeTakeFirstOrThrow();
	if (own >= floor.most_each) throw rules.enough(floor.most_each);
	if (lately >= rules.askedAMinute) throw rules.tooFast();
}
