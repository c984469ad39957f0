import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, Organiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import type { CopyForm, RoundForm } from './copies.form.ts';
import { copied, scaledQuotas, shiftedBy } from './copies.rules.ts';
import { clockTime } from './dates.rules.ts';
import { leaveCriteria, leaveFields, leaveQuotas, leaveRounds, leaveTerms, leaveTracks } from './parts.write.server.ts';
import { formOf } from './forms.read.server.ts';
import { wholeCall } from './read.server.ts';
import { alreadyFollowed, checkOpening, noNextRound, shared } from './rounds.rules.ts';
import { callNotFound, type Call, type WholeCall } from './rules.ts';
import { leaveCall, ownStop, withFreeNumber } from './write.server.ts';

/**
 * Leaves a draft with everything another call of the host has but its people: texts, tracks, rounds, form, terms,
 * criteria and quotas, its dates as far apart as they were, from the new opening on. Refuses another host's call or
 * stop as not there, and a number the host has used.
 */
export function copyCall(
	db: Db,
	who: HostOrganiser,
	{ from, form }: { from: string; form: CopyForm },
	at: Date
): Promise<Call> {
	return withFreeNumber(() =>
		together(db, async (tx) => {
			const old = await ownCall(tx, who, from);
			const stop = await ownStop(tx, who, form.stop);
			return leaveCopy(tx, who, { old, stop, form }, at);
		})
	);
}

/** Leaves the copy of a call at a stop, with its number, its title and its opening. */
export async function leaveCopy(
	tx: Tx,
	who: HostOrganiser,
	{ old, stop, form }: { old: WholeCall; stop: Stop; form: Omit<CopyForm, 'stop'> },
	at: Date
): Promise<Call> {
	const zones = [
		{ zone: old.stop.time_zone, opens_at: old.opens_at },
		{ zone: stop.time_zone, opens: form.opens }
	] as const;
	const { opens_at, shift } = shiftedBy(...zones);
	const call = await leaveCall(tx, stop.slug, {
		...{ host_id: who.hostId, stop_id: stop.id, notice_number: form.notice_number, title: form.title },
		...textsOf(old),
		...{ opens_at, closes_at: shift(old.closes_at), review_until: shift(old.review_until) },
		...{ draw_at: shift(old.draw_at), made_at: at, made_by: who.personId }
	});
	await leaveLists(tx, call.id, {
		...old,
		tracks: old.tracks.map((track) => ({ ...track, closes_at: track.closes_at && shift(track.closes_at) })),
		rounds: old.rounds.map((round) => {
			return { ...round, review_until: shift(round.review_until), draw_at: shift(round.draw_at) };
		})
	});
	await note(tx, {
		...{ at, by: who.personId, callId: call.id, verb: 'call.copied', about: call.id },
		detail: { from: old.notice_number }
	});
	return call;
}

export async function ownCall(tx: Tx, who: HostOrganiser, id: string): Promise<WholeCall> {
	const call = await tx
		.selectFrom('calls')
		.selectAll()
		.where('id', '=', id)
		.where('host_id', '=', who.hostId)
		.where('follows_id', 'is', null)
		.executeTakeFirst();
	if (!call) throw callNotFound();
	return wholeCall(reading(tx), call);
}

const textsOf = ({ purpose, who_may, how_chosen, reply_days, grace_minutes, ...call }: Call) => {
	const { hides_applicants, hides_reviewers } = call;
	return { purpose, who_may, how_chosen, reply_days, grace_minutes, hides_applicants, hides_reviewers };
};

type Lists = Pick<WholeCall, 'tracks' | 'fields' | 'terms' | 'criteria' | 'quotas' | 'rounds'>;

async function leaveLists(tx: Tx, callId: string, lists: Lists): Promise<void> {
	await leaveTracks(tx, callId, copied(lists.tracks));
	await leaveFields(tx, callId, lists.fields);
	await leaveTerms(tx, callId, copied(lists.terms));
	await leaveCriteria(tx, callId, copied(lists.criteria));
	await leaveQuotas(tx, callId, copied(lists.quotas));
	await leaveRounds(tx, callId, copied(lists.rounds));
}

/**
 * Leaves the next of the rounds the notice announced, as a published call of its own that takes nobody new: its places,
 * criteria and quotas as announced, its team the same. Who goes on to it is for `carryOver` to leave, in the same
 * transaction. Refuses where no further round was announced, a second time, and a review that would be over already.
 */
export function openRound(db: Db, who: Organiser, form: RoundForm, at: Date): Promise<Call> {
	return together(db, async (tx) => {
		const last = await heldWhole(tx, who.callId);
		const next = last.rounds.find(({ position }) => position === last.round + 1);
		if (!next || !last.published_at) throw noNextRound();
		const followed = await tx.selectFrom('calls').select('id').where('follows_id', '=', last.id).executeTakeFirst();
		if (followed) throw alreadyFollowed();
		const dates = datesOf(last.stop.time_zone, form, at);
		const call = await leaveCall(tx, `${last.slug.replace(/-r\d+$/, '')}-r${next.position}`.slice(0, 60), {
			...{ host_id: last.host_id, stop_id: last.stop_id, title: last.title, ...textsOf(last), ...dates },
			notice_number: `${last.notice_number.replace(/-\d+R$/, '')}-${next.position}R`,
			...{ follows_id: last.id, round: next.position, round_name: next.name },
			...{ made_at: at, made_by: who.personId, published_at: at, published_by: who.personId }
		});
		const { fields } = await formOf(reading(tx), last.id, 1);
		await leaveLists(tx, call.id, { ...last, fields, ...placesIn(last, next.places) });
		await sameVersions(tx, { from: last.id, to: call.id });
		await sameTeam(tx, { from: last.id, to: call.id, by: who.personId }, at);
		const detail = { round: next.position, name: next.name, places: next.places };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'round.opened', about: last.id, detail });
		return call;
	});
}

// Held until the end: a second press waits here, and then finds the round opened.
async function heldWhole(tx: Tx, id: string): Promise<WholeCall> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!call) throw callNotFound();
	return wholeCall(reading(tx), call);
}

// The hours of a round are over as it opens: those in it are carried over, and nobody else comes.
function datesOf(zone: string, form: RoundForm, at: Date) {
	const review_until = instantIn(zone, form.review.day, clockTime(form.review.time));
	const draw_at = instantIn(zone, form.draw.day, clockTime(form.draw.time));
	if (!review_until) throw fieldsRefused({ 'review.time': 'calls.no-such-time' });
	if (!draw_at) throw fieldsRefused({ 'draw.time': 'calls.no-such-time' });
	checkOpening({ review_until, draw_at }, at);
	return { opens_at: new Date(at.getTime() - 1000), closes_at: at, grace_minutes: 0, review_until, draw_at };
}

function placesIn(last: WholeCall, places: number): Pick<Lists, 'tracks' | 'quotas'> {
	const shares = shared(places, last.tracks);
	const tracks = last.tracks.map((track, at) => ({ ...track, places: shares[at]!, closes_at: null }));
	return { tracks, quotas: scaledQuotas(last.quotas, last.tracks, tracks) };
}

async function sameTeam(tx: Tx, { from, to, by }: { from: string; to: string; by: string }, at: Date): Promise<void> {
	await sql`
		insert into roles (person_id, role, host_id, call_id, given_at, given_by, starts_at, ends_at)
		select person_id, role, host_id, ${to}, ${at}, ${by}, starts_at, ends_at from roles
		where call_id = ${from} and ended_at is null`.execute(tx);
}

// The form goes on in all its versions: each application is read by the one it was written on.
async function sameVersions(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
	await sql`
		insert into form_versions (call_id, version, fields, reason, made_at, made_by)
		select ${to}, version, fields, reason, made_at, made_by from form_versions where call_id = ${from}`.execute(tx);
}
