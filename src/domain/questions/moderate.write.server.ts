import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { sessionTopic } from '#domain/programme/rules.ts';
import type { ActForm, BanForm } from './form.ts';
import { heldQuestion } from './read.server.ts';
import { cannot, changedMeanwhile, isShown, stateAfter, type Act, type Question } from './rules.ts';
import { deskTopic, ownTopic } from './topics.rules.ts';

type Moderating = Moderator & { sessionId: string };

const verbs = {
	approve: 'question.approved',
	hide: 'question.hidden',
	now: 'question.called',
	answered: 'question.answered',
	archive: 'question.archived',
	pin: 'question.pinned',
	unpin: 'question.unpinned',
	merge: 'question.merged',
	part: 'question.parted'
} as const satisfies Record<Act, string>;

/**
 * Leaves what a moderator does with a question: the act, and where the question then stands. One question is being
 * answered at a time: to call the next ends the one before. Refuses when another moderator changed it since the version
 * seen, and an act that does not fit. Answers with the new version.
 */
export function actOnQuestion(db: Db, who: Moderating, form: ActForm, at: Date): Promise<{ version: number }> {
	return together(db, async (tx) => {
		// One act at a time in a session: a merge and the next call look at other questions too.
		await tx.selectFrom('sessions').select('id').where('id', '=', who.sessionId).forUpdate().execute();
		const question = await heldQuestion(reading(tx), who.sessionId, form.question);
		if (question.version !== form.version) throw changedMeanwhile();
		const state = stateAfter(question, form.act);
		if (state === null) throw cannot();
		const into = form.act === 'merge' ? await keptBy(tx, who, question, form.into) : null;
		if (form.act === 'now') await endCurrent(tx, who, at);
		await leave(tx, { who, question, act: form.act, into }, at);
		await change(tx, question, { ...changesOf(form.act, into), state }, at);
		await tell(tx, who, { questions: [question], isOnFloor: isShown(question.state) || isShown(state) }, at);
		return { version: question.version + 1 };
	});
}

type Changes = { state?: string; is_pinned?: boolean; merged_into?: string | null };

function changesOf(act: Act, into: string | null): Changes {
	if (act === 'merge') return { merged_into: into, is_pinned: false };
	if (act === 'part') return { merged_into: null };
	if (act === 'pin' || act === 'unpin') return { is_pinned: act === 'pin' };
	return act === 'approve' ? {} : { is_pinned: false };
}

// Only one that stands by itself keeps others; those that were merged into the one merged go along.
async function keptBy(tx: Tx, who: Moderating, question: Question, id: string | undefined): Promise<string> {
	if (!id || id === question.id) throw cannot();
	const kept = await heldQuestion(reading(tx), who.sessionId, id);
	const fits = kept.merged_into === null && kept.segment_id === question.segment_id;
	if (!fits || ['withdrawn', 'archived'].includes(kept.state)) throw cannot();
	await tx.updateTable('questions').set({ merged_into: kept.id }).where('merged_into', '=', question.id).execute();
	return kept.id;
}

async function endCurrent(tx: Tx, who: Moderating, at: Date): Promise<void> {
	const current = await tx
		.selectFrom('questions')
		.selectAll()
		.where('session_id', '=', who.sessionId)
		.where('state', '=', 'answering')
		.executeTakeFirst();
	if (!current) return;
	await leave(tx, { who, question: current, act: 'answered', into: null }, at);
	await change(tx, current, { state: 'answered', is_pinned: false }, at);
	await tell(tx, who, { questions: [current], isOnFloor: true }, at);
}

type Left = { who: Moderating; question: Question; act: Act; into: string | null };

async function leave(tx: Tx, { who, question, act, into }: Left, at: Date): Promise<void> {
	const row = { question_id: question.id, act, into_id: into, acted_at: at, acted_by: who.personId };
	await tx.insertInto('question_acts').values(row).execute();
	await note(tx, { at, by: who.personId, callId: who.callId, verb: verbs[act], about: question.id });
}

// A question that leaves the floor has had it from when it was called.
async function change(tx: Tx, question: Question, changes: Changes, at: Date): Promise<void> {
	const isMoved = changes.state !== undefined && changes.state !== question.state;
	const had = question.state === 'answering' && isMoved ? Math.max(0, at.getTime() - question.state_at.getTime()) : 0;
	const spent = { spent_ms: question.spent_ms + had, version: question.version + 1 };
	const moved = isMoved ? { state_at: at } : {};
	await tx
		.updateTable('questions')
		.set({ ...changes, ...spent, ...moved })
		.where('id', '=', question.id)
		.execute();
}

type Told = { questions: Question[]; isOnFloor: boolean };

async function tell(tx: Tx, who: Moderating, { questions, isOnFloor }: Told, at: Date): Promise<void> {
	const own = questions.map(({ asker_id }) => ownTopic(asker_id));
	const floor = isOnFloor ? [sessionTopic(who.sessionId)] : [];
	await announce(tx, [deskTopic(who.sessionId), ...own, ...floor], isOnFloor ? 'floor' : 'queue', at);
}

/**
 * Bans who asked this question from the session, or lets them in again: all they asked and voted leaves the pages of
 * others at once, and comes back as it was. The same again changes nothing.
 */
export function banAsker(db: Db, who: Moderating, form: BanForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const question = await heldQuestion(reading(tx), who.sessionId, form.question);
		const isBan = form.ban === 'ban';
		const row = await tx
			.updateTable('askers')
			.set({ banned_at: isBan ? at : null, banned_by: isBan ? who.personId : null })
			.where('id', '=', question.asker_id)
			.where('banned_at', isBan ? 'is' : 'is not', null)
			.returning('id')
			.executeTakeFirst();
		if (!row) return;
		const verb = ({ ban: 'asker.banned', lift: 'asker.let-in' } as const)[form.ban];
		await note(tx, { at, by: who.personId, callId: who.callId, verb, about: row.id });
		await tell(tx, who, { questions: [question], isOnFloor: true }, at);
	});
}
