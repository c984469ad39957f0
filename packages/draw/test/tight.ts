import type { Candidate, Quota, Rules } from '../src/index.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { pool } from './world.ts';

type Tight = { readonly count: number; readonly features: number; readonly over: number };

/**
 * A call for half of its entrants in which every quota is exact: of each value half of those who have it, and of the first `over`
 * more than its share, so that the quotas contradict each other. Whether a selection keeps them all, and what would have to
 * give, takes a solver longer by a multiple with every feature: with 60 entrants and 20 features nobody waits for it.
 */
export function tightCall({ count, features, over }: Tight): { candidates: Candidate[]; rules: Rules } {
	const numbers = numbersFrom(7932);
	for (let i = 0; i < 20; i++) numbers(2);
	const names = Array.from({ length: features }, (_, f) => `f${f}`);
	const candidates = pool(count, () => ({
		features: Object.fromEntries(names.map((name) => [name, `v${numbers(2)}`]))
	}));
	const places = count / 2;
	const exactly = (feature: string, value: string, n: number): Quota => ({ feature, value, min: n, max: n });
	const quotas = names.flatMap((name, f) => {
		const half = Math.floor(candidates.filter(({ features }) => features[name] === 'v0').length / 2);
		return [exactly(name, 'v0', half + (f === 0 ? over : 0)), exactly(name, 'v1', places - half)];
	});
	return { candidates, rules: { method: 'quotas', places, quotas } };
}
