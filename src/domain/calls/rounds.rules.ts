import { fieldsRefused, refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';
import { clockTime, type Typed } from './dates.rules.ts';
import type { RoundPart, TrackPart } from './parts.rules.ts';
import { placesOf, type Call } from './rules.ts';

/** A round to come as an organiser types it. */
export type TypedRound = { key: string; name: Words; places: number; review: Typed; draw: Typed };

type First = { draw_at: Date; tracks: Pick<TrackPart, 'places'>[] };

/** Rounds as they are kept. Refuses, naming each, times that do not exist and what `roundFaults` finds. */
export function roundsOf(typed: TypedRound[], zone: string, first: First): RoundPart[] {
	const faults: Record<string, string> = {};
	const rounds = typed.map(({ review, draw, ...round }, at) => {
		const review_until = instantIn(zone, review.day, clockTime(review.time));
		const draw_at = instantIn(zone, draw.day, clockTime(draw.time));
		if (!review_until) faults[`rounds.${at}.review.time`] = 'calls.no-such-time';
		if (!draw_at) faults[`rounds.${at}.draw.time`] = 'calls.no-such-time';
		return { ...round, review_until: review_until ?? first.draw_at, draw_at: draw_at ?? first.draw_at };
	});
	Object.assign(faults, Object.keys(faults).length ? {} : roundFaults(rounds, first));
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return rounds;
}

/** What is wrong with rounds: one that begins before the last has ended, or takes more than the last let through. */
export function roundFaults(rounds: RoundPart[], first: First): Record<string, string> {
	const faults: Record<string, string> = {};
	let last = { places: placesOf(first), draw_at: first.draw_at };
	for (const [at, round] of rounds.entries()) {
		if (round.review_until <= last.draw_at) faults[`rounds.${at}.review.day`] = 'calls.round-before-last';
		else if (round.draw_at < round.review_until) faults[`rounds.${at}.draw.day`] = 'calls.draw-before-review';
		if (round.places > last.places) faults[`rounds.${at}.places`] = 'calls.round-grows';
		else if (round.places < first.tracks.length) faults[`rounds.${at}.places`] = 'calls.round-too-few';
		last = round;
	}
	return faults;
}

/**
 * The places of a round over the tracks, in the proportion of the round before: whole numbers by largest remainder,
 * ties to the earlier track, at least one each. Known from the notice on, so nobody decides it later.
 */
export function shared(places: number, tracks: Pick<TrackPart, 'places'>[]): number[] {
	const all = placesOf({ tracks });
	const exact = tracks.map((track) => (places * track.places) / all);
	const shares = exact.map((share) => Math.max(1, Math.floor(share)));
	const byRemainder = exact
		.map((share, at) => ({ at, rest: share - Math.floor(share) }))
		.sort((a, b) => b.rest - a.rest || a.at - b.at);
	const left = () => places - shares.reduce((sum, share) => sum + share, 0);
	for (let turn = 0; left() > 0; turn++) shares[byRemainder[turn % tracks.length]!.at]!++;
	while (left() < 0) shares[shares.indexOf(Math.max(...shares))]!--;
	return shares;
}

/** One step of the way from all applications to the last places: counted where it has been, planned where it has not. */
export type Step = {
	round: number;
	name: Words | null;
	/** The call's address, once the round has been opened. */
	slug: string | null;
	/** How many are, or will be, in this round. */
	count: number;
	isPlanned: boolean;
};

/**
 * The way of a call, as a picture shows it: everyone who applied, then those in each round, last the places there are.
 * `opened` are the rounds there have been, in order, with how many stood in each.
 */
export function stepsOf(
	opened: { round: number; round_name: Words | null; slug: string; live: number }[],
	plan: { places: number; rounds: RoundPart[] }
): Step[] {
	const been = opened.map(({ round, round_name: name, slug, live: count }) => {
		return { round, name, slug, count, isPlanned: false };
	});
	const entering = [plan.places, ...plan.rounds.map(({ places }) => places)];
	const toCome = plan.rounds.slice(been.length - 1).map(({ name }, at) => {
		const round = been.length + at + 1;
		return { round, name, slug: null, count: entering[round - 2]!, isPlanned: true };
	});
	const end = { round: entering.length + 1, name: null, slug: null, count: entering.at(-1)!, isPlanned: true };
	return [...been, ...toCome, end];
}

/** A round as it is opened: its dates, as announced or changed since. */
export function checkOpening({ review_until, draw_at }: Pick<RoundPart, 'review_until' | 'draw_at'>, at: Date): void {
	if (review_until <= at) throw fieldsRefused({ 'review.day': 'calls.round-over' });
	if (draw_at < review_until) throw fieldsRefused({ 'draw.day': 'calls.draw-before-review' });
}

export const noNextRound = () => refusal('conflict', 'calls.no-next-round');
export const alreadyFollowed = () => refusal('conflict', 'calls.already-followed');
export const nobodyGoesOn = () => refusal('conflict', 'calls.nobody-goes-on');
export const roundNotDecided = () => refusal('conflict', 'calls.round-not-decided');

/** Whether more rounds of selection follow this one. */
export const hasNext = (call: Pick<Call, 'round'>, rounds: unknown[]) => rounds.length >= call.round;
