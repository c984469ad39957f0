import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { sessionTopic, type WholeSession } from '#domain/programme/rules.ts';
import { heldAsker } from './ask.write.server.ts';
import type { VoteForm } from './form.ts';
import { browserHash } from './read.server.ts';
import { deskTopic } from './topics.rules.ts';
import { banned, ownVote, questionNotFound, shownStates, type Audience } from './rules.ts';

type Voting = { session: WholeSession; form: VoteForm };

/**
 * Leaves an asker's vote for a question that everybody sees, or takes it back; the same again changes nothing. Refuses
 * one's own question, whoever was banned, and a question that is not to be seen as if it were not there.
 */
export function voteQuestion(db: Db, who: Audience, { session, form }: Voting, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const question = await shownQuestion(tx, session.id, form.question);
		const asker = await heldAsker(tx, who, session, at);
		if (asker.banned_at) throw banned();
		if (question.asker_id === asker.id) throw ownVote();
		const key = { question_id: question.id, asker_id: asker.id };
		const changed = form.vote === 'up' ? await leaveVote(tx, key, who, at) : await takeBack(tx, key, at);
		if (!changed) return;
		const verb = ({ up: 'question.voted', back: 'question.unvoted' } as const)[form.vote];
		const by = who.visitor.person?.id ?? null;
		await note(tx, { at, by, callId: session.call_id, verb, about: question.id });
	});
}

type Key = { question_id: string; asker_id: string };

// Whoever has signed in since does not vote again as the browser they were before.
async function leaveVote(tx: Tx, key: Key, { visitor, browser }: Audience, at: Date): Promise<boolean> {
	const asBrowser = sql<boolean>`exists (select from question_votes join askers on askers.id = asker_id
		where question_id = ${key.question_id} and browser_hash = ${browserHash(browser)} and taken_back_at is null)`;
	const before = visitor.person && (await sql<{ is: boolean }>`select ${asBrowser} as is`.execute(tx)).rows[0]?.is;
	if (before) return false;
	const row = await tx
		.insertInto('question_votes')
		.values({ ...key, voted_at: at })
		.onConflict((oc) =>
			oc
				.columns(['question_id', 'asker_id'])
				.doUpdateSet({ voted_at: at, taken_back_at: null })
				.where('question_votes.taken_back_at', 'is not', null)
		)
		.returning('question_id')
		.executeTakeFirst();
	return row !== undefined;
}

async function takeBack(tx: Tx, { question_id, asker_id }: Key, at: Date): Promise<boolean> {
	const row = await tx
		.updateTable('question_votes')
		.set({ taken_back_at: at })
		.where('question_id', '=', question_id)
		.where('asker_id', '=', asker_id)
		.where('taken_back_at', 'is', null)
		.returning('question_id')
		.executeTakeFirst();
	return row !== undefined;
}

// A vote for one that was merged meanwhile is a vote for the one kept.
async function shownQuestion(tx: Tx, sessionId: string, id: string) {
	return reading(tx)
		.selectFrom('questions as asked')
		.innerJoin('questions', (join) => join.on(sql<boolean>`questions.id = coalesce(asked.merged_into, asked.id)`))
		.innerJoin('askers', 'askers.id', 'questions.asker_id')
		.select(['questions.id', 'questions.asker_id'])
		.where('asked.id', '=', id)
		.where('questions.session_id', '=', sessionId)
		.where('questions.state', 'in', shownStates)
		.where('askers.banned_at', 'is', null)
		.executeTakeFirstOrThrow(questionNotFound);
}

const restMs = 2_000;

// A vote that came before the last time may have committed after it: a second of what was told is told again.
/**
 * Tells of votes that came since they were last told of, once for each session and not within two seconds of the last
 * time: a hall that votes together is not told of each vote.
 */
export async function tellVotes(tx: Tx, at: Date): Promise<void> {
	const since = new Date(at.getTime() - 60_000);
	const { rows } = await sql<{ session_id: string }>`
		select session_id from question_votes join questions on questions.id = question_id
		where greatest(voted_at, taken_back_at) > ${since}
		group by session_id
		having max(greatest(voted_at, taken_back_at)) > coalesce((select max(told_at) - interval '1 second' from news
				where topic = 'session:' || session_id and word = 'votes'), 'epoch')
			and not exists (select from news where topic = 'session:' || session_id and word = 'votes'
				and told_at > ${new Date(at.getTime() - restMs)})`.execute(tx);
	for (const { session_id } of rows) {
		await announce(tx, [sessionTopic(session_id), deskTopic(session_id)], 'votes', at);
	}
}
