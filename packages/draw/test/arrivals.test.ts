import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { chiSquareOf, pValue } from '../bench/chi-square.ts';
import { commitmentsOf } from '../src/commitments.ts';
import { digestOf } from '../src/canonical.ts';
import { chancesOf, commitSecret, seal, type Candidate } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { drawResult } from '../src/result.ts';
import { typesByLot, typesOf } from '../src/types.ts';
import { pool } from './world.ts';

// In 2011 a lottery of some fifteen million entries had to be voided: nine in ten of the drawn had come on the first two of
// thirty days. Nothing that the rules don't name may matter: neither when somebody came, nor their name, nor their place in the list.
const COUNT = 240;
const PLACES = 60;
const REGIONS = ['서울', '경기', '부산', '제주'];

/** Days are crowded towards the last, regions towards the first; initials have nothing to do with either. */
const people = Array.from({ length: COUNT }, (_, i) => ({
	day: Math.floor(30 * Math.sqrt((i + 0.5) / COUNT)),
	region: REGIONS[Math.floor(4 * (((i * 37) % 101) / 101) ** 2)]!,
	initial: '가나다라마바사아자차'[(i * 7919) % 10]!,
	tenth: Math.floor((10 * i) / COUNT)
}));
const candidates: Candidate[] = pool(COUNT, (i) => ({ features: { region: people[i]!.region } }));
const quotas = REGIONS.map((value) => ({ feature: 'region', value, min: 8, max: 20 }));
const planned = await plan(candidates, { method: 'quotas', places: PLACES, quotas });
const witnesses = [{ name: 'w', commitment: commitSecret('sixteen letters or more') }];
const { seal: sealed } = seal(planned, { call: 'arrivals', tag: 'draw', sealedAt: 1, randomness: { witnesses } });
const on = { commitments: commitmentsOf(planned.roster), types: typesOf(planned.roster, planned.rules) };
const personOf = new Map(candidates.map(({ commitment }, i) => [commitment, i]));
const personAt = planned.roster.map(({ commitment }) => personOf.get(commitment)!);
const fair = (seed: string) => drawResult(sealed, on, { seed, withheld: [] }).drawn.map((lot) => personAt[lot - 1]!);

/** Groups that a biased draw might favour: by day (five at a time), by initial, by place in the list, by region. */
const groups = Object.entries({
	day: (i: number) => Math.floor(people[i]!.day / 5),
	initial: (i: number) => people[i]!.initial,
	'place in the list': (i: number) => people[i]!.tenth,
	region: (i: number) => people[i]!.region
}).flatMap(([name, of]) =>
	[...new Set(people.map((_, i) => of(i)))].map((value) => ({
		name: `${name} ${value}`,
		members: new Set(people.flatMap((_, i) => (of(i) === value ? [i] : [])))
	}))
);

/** What each group should have of a draw, by the published chances. */
const chances = chancesOf(planned.lottery).map(([num, den]) => num / den);
const typeOf = typesByLot(on.types);
const chanceOf = new Map(personAt.map((person, at) => [person, chances[typeOf[at]!]!]));
const expected = groups.map(({ members }) => [...members].reduce((sum, one) => sum + chanceOf.get(one)!, 0));

/** The group that is farthest from what it should have; its p-value times the number of groups (Bonferroni). */
function farthest(draws: number, drawn: (seed: string) => number[]): { name: string; p: number } {
	const counts = groups.map(() => [] as number[]);
	for (let i = 0; i < draws; i++) {
		const some = drawn(digestOf(['arrival', i]));
		groups.forEach(({ members }, g) => counts[g]!.push(some.filter((one) => members.has(one)).length));
	}
	const found = groups.map(({ name }, g) => ({
		name,
		p: Math.min(1, groups.length * pValue(chiSquareOf(counts[g]!, expected[g]!)))
	}));
	return found.reduce((worst, one) => (one.p < worst.p ? one : worst));
}

test('over 20,000 draws no day, initial, region or place in the list has more than its chances', () => {
	const { name, p } = farthest(20_000, fair);
	ok(p > 0.001, `${name}: p ${p}`);
});

test('a draw that takes nine in ten from the first days is found out by 50 draws, and so is one that only leans', () => {
	const early = people.flatMap(({ day }, i) => (day < 16 ? [i] : []));
	// The seed chooses well; what is planted swaps the drawn for whoever came first.
	const planted = (part: number) => (seed: string) =>
		fair(seed).map((one, at) =>
			at < part * PLACES ? early[(at + parseInt(seed.slice(0, 4), 16)) % early.length]! : one
		);
	ok(farthest(50, planted(0.9)).p < 1e-9);
	ok(farthest(50, planted(0.2)).p < 1e-3);
});

test('whoever comes first or last: the same entrants and seed give the same result', async () => {
	const again = await plan([...candidates].reverse(), planned.rules);
	deepEqual([again.roster, again.lottery], [planned.roster, planned.lottery]);
});
