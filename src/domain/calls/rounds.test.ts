import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, words } from '../../../tests/cast.ts';
import { roundFaults, shared, stepsOf } from './rounds.rules.ts';

const round = (places: number, from: number) => ({
	...{ key: `r${from}`, name: words('Round'), places },
	...{ review_until: hours(from), draw_at: hours(from + 1) }
});
const first = { draw_at: hours(1), tracks: [{ places: 30 }, { places: 10 }] };

test('places are shared as the tracks were, by largest remainder, none left without one', () => {
	deepEqual(shared(14, first.tracks), [11, 3]);
	deepEqual(shared(10, first.tracks), [8, 2]);
	deepEqual(shared(2, [{ places: 99 }, { places: 1 }]), [1, 1]);
	deepEqual(shared(3, [{ places: 1 }, { places: 1 }]), [2, 1]);
});

test('a round begins after the last, and lets no more through', () => {
	deepEqual(roundFaults([round(14, 2), round(10, 4)], first), {});
	deepEqual(roundFaults([round(14, 1)], first), { 'rounds.0.review.day': 'calls.round-before-last' });
	deepEqual(roundFaults([round(41, 2)], first), { 'rounds.0.places': 'calls.round-grows' });
	deepEqual(roundFaults([round(1, 2)], first), { 'rounds.0.places': 'calls.round-too-few' });
});

test('the way of a call: those who were in each round, those who will be, and the places at its end', () => {
	const plan = { places: 40, rounds: [round(14, 2), round(10, 4)] };
	const opened = { round: 1, round_name: null, slug: 's', live: 220 };
	const counts = (steps: ReturnType<typeof stepsOf>) =>
		steps.map(({ count, isPlanned }) => `${count}${isPlanned ? '?' : ''}`);
	deepEqual(counts(stepsOf([opened], plan)), ['220', '40?', '14?', '10?']);
	const second = { round: 2, round_name: words('Pitch'), slug: 's-r2', live: 38 };
	deepEqual(counts(stepsOf([opened, second], plan)), ['220', '38', '14?', '10?']);
	deepEqual(counts(stepsOf([opened], { places: 40, rounds: [] })), ['220', '40?']);
});
