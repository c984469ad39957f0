import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import test from 'node:test';
import {
	chancesOf,
	checkCertificate,
	DrawRefusal,
	explain,
	nextReserve,
	placeChances,
	verify,
	type Plan,
	type Rules,
	type Transcript
} from '../src/index.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { plan } from '../src/plan/plan.ts';
import { typesOf } from '../src/types.ts';
import { chancesByCandidate, eatByHand, randomTour, shuffled, type Tour } from './tours.ts';
import { conducted, pool, quickDraw } from './world.ts';

const near = ([num, den]: readonly [number, number]) => num / den;
const gapOf = (planned: Plan) => near(checkCertificate(planned)!);
const planTour = ({ candidates, rules }: Tour) => plan(candidates, rules);
const single = (names: string, quotas: Rules['quotas'] = []) => [...names].map((stop) => ({ stop, places: 1, quotas }));

/** A tour of stops with one place each; entrants rank them as the words say. */
function textbook(names: string, ...rankings: string[]): Tour {
	const candidates = pool(rankings.length, (i) => ({ ranking: [...rankings[i]!] }));
	return { candidates, rules: { method: 'stops', places: names.length, stops: single(names) } };
}

async function matrixOf({ candidates, rules }: Tour): Promise<number[][]> {
	const planned = await plan(candidates, rules);
	const chances = chancesByCandidate(planned);
	const names = rules.stops!.map(({ stop }) => stop);
	return candidates.map(({ commitment }) =>
		names.map((stop) => Math.round((chances.get(commitment)!.get(stop) ?? 0) * 1e7) / 1e7)
	);
}

const feasible = async (tour: Tour) => {
	const planned = await plan(tour.candidates, tour.rules).catch((problem: unknown) => problem);
	if (planned instanceof DrawRefusal) return null;
	if (planned instanceof Error) throw planned;
	return planned as Plan;
};

test('Bogomolnaia and Moulin’s four agents: halves of what they like, where serial dictatorship wastes 1/12', async () => {
	deepEqual(await matrixOf(textbook('abcd', 'abcd', 'abcd', 'badc', 'badc')), [
		[0.5, 0, 0.5, 0],
		[0.5, 0, 0.5, 0],
		[0, 0.5, 0, 0.5],
		[0, 0.5, 0, 0.5]
	]);
});

test('three agents, two of whom begin with the same stop: whoever moves on sooner meets the third', async () => {
	deepEqual(await matrixOf(textbook('abc', 'abc', 'acb', 'bac')), [
		[0.5, 0.25, 0.25],
		[0.5, 0, 0.5],
		[0, 0.75, 0.25]
	]);
});

test('on 60 random tours without minimums the chances are those of the eating done by hand in exact fractions', async () => {
	for (let seed = 1; seed <= 60; seed++) {
		const tour = randomTour(seed);
		const chances = chancesByCandidate(await plan(tour.candidates, tour.rules));
		eatByHand(tour).forEach((own, i) => {
			const planned = chances.get(tour.candidates[i]!.commitment)!;
			for (const [stop, chance] of planned) ok(Math.abs(chance - (own.get(stop) ?? 0)) < 1e-7, `seed ${seed}, ${stop}`);
		});
	}
});

test('whoever’s weight is k eats k times as fast, up to one place', async () => {
	const candidates = pool(3, (i) => ({ ranking: ['a', 'b'], weight: [1, 2, 3][i]! }));
	const stops = single('ab');
	const chances = chancesByCandidate(await plan(candidates, { method: 'stops', places: 2, stops, weights: true }));
	const [one, two, three] = candidates.map(({ commitment }) => [...chances.get(commitment)!.values()]);
	// a is gone at 1/6; three has had 1/2 of it, and has one whole at 1/3; then b, half gone, feeds two and one alone.
	const close = (found: number[] | undefined, expected: number[]) =>
		found!.forEach((chance, i) => ok(Math.abs(chance - expected[i]!) < 1e-7, `${found} is not ${expected}`));
	close(three, [1 / 2, 1 / 2]);
	close(two, [1 / 3, 1 / 3]);
	close(one, [1 / 6, 1 / 6]);
});

test('whatever is drawn keeps every stop’s places and quotas, nobody has two places, and it verifies', async () => {
	let [drawn, tours] = [0, 0];
	for (let seed = 1; seed <= 60; seed++) {
		const planned = await feasible(randomTour(seed, { minimums: true }));
		if (!planned) continue;
		tours++;
		for (let i = 0; i < 6; i++) drawn += checkDrawn(quickDraw(planned, `seed number ${i} of many`));
	}
	ok(tours > 20 && drawn > 300, `${tours} tours, ${drawn} drawn`);
});

function checkDrawn(transcript: Transcript): number {
	const { result, roster, seal } = transcript;
	const verdict = verify(JSON.parse(JSON.stringify(transcript)));
	ok(verdict.ok, verdict.says.en);
	deepEqual(
		Object.values(result.stops!)
			.flat()
			.sort((a, b) => a - b),
		[...result.drawn].sort((a, b) => a - b)
	);
	equal(new Set([...result.drawn, ...result.reserves]).size, roster.length);
	for (const { stop, places, quotas } of seal.rules.stops!) {
		const lots = result.stops![stop]!;
		ok(lots.length <= places);
		for (const lot of lots) ok(roster[lot - 1]!.ranking!.includes(stop));
		for (const { feature, value, min, max } of quotas!) {
			const count = lots.filter((lot) => roster[lot - 1]!.features[feature] === value).length;
			ok(min <= count && count <= max, `${stop}: ${feature} = ${value}: ${count}`);
		}
	}
	for (const { members } of typesOf(roster, seal.rules)) {
		const own = result.drawn.filter((lot) => members.some((member) => member.lot === lot));
		const choices = own.map((lot) => members[0]!.ranking!.findIndex((stop) => result.stops![stop]!.includes(lot)));
		deepEqual(
			choices,
			[...choices].sort((a, b) => a - b)
		);
	}
	return result.drawn.length;
}

test('over many seeds everybody gets each stop as often as their chance of it says', async () => {
	const planned = await planTour(randomTour(5));
	const chances = chancesByCandidate(planned);
	const [runs, seen] = [1500, new Map<string, number>()];
	for (let i = 0; i < runs; i++) {
		const { stops } = quickDraw(planned, `seed number ${i} of many`).result;
		for (const [stop, lots] of Object.entries(stops!))
			for (const lot of lots) seen.set(`${lot} ${stop}`, (seen.get(`${lot} ${stop}`) ?? 0) + 1);
	}
	for (const { lot, commitment } of planned.roster) {
		for (const [stop, p] of chances.get(commitment)!) {
			const share = (seen.get(`${lot} ${stop}`) ?? 0) / runs;
			ok(
				Math.abs(share - p) <= 4.5 * Math.sqrt((p * (1 - p)) / runs) + 1e-8,
				`lot ${lot} at ${stop}: ${share} for ${p}`
			);
		}
	}
});

test('the order of the input changes nothing', async () => {
	for (const seed of [2, 3, 5]) {
		const { candidates, rules } = randomTour(seed);
		const stops = [...rules.stops!].reverse().map((stop) => ({ ...stop, quotas: [...stop.quotas!].reverse() }));
		deepEqual(await plan(shuffled(candidates, numbersFrom(seed)), { ...rules, stops }), await plan(candidates, rules));
	}
});

test('a transcript edited in its stops, chances, panels, proof or result is caught', async () => {
	const { candidates, rules } = randomTour(5);
	const transcript = conducted(await plan(candidates, rules));
	type Loose = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
	const edited = (edit: (copy: Loose) => void) => {
		const copy = JSON.parse(JSON.stringify(transcript)) as Loose;
		edit(copy);
		return verify(copy).ok;
	};
	ok(edited(() => {}));
	const stop = Object.keys(transcript.result.stops!).find((name) => transcript.result.stops![name]!.length > 0)!;
	ok(!edited((copy) => copy.result.stops[stop].pop()));
	ok(!edited((copy) => delete copy.result.stops));
	ok(!edited((copy) => (copy.chances[0] = [1, 3])));
	ok(!edited((copy) => copy.seal.rules.stops[0].places++));
	ok(!edited((copy) => copy.seal.lottery.types[0].size++));
	ok(!edited((copy) => (copy.seal.lottery.panels[0].counts[0][1] += 1)));
	ok(!edited((copy) => copy.seal.certificate.levels.pop()));
	ok(!edited((copy) => copy.roster[0].ranking.reverse() && copy.roster[0].ranking.push('a new one')));
});

test('a place that comes free goes to the first in order who ranks that stop, holds nothing and keeps its quotas', async () => {
	const quotas = [
		{ feature: 't', value: 'x', min: 1, max: 1 },
		{ feature: 't', value: 'y', min: 0, max: 2 }
	];
	const candidates = pool(12, (i) => ({ features: { t: i % 2 ? 'x' : 'y' }, ranking: i % 3 ? ['a', 'b'] : ['b'] }));
	const stops = ['a', 'b'].map((stop) => ({ stop, places: 2, quotas }));
	const transcript = quickDraw(await plan(candidates, { method: 'stops', places: 4, stops }), 'a secret long enough');
	const { result, roster } = transcript;
	const leaver = result.stops!.a!.find((lot) => roster[lot - 1]!.features.t === 'x')!;
	const expected = result.reserves.find(
		(lot) => roster[lot - 1]!.features.t === 'x' && roster[lot - 1]!.ranking!.includes('a')
	);
	const next = nextReserve(transcript, { stop: 'a', gone: [leaver], taken: [] });
	equal(next.lot, expected);
	ok(next.keepsQuotas);
	equal(nextReserve(transcript, { stop: 'b', gone: [leaver], taken: [] }).lot, null);
	equal(nextReserve(transcript, { stop: 'a', gone: [leaver], taken: [[expected!, 'a']] }).lot, null);
	const elsewhere = nextReserve(transcript, { stop: 'a', gone: [leaver], taken: [[expected!, 'b']] });
	ok(elsewhere.lot !== null && elsewhere.lot !== expected);
	throws(() => nextReserve(transcript, { gone: [leaver], taken: [] }), { code: 'draw.which-stop' });
	throws(() => nextReserve(transcript, { stop: 'z', gone: [leaver], taken: [] }), { code: 'draw.which-stop' });
	const onlyB = result.reserves.find((lot) => !roster[lot - 1]!.ranking!.includes('a'))!;
	throws(() => nextReserve(transcript, { stop: 'a', gone: [leaver], taken: [[onlyB, 'a']] }), {
		code: 'draw.not-at-stop'
	});
});

test('one lot’s story names its chance at each stop, the total, and the stop it was drawn for', async () => {
	const transcript = quickDraw(
		await planTour(textbook('abcd', 'abcd', 'abcd', 'badc', 'badc')),
		'a secret long enough'
	);
	for (const { lot, ranking } of transcript.roster) {
		const told = explain(transcript, lot);
		deepEqual(told.chance, [1, 1]);
		deepEqual(
			told.stops!.map(({ stop, chance }) => [stop, ...chance]),
			[ranking![0], ranking![1], ranking![2], ranking![3]].map((stop, i) => [
				stop,
				...[
					[1, 2],
					[0, 1]
				][i % 2]!
			])
		);
		ok(transcript.result.stops![told.stop!]!.includes(lot));
		match(told.says.at(-1)!.en, /drawn for/);
	}
	deepEqual(placeChances(transcript.seal.lottery), [
		[1, 1],
		[1, 1]
	]);
	equal(chancesOf(transcript.seal.lottery).length, 8);
});

test('rankings and stops that make no sense are refused, each by a code of its own', async () => {
	const rules: Rules = { method: 'stops', places: 2, stops: single('ab') };
	const withRanking = (ranking: unknown) =>
		plan(
			pool(3, () => ({ ranking: ranking as string[] })),
			rules
		);
	await rejects(withRanking([]), { code: 'draw.bad-ranking' });
	await rejects(withRanking('a'), { code: 'draw.bad-ranking' });
	await rejects(withRanking(['a', 1]), { code: 'draw.bad-ranking' });
	await rejects(withRanking(['a', 'b', 'a']), { code: 'draw.ranked-twice' });
	await rejects(withRanking(['a', 'z']), { code: 'draw.unknown-stop' });
	await rejects(withRanking(undefined), { code: 'draw.field-missing' });
	const good = pool(3, () => ({ ranking: ['a'] }));
	const bad = (more: object, code: string) => rejects(plan(good, { ...rules, ...more } as Rules), { code });
	await bad({ stops: [{ stop: 'a', places: 0 }] }, 'draw.bad-stop');
	await bad({ stops: [...single('a'), ...single('a')] }, 'draw.same-stop');
	await bad({ places: 3 }, 'draw.stops-sum');
	await bad({ stops: [], places: 1 }, 'draw.stops-sum');
	await bad({ strata: { feature: 'f', places: { v: 2 } } }, 'draw.field-unused');
	await bad({ method: 'uniform' }, 'draw.field-unused');
	await bad({ stops: [{ stop: 'a', places: 2, open: true }] }, 'draw.unknown-field');
});

test('quotas that no draw keeps are refused with the smallest change and the stop it is at, and that change is enough', async () => {
	let tried = 0;
	for (let seed = 1; seed <= 40; seed++) {
		const { candidates, rules } = randomTour(seed, { minimums: true });
		const refusal = await plan(candidates, rules).catch((problem: unknown) => problem);
		if (!(refusal instanceof DrawRefusal)) continue;
		tried++;
		equal(refusal.code, 'draw.quotas-unmet');
		match(refusal.message, / at (가|b|c|d) from /);
		const stops = rules.stops!.map(({ stop, places, quotas }) => ({
			stop,
			places,
			quotas: quotas!.map((quota) =>
				refusal.changes
					.filter((one) => one.stop === stop && one.feature === quota.feature && one.value === quota.value)
					.reduce((now, { side, to }) => ({ ...now, [side]: to }), quota)
			)
		}));
		await plan(candidates, { ...rules, stops });
	}
	ok(tried > 5);
});

test('without minimums the proof holds to a millionth', async () => {
	for (let seed = 1; seed <= 60; seed++) ok(gapOf(await planTour(randomTour(seed))) < 1e-6);
});
