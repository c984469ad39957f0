// Everybody at every door of two worlds that differ in what they may not know; then whether the time an answer takes
// tells the worlds apart: Welch's t over paired requests, below 4.5 in magnitude.
import { doorsToRead, doorsToTry } from '../tests/twins/paths.ts';
import { lookAround, openTwins, secretTo, type Twins } from '../tests/twins/twins.ts';
import type { TwinVisitor } from '../tests/twins/world.ts';

const pairs = Number(process.argv[2] ?? 1000);
const twins = await openTwins();
try {
	const began = performance.now();
	const doors = doorsToRead(twins.planted);
	const tried = doorsToTry(twins.planted, { count: 100, seed: 5 });
	const { shown, asked } = await lookAround(twins, () => [...doors, ...tried]);
	console.log(`${asked} requests in ${((performance.now() - began) / 1000).toFixed(1)} s: ${shown.length} differ`);
	for (const line of shown) console.log(`  ${line}`);
	for (const [who, path] of timed(twins))
		console.log(`  t = ${(await timing(twins, who, path)).toFixed(2)}  ${who} at ${path}`);
} finally {
	await twins.close();
}

function timed({ planted }: Twins): [TwinVisitor, string][] {
	return [
		['applicant', '/calls/busan-2026/mine'],
		['waiting', '/calls/banded/mine'],
		['conflicted', `/reviews/${planted.application}`],
		['reading', `/reviews/${planted.application}`],
		['elsewhere', `/desk/calls/busan-2026/reviews/${planted.application}`]
	];
}

/** Welch's t of how long the two worlds take for the same, in turn, so that what else the machine does falls on both. */
async function timing({ asks, hand, secrets }: Twins, who: TwinVisitor, path: string): Promise<number> {
	const times: [number[], number[]] = [[], []];
	await hand.with(secretTo(secrets, who), async () => {
		for (let at = 0; at < 2 * pairs; at++) {
			const world = ((at >> 1) + at) % 2;
			const began = performance.now();
			await asks[world]!(path, who);
			if (at >= 100) times[world]!.push(performance.now() - began);
		}
	});
	return welch(cropped(times[0]), cropped(times[1]));
}

// The slowest twentieth is the machine's: a collection, another process.
function cropped(times: number[]): number[] {
	return times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.95));
}

function welch(one: number[], other: number[]): number {
	const [a, b] = [moments(one), moments(other)];
	return (a.mean - b.mean) / Math.sqrt(a.variance / one.length + b.variance / other.length);
}

function moments(values: number[]): { mean: number; variance: number } {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return { mean, variance: squares / (values.length - 1) };
}
