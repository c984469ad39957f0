import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { sessionTopic, segmentNotFound, type WholeSession } from '#domain/programme/rules.ts';
import { acceptedIn } from './eligible.read.server.ts';
import type { FloorForm, WordForm } from './form.ts';
import { questionFields } from './prepared.read.server.ts';
import { cannot, languageOf } from './rules.ts';
import { deskTopic } from './topics.rules.ts';

type Moderating = Moderator & { sessionId: string };

/**
 * Leaves how questions are taken in a segment. The seed of its order is set the first time and stays, so that nobody
 * draws again until they like it: it is made of the call's conducted draw where there is one, else by chance.
 */
export function setFloor(
	db: Db,
	who: Moderating,
	{ session, form }: { session: WholeSession; form: FloorForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		if (!session.segments.some(({ id }) => id === form.segment)) throw segmentNotFound();
		const fields = session.call_id ? await questionFields(reading(tx), session.call_id) : [];
		if (form.field !== '' && !fields.some(({ key }) => key === form.field)) throw cannot();
		const set = {
			...{ is_open: form.open, way: form.way, most_each: form.most, field_key: form.field || null },
			...{ set_at: at, set_by: who.personId }
		};
		await tx
			.insertInto('floors')
			.values({ segment_id: form.segment, ...set, ...(await seedFor(tx, session.call_id)) })
			.onConflict((oc) => oc.column('segment_id').doUpdateSet(set))
			.execute();
		const detail = { way: form.way, open: form.open };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'floor.set', about: form.segment, detail });
		await announce(tx, [deskTopic(session.id), sessionTopic(session.id)], 'floor', at);
	});
}

async function seedFor(tx: Tx, callId: string | null) {
	const draw = callId
		? await tx
				.selectFrom('draws')
				.innerJoin('draw_results', 'draw_results.draw_id', 'draws.id')
				.select('transcript')
				.where('call_id', '=', callId)
				.where('tag', '=', 'draw')
				.executeTakeFirst()
		: undefined;
	if (!draw) return { seed: newSecret(), seed_from: 'chance' };
	return { seed: createHash('sha256').update(draw.transcript).digest('hex'), seed_from: 'draw' };
}

/** Leaves a word the host wants to be pointed at, or takes it away. The same again changes nothing. */
export function setFlagWord(db: Db, who: Moderating, { word, ...form }: WordForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (form.do === 'add') {
			const row = { host_id: who.hostId, word, added_at: at, added_by: who.personId };
			await tx
				.insertInto('flag_words')
				.values(row)
				.onConflict((oc) => oc.doNothing())
				.execute();
		} else {
			await tx.deleteFrom('flag_words').where('host_id', '=', who.hostId).where('word', '=', word).execute();
		}
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'floor.words', about: who.sessionId });
		await announce(tx, [deskTopic(who.sessionId)], 'queue', at);
	});
}

/**
 * Leaves the questions that the accepted of a segment's call prepared in their applications, each once whatever how
 * often it is looked. They wait for approval like any other. Named where the segment is.
 */
export function bringPrepared(db: Db, segmentId: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const floor = await tx
			.selectFrom('floors')
			.innerJoin('segments', 'segments.id', 'floors.segment_id')
			.innerJoin('sessions', 'sessions.id', 'segments.session_id')
			.select(['segments.id', 'segments.naming', 'session_id', 'field_key', 'call_id', 'sessions.stop_id'])
			.where('segments.id', '=', segmentId)
			.forUpdate('floors')
			.executeTakeFirst();
		if (!floor?.field_key || !floor.call_id) return 0;
		const accepted = await acceptedIn(reading(tx), { ...floor, call_id: floor.call_id }).execute();
		let brought = 0;
		for (const { id, applicant_id, answers, firm, person } of accepted) {
			const text = (answers[floor.field_key] ?? '').trim();
			if (text === '') continue;
			const asker_id = await preparer(tx, floor.session_id, applicant_id, at);
			const isNamed = floor.naming === 'named';
			const row = await tx
				.insertInto('questions')
				.values({
					...{ session_id: floor.session_id, segment_id: floor.id, asker_id, intent: `application ${floor.id}` },
					...{ came_from: 'application', application_id: id, text, locale: languageOf(text) },
					...{ name: isNamed ? person : '', firm: isNamed ? (firm ?? '') : '', asked_at: at, state_at: at }
				})
				.onConflict((oc) => oc.doNothing())
				.returning('id')
				.executeTakeFirst();
			if (row) brought += 1;
		}
		if (brought === 0) return 0;
		const detail = { count: brought };
		await note(tx, { at, by: null, callId: floor.call_id, verb: 'floor.prepared', about: floor.id, detail });
		await announce(tx, [deskTopic(floor.session_id)], 'queue', at);
		return brought;
	});
}

async function preparer(tx: Tx, session_id: string, person_id: string, at: Date): Promise<string> {
	const row = await tx
		.insertInto('askers')
		.values({ session_id, person_id, made_at: at })
		.onConflict((oc) => oc.columns(['session_id', 'person_id']).doUpdateSet({ made_at: sql`askers.made_at` }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}
