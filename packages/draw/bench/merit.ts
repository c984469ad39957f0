import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { toHex, utf8 } from '../src/bytes.ts';
import { checkCertificate, worstCase, type Candidate } from '../src/index.ts';
import { fieldOf } from '../src/merit.ts';
import { bestChances } from '../src/plan/best-chances.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { plan } from '../src/plan/plan.ts';
import { quickSha256 } from '../src/sha256.ts';

type Ends = readonly [number, number];
type Case = { readonly name: string; readonly places: number; readonly intervals: readonly Ends[] };

/** Ratings from 1 to 10 as whole numbers of this part of a point. */
const POINT = 20;

/**
 * Merit: time and certified gap on made-up reviews in the spirit of the published sets, on continuous intervals, and on the
 * ratings of ICLR 2020 where the folder is there. Published (Gurobi, read off the figure, another machine): 353/106 below 1 s,
 * 11,520/3,703 about 147 s.
 */
export async function meritTable(folder = '../shared/data/iclr2020-reviews'): Promise<void> {
	console.log('\n| merit | entrants | places | intervals | rounds | plan ms | check ms | certified gap | worst case |');
	console.log('|---|---|---|---|---|---|---|---|---|');
	const file = `${folder}/iclr2020_ratings_decisions.tsv`;
	const real = existsSync(file) ? realCases(readFileSync(file, 'utf8')) : [];
	for (const one of [...madeCases(), ...real]) await line(one);
}

async function line({ name, places, intervals }: Case): Promise<void> {
	const candidates = intervals.map((score, i): Candidate => ({
		commitment: toHex(quickSha256(utf8(`merit ${i}`))),
		features: {},
		score
	}));
	const rules = { method: 'scores', places, merit: true } as const;
	const plans: number[] = [];
	let planned = await plan(candidates, rules);
	for (let i = 0; i < 3; i++) {
		const before = performance.now();
		planned = await plan(candidates, rules);
		plans.push(performance.now() - before);
	}
	const before = performance.now();
	const gap = checkCertificate(planned)!;
	const check = performance.now() - before;
	const { types } = planned.lottery;
	const { rounds } = bestChances(fieldOf(types, [...types.keys()], places));
	const [num, den] = worstCase(planned)!;
	const ms = plans.sort((a, b) => a - b)[1]!;
	const cells = [
		name,
		intervals.length,
		places,
		types.length,
		rounds,
		ms.toFixed(0),
		check.toFixed(0),
		(gap[0] / gap[1]).toExponential(1),
		(num / den).toFixed(2)
	];
	console.log(`| ${cells.join(' | ')} |`);
}

function madeCases(): Case[] {
	return [
		{ name: 'made up, 3 reviews', places: 106, intervals: intervalsOf(madeReviews(353, 3), spread) },
		{ name: 'made up, 3 reviews', places: 3703, intervals: intervalsOf(madeReviews(11_520, 3), spread) },
		{ name: 'made up, 3 to 6 reviews', places: 3703, intervals: intervalsOf(madeReviews(11_520, 6), spread) },
		{
			name: 'made up, 3 to 6 reviews, one left out',
			places: 3703,
			intervals: intervalsOf(madeReviews(11_520, 6), leftOut)
		},
		{ name: 'made up, no two alike', places: 2000, intervals: continuous(10_000) }
	];
}

/** The submissions of ICLR 2020 with the 687 places there were. */
function realCases(text: string): Case[] {
	const rows = text
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((row) => row.split('\t'));
	const reviews = rows
		.map((cells) => cells[4]!.split(',').map(Number))
		.filter((ratings) => ratings.every((rating) => rating > 0));
	const places = rows.filter((cells) => cells[6]!.startsWith('Accept')).length;
	return [
		{
			name: 'ICLR 2020, least to greatest rating',
			places,
			intervals: reviews.map((ratings): Ends => [POINT * Math.min(...ratings), POINT * Math.max(...ratings)])
		},
		{ name: 'ICLR 2020, mean ± spread', places, intervals: intervalsOf(reviews, spread) }
	];
}

/** Whole ratings around a hidden quality; 3 to `most` for each. */
function madeReviews(count: number, most: number): number[][] {
	const normal = normalFrom(11);
	const numbers = numbersFrom(4711);
	return Array.from({ length: count }, () => {
		const quality = 5.2 + 1.2 * normal();
		const rating = () => Math.max(1, Math.min(10, Math.round(quality + 1.5 * normal())));
		return Array.from({ length: 3 + numbers(most - 2) }, rating);
	});
}

function normalFrom(start: number): () => number {
	const numbers = numbersFrom(start);
	const even = () => (numbers(2 ** 30) + 0.5) / 2 ** 30;
	return () => Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even());
}

function intervalsOf(reviews: readonly number[][], ends: (ratings: readonly number[]) => Ends): Ends[] {
	return reviews.map((ratings) => ends(ratings).map((end) => Math.round(POINT * end)) as unknown as Ends);
}

/** The mean, and by its side the standard error, at least half a point. */
function spread(ratings: readonly number[]): Ends {
	const mean = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
	const squares = ratings.reduce((sum, rating) => sum + (rating - mean) ** 2, 0);
	const half = Math.max(0.5, (1.2 * Math.sqrt(squares)) / ratings.length);
	return [mean - half, mean + half];
}

/** From the least to the greatest mean with one review left out. */
function leftOut(ratings: readonly number[]): Ends {
	const sum = ratings.reduce((total, rating) => total + rating, 0);
	const means = ratings.map((rating) => (sum - rating) / (ratings.length - 1));
	return [Math.min(...means), Math.max(...means)];
}

function continuous(count: number): Ends[] {
	const normal = normalFrom(7);
	const numbers = numbersFrom(99);
	return Array.from({ length: count }, () => {
		const middle = Math.round(1e6 * (5.2 + 1.2 * normal()));
		const half = 300_000 + numbers(500_000);
		return [middle - half, middle + half + numbers(100_000)];
	});
}
