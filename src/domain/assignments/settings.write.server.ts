import { formOf } from '#domain/calls/forms.read.server.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound, type Organiser, type Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import type { ProfileForm, ReviewerForm, RulesForm } from './form.ts';
import { topicFields } from './read.server.ts';
import { interestsCrossed } from './rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { bandsFrozen } from '#domain/reviews/rules.ts';

/**
 * Leaves how the reviewers of a call are assigned from now on, and when they may say what they would read. Refuses an
 * end before its beginning, and any change after the freeze.
 */
export function saveAssignmentRules(db: Db, who: Organiser, form: RulesForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdUnfrozen(tx, who.callId);
		const { stop } = await wholeCall(reading(tx), call);
		const interests_from = momentIn(stop.time_zone, 'interests_from', form.interests_from);
		const interests_until = momentIn(stop.time_zone, 'interests_until', form.interests_until);
		if (interests_from && interests_until && interests_from >= interests_until) throw interestsCrossed();
		const { each, load_min, load_max, pair_chance } = form;
		const rules = { each, load_min, load_max, pair_chance, interests_from, interests_until };
		await tx
			.insertInto('assignment_rules')
			.values({ call_id: call.id, ...rules, changed_at: at, changed_by: who.personId })
			.onConflict((oc) => oc.column('call_id').doUpdateSet({ ...rules, changed_at: at, changed_by: who.personId }))
			.execute();
		const detail = { each, min: load_min, max: load_max ?? '', chance: pair_chance };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'assignment.rules-set', about: call.id, detail });
	});
}

/** Leaves what a reviewer says they are at home in. What the call does not have is not kept. Refuses after the freeze. */
export function sayProfile(db: Db, who: Reviewer, form: ProfileForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdUnfrozen(tx, who.callId);
		await leaveProfile(
			tx,
			call,
			{ reviewerId: who.personId, by: who.personId, profile: await known(tx, call, form) },
			at
		);
	});
}

/** The same by the organiser, with limits of load. Refuses somebody who does not review in the call as not there. */
export function setReviewer(
	db: Db,
	who: Organiser,
	{ reviewerId, ...form }: ReviewerForm & { reviewerId: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdUnfrozen(tx, who.callId);
		const reviewers = await peopleInRole(reading(tx), 'reviewer', call);
		if (!reviewers.some(({ id }) => id === reviewerId)) throw notFound();
		const { load_min, load_max } = form;
		const profile = { ...(await known(tx, call, form)), load_min, load_max };
		await leaveProfile(tx, call, { reviewerId, by: who.personId, profile }, at);
	});
}

function momentIn(zone: string, field: string, text: string | null): Date | null {
	if (text === null) return null;
	const instant = instantIn(zone, text.slice(0, 10), text.slice(11));
	if (!instant) throw fieldsRefused({ [field]: 'reviews.moment' });
	return instant;
}

async function holdUnfrozen(tx: Tx, callId: string): Promise<Call> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', callId).forUpdate().executeTakeFirstOrThrow();
	if (await freezeOf(reading(tx), callId)) throw bandsFrozen();
	return call;
}

async function known(tx: Tx, call: Call, { tracks, languages, topics }: ProfileForm): Promise<ProfileForm> {
	const whole = await wholeCall(reading(tx), call);
	const { fields } = await formOf(reading(tx), call.id);
	const choices = topicFields(fields).flatMap(({ key, options }) => options.map(({ value }) => `${key}:${value}`));
	return {
		tracks: tracks.filter((key) => whole.tracks.some((track) => track.key === key)),
		languages: languages.filter((language) => ['ko', 'en'].includes(language)),
		topics: topics.filter((topic) => choices.includes(topic))
	};
}

type Profile = ProfileForm & Partial<Pick<ReviewerForm, 'load_min' | 'load_max'>>;
type Left = { reviewerId: string; by: string; profile: Profile };

async function leaveProfile(tx: Tx, call: Call, { reviewerId, by, profile }: Left, at: Date): Promise<void> {
	await tx
		.insertInto('reviewer_profiles')
		.values({ call_id: call.id, reviewer_id: reviewerId, ...profile, said_at: at, said_by: by })
		.onConflict((oc) => oc.columns(['call_id', 'reviewer_id']).doUpdateSet({ ...profile, said_at: at, said_by: by }))
		.execute();
	await note(tx, { at, by, callId: call.id, verb: 'assignment.profile-set', about: reviewerId });
}
