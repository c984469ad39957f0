import { note } from '#domain/journal/write.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll, type Letter } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { heldForReview } from '#domain/reviews/read.server.ts';
import { allowsAct, phaseOf } from '#domain/reviews/phases.rules.ts';
import type { ReassignForm, RemindForm } from './progress.form.ts';
import { reminderLetter } from './progress.mail.ts';
import { progressIn, proposedMoves, remindedToday, type Progress } from './progress.read.server.ts';
import { nobodyToRemind, nothingToReassign, notReviewing, proposalChanged, remindsNow } from './progress.rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';

/** The letter a reviewer would get: the page shows it before it is sent, the verb sends it. */
export function letterTo(person: Progress, call: Pick<Call, 'title' | 'review_until'>, zone: string): Letter {
	const facts = { title: call.title, left: person.left, of: person.assigned, until: call.review_until, zone };
	return reminderLetter(
		person.email,
		{ name: person.name, ...facts, url: `${baseUrl}/reviews` },
		person.locale as Locale
	);
}

/**
 * Reminds these reviewers of what they have left: a letter each with their own count. Who has nothing left, or has been
 * reminded today, gets none. Answers with how many. Refuses while it is not reviewed, somebody who does not review in the
 * call as not there, and where nobody is left to remind.
 */
export function remindReviewers(db: Db, who: Organiser, { reviewers }: RemindForm, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await holdReviewing(tx, who.callId, at);
		if (!call) throw notReviewing();
		const people = await progressIn(reading(tx), call, at);
		if (reviewers.some((id) => !people.some((person) => person.id === id))) throw notFound();
		const count = await remind(
			tx,
			call,
			{ people: people.filter(({ id }) => reviewers.includes(id)), by: who.personId },
			at
		);
		if (count === 0) throw nobodyToRemind();
		return count;
	});
}

/**
 * Reminds those who are behind by the call's own rule, so many days before the end, once a day at most. Answers with how
 * many; none where the rule does not ask for it now.
 */
export function remindByRule(db: Db, callId: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await holdReviewing(tx, callId, at);
		if (!call || !remindsNow(call, at)) return 0;
		const people = (await progressIn(reading(tx), call, at)).filter(({ isBehind }) => isBehind);
		return remind(tx, call, { people, by: null }, at);
	});
}

// Held alone: two presses at once are one after the other, and the second finds whom the first has reminded.
async function holdReviewing(tx: Tx, callId: string, at: Date): Promise<Call | null> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', callId).forUpdate().executeTakeFirstOrThrow();
	if (await freezeOf(reading(tx), call.id)) return null;
	return allowsAct(phaseOf(call, at), 'remind') ? call : null;
}

async function remind(tx: Tx, call: Call, whom: { people: Progress[]; by: string | null }, at: Date): Promise<number> {
	const { zone, day, ids } = await remindedToday(reading(tx), call, at);
	const people = whom.people.filter(({ id, left }) => left > 0 && !ids.has(id));
	if (people.length === 0) return 0;
	const rows = people.map(({ id, left }) => ({
		...{ call_id: call.id, reviewer_id: id, day, unfinished: left },
		...{ reminded_at: at, reminded_by: whom.by }
	}));
	for (const some of inChunks(rows)) await tx.insertInto('review_reminders').values(some).execute();
	await postAll(
		tx,
		people.map((person) => letterTo(person, call, zone)),
		at
	);
	const detail = { count: people.length };
	await note(tx, { at, by: whom.by, callId: call.id, verb: 'reviewers.reminded', about: call.id, detail });
	return people.length;
}

/**
 * Gives on what a reviewer has not finished, each to whom it was proposed. A declared conflict stays on record, and its
 * application gets one more reader. Answers with how many. Refuses where the proposal is not what it was, before the
 * call has closed and after the freeze.
 */
export function reassignReviews(db: Db, who: Organiser, { from, moves }: ReassignForm, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await heldForReview(tx, who.callId, at);
		const proposed = await proposedMoves(reading(tx), call, from);
		if (proposed.moves.length === 0) throw nothingToReassign();
		const named = (pairs: { applicationId: string; reviewerId: string }[]) =>
			pairs
				.map(({ applicationId, reviewerId }) => `${applicationId} ${reviewerId}`)
				.sort()
				.join('\n');
		if (named(moves) !== named(proposed.moves)) throw proposalChanged();
		await takeAway(
			tx,
			from,
			moves.map(({ applicationId }) => applicationId)
		);
		const given = moves.map(({ applicationId, reviewerId }) => ({
			...{ application_id: applicationId, reviewer_id: reviewerId },
			...{ assigned_at: at, assigned_by: who.personId }
		}));
		for (const some of inChunks(given)) await tx.insertInto('assignments').values(some).execute();
		const detail = { count: moves.length, reviewer: from };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'reviewers.reassigned', about: from, detail });
		return moves.length;
	});
}

async function takeAway(tx: Tx, from: string, applications: string[]): Promise<void> {
	await tx
		.deleteFrom('assignments')
		.where('reviewer_id', '=', from)
		.where('application_id', 'in', applications)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('conflicts')
						.select('reason')
						.whereRef('conflicts.application_id', '=', 'assignments.application_id')
						.whereRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
				)
			)
		)
		.execute();
}
