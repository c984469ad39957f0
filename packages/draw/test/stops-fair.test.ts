import type { Certificate } from '../src/certificate.ts';
import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { cellsByType } from '../src/cells.ts';
import { gapOfEating } from '../src/eating.ts';
import { checkCertificate, DrawRefusal, type Lottery, type Plan } from '../src/index.ts';
import { totalsOf } from '../src/lottery.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { plan } from '../src/plan/plan.ts';
import { problemOf, type Problem } from '../src/plan/problem.ts';
import { loadSolver, solveOnce, type Highs } from '../src/plan/solver.ts';
import { rowsOf } from '../src/rows.ts';
import { typesOf } from '../src/types.ts';
import { chancesByCandidate, eatByHand, randomTour, type Tour } from './tours.ts';
import { pool } from './world.ts';

type Panels = Extract<Lottery, { form: 'panels' }>;
const highs = await loadSolver();
const near = ([num, den]: readonly [number, number]) => num / den;

/** The random tours that can be drawn at all, planned. */
async function* planned(
	count: number,
	minimums: boolean
): AsyncGenerator<{ tour: Tour; made: Plan; problem: Problem }> {
	for (let seed = 1; seed <= count; seed++) {
		const tour = randomTour(seed, { minimums });
		const made = await plan(tour.candidates, tour.rules).catch((problem: unknown) => problem);
		if (made instanceof DrawRefusal) continue;
		if (made instanceof Error) throw made;
		const { roster, rules } = made as Plan;
		yield { tour, made: made as Plan, problem: problemOf(rules, typesOf(roster, rules)) };
	}
}

const amounts = (lottery: Panels) => totalsOf(lottery).map((total) => Number(total) / lottery.of);

function rowsFor({ rows, inRow }: Problem) {
	return rows.map(({ min, max }, r) => ({
		lower: min - 1e-7,
		upper: max + 1e-7,
		index: inRow[r]!,
		value: inRow[r]!.map(() => 1)
	}));
}

/** By how much, for each cell, a member of its type could have had more of it when the type left it. By the solver. */
function roomAtLeaving(solver: Highs, problem: Problem, got: readonly number[]): number[] {
	const types = cellsByType(problem.lines);
	const leaving = (cells: readonly number[], c: number) =>
		cells.slice(0, cells.indexOf(c) + 1).reduce((sum, one) => sum + got[one]!, 0) / problem.size[c]!;
	return types.flatMap((own) =>
		own.map((c) => {
			const time = leaving(own, c);
			const eaten = [...got].map(() => 0);
			for (const cells of types) {
				let left = time * problem.size[cells[0]!]!;
				for (const one of cells) {
					eaten[one] = Math.min(left, got[one]!);
					left -= eaten[one]!;
				}
			}
			const cost = got.map((_, one) => (one === c ? -1 : 0));
			const upper = got.map(() => solver.infinity);
			const lower = eaten.map((one) => Math.max(0, one - 1e-8));
			const solved = solveOnce(solver, { cost, lower, upper, rows: rowsFor(problem) });
			ok(solved.ok);
			return (solved.x[c]! - got[c]!) / problem.size[c]!;
		})
	);
}

test('nobody could have had more of a stop when they left it, as the solver sees it, but for what the gap says', async () => {
	let tried = 0;
	for await (const { made, problem } of planned(60, true)) {
		const gap = near(checkCertificate(made)!);
		for (const room of roomAtLeaving(highs, problem, amounts(made.lottery as Panels)))
			ok(room <= gap + 1e-5, `room ${room}, gap ${gap}`);
		tried++;
	}
	ok(tried > 20);
});

test('of any other lottery, and with any other integers, a gap smaller than the truth is never proved', async () => {
	let unfair = 0;
	const numbers = numbersFrom(77);
	for await (const { made, problem } of planned(60, true)) {
		const { lottery, rules } = made;
		const certificate = made.certificate as Certificate;
		const rows = rowsOf(rules, lottery.types);
		for (const panel of (lottery as Panels).panels.slice(0, 4)) {
			const other: Panels = { ...(lottery as Panels), of: 1, panels: [{ ...panel, times: 1 }] };
			const truth = Math.max(...roomAtLeaving(highs, problem, amounts(other)));
			const random = {
				levels: certificate.levels.map((level) => (numbers(4) ? level : numbers(certificate.proofs.length + 1) - 1)),
				proofs: certificate.proofs.map(() => ({ mu: rows.map(() => numbers(5) - 1) }))
			};
			for (const one of [certificate, random]) ok(near(gapOfEating(other, rows, one)) >= truth - 1e-5, `${truth}`);
			if (truth > 0.1) unfair++;
		}
	}
	ok(unfair > 20, `only ${unfair} unfair lotteries`);
});

test('no lottery gives everybody chances that dominate: with minimums or without, none is more efficient', async () => {
	for (const minimums of [false, true]) {
		for await (const { made, problem } of planned(40, minimums)) {
			if (near(checkCertificate(made)!) > 1e-6) continue;
			const got = amounts(made.lottery as Panels);
			const heads = cellsByType(problem.lines).flatMap((cells) => cells.map((_, i) => cells.slice(0, i + 1)));
			const sum = (cells: readonly number[]) => cells.reduce((total, c) => total + got[c]!, 0);
			const cost = got.map((_, c) => -heads.filter((head) => head.includes(c)).length);
			const solved = solveOnce(highs, {
				cost,
				lower: got.map(() => 0),
				upper: got.map(() => highs.infinity),
				rows: [
					...rowsFor(problem),
					...heads.map((head) => ({
						lower: sum(head) - 1e-7,
						upper: highs.infinity,
						index: head,
						value: head.map(() => 1)
					}))
				]
			});
			const own = cost.reduce((total, one, c) => total + one * got[c]!, 0);
			ok(solved.ok && solved.objective > own - 1e-4, `${solved.objective} against ${own}`);
		}
	}
});

test('with the same features nobody prefers another’s chances: always without minimums, with them when the other ranks all they rank', async () => {
	let pairs = 0;
	for (const minimums of [false, true]) {
		for await (const { tour, made } of planned(60, minimums)) {
			if (near(checkCertificate(made)!) > 1e-6) continue;
			const chances = chancesByCandidate(made);
			for (const one of tour.candidates) {
				for (const other of tour.candidates) {
					if (JSON.stringify(one.features) !== JSON.stringify(other.features)) continue;
					if (minimums && !one.ranking!.every((stop) => other.ranking!.includes(stop))) continue;
					let [own, theirs] = [0, 0];
					for (const stop of one.ranking!) {
						own += chances.get(one.commitment)!.get(stop)!;
						theirs += chances.get(other.commitment)!.get(stop) ?? 0;
						ok(own > theirs - 1e-5, `${one.ranking} envies ${other.ranking}`);
					}
					pairs++;
				}
			}
		}
	}
	ok(pairs > 200);
});

test('without minimums, listing more stops after one’s favourites leaves the chances of the favourites as they are', async () => {
	for (let seed = 1; seed <= 60; seed++) {
		const tour = randomTour(seed);
		const first = tour.candidates[0]!;
		const more = tour.rules.stops!.map(({ stop }) => stop).filter((stop) => !first.ranking!.includes(stop));
		if (!more.length) continue;
		const longer = { ...first, ranking: [...first.ranking!, ...more] };
		const before = chancesByCandidate(await plan(tour.candidates, tour.rules)).get(first.commitment)!;
		const after = chancesByCandidate(await plan([longer, ...tour.candidates.slice(1)], tour.rules));
		for (const [stop, chance] of before)
			ok(Math.abs(after.get(first.commitment)!.get(stop)! - chance) < 1e-6, `seed ${seed}`);
	}
});

test('with a minimum it can cost: whoever alone could fill it elsewhere shares the favourite with who lists less', async () => {
	const quotas = [{ feature: 't', value: 'x', min: 1, max: 1 }];
	const stops = [
		{ stop: 'a', places: 1 },
		{ stop: 'b', places: 1, quotas }
	];
	const chanceOfA = async (second: string[]) => {
		const candidates = pool(2, (i) => ({ features: { t: 'x' }, ranking: i ? second : ['a', 'b'] }));
		const chances = chancesByCandidate(await plan(candidates, { method: 'stops', places: 2, stops }));
		return candidates.map(({ commitment }) => chances.get(commitment)!.get('a')!);
	};
	deepEqual(await chanceOfA(['a']), [0, 1]);
	deepEqual(await chanceOfA(['a', 'b']), [0.5, 0.5]);
});

test('without quotas no false ranking gives chances that dominate those of the true one', () => {
	let [tried, gained] = [0, 0];
	for (let seed = 1; seed <= 60; seed++) {
		const tour = randomTour(seed, { quotas: false });
		const [one, ...rest] = tour.candidates;
		const honest = eatByHand(tour)[0]!;
		for (const ranking of rankingsOf(tour.rules.stops!.map(({ stop }) => stop))) {
			const got = eatByHand({ ...tour, candidates: [{ ...one!, ranking }, ...rest] })[0]!;
			const ahead = aheadBy(one!.ranking!, got, honest);
			ok(Math.min(...ahead) < -1e-9 || Math.max(...ahead) < 1e-9, `seed ${seed}: ${ranking} for ${one!.ranking}`);
			if (Math.max(...ahead) > 1e-9) gained++;
			tried++;
		}
	}
	// Some false rankings do raise the chance of a good stop at the price of a better: it is not strategy-proof in every sense.
	ok(tried > 1000 && gained > 0);
});

/** How much more of the best, of the best two, … `got` gives than `honest`. */
function aheadBy(ranking: readonly string[], got: Map<string, number>, honest: Map<string, number>): number[] {
	let sum = 0;
	return ranking.map((stop) => (sum += (got.get(stop) ?? 0) - (honest.get(stop) ?? 0)));
}

function rankingsOf(names: readonly string[], begun: readonly string[] = []): string[][] {
	const longer = names.filter((name) => !begun.includes(name)).flatMap((name) => rankingsOf(names, [...begun, name]));
	return begun.length ? [[...begun], ...longer] : longer;
}
