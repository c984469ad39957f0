import type { Candidate, Quota, Rules } from '../src/index.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { pool } from './world.ts';

/** A random tiny call with quotas tight on purpose: around a random selection, sometimes shifted so that none fits. */
export function tinyCall(seed: number): { candidates: Candidate[]; rules: Rules } {
	const numbers = numbersFrom(seed * 7919 + 13);
	for (let i = 0; i < 20; i++) numbers(2);
	const [count, features] = [6 + numbers(7), 2 + numbers(4)];
	const candidates = pool(count, () => ({
		features: Object.fromEntries(Array.from({ length: features }, (_, f) => [`f${f}`, `v${numbers(2 + (f % 2))}`]))
	}));
	const places = 2 + numbers(Math.min(4, count - 2));
	const quotas = quotasAround(candidates, pickSome(candidates, places, numbers), numbers);
	return { candidates, rules: { method: 'quotas', places, quotas } };
}

function pickSome(candidates: Candidate[], places: number, numbers: (below: number) => number): Candidate[] {
	const rest = [...candidates];
	return Array.from({ length: places }, () => rest.splice(numbers(rest.length), 1)[0]!);
}

function quotasAround(candidates: Candidate[], picked: Candidate[], numbers: (below: number) => number): Quota[] {
	const names = Object.keys(candidates[0]!.features);
	return names.flatMap((feature) =>
		[...new Set(candidates.map((candidate) => candidate.features[feature]!))].map((value) => {
			const count = picked.filter((candidate) => candidate.features[feature] === value).length;
			const shift = numbers(12) === 0 ? 1 : 0;
			return {
				feature,
				value,
				min: Math.min(picked.length, Math.max(0, count - numbers(2)) + shift),
				max: count + numbers(2) + shift
			};
		})
	);
}
