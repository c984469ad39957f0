// What the best assignment costs, beside the library's solver on the same instance and beside greedy.
import { boundOf } from '../src/lib/matching/bound.ts';
import { bestMatching } from '../src/lib/matching/flow.ts';
import { scoreOf, valueOf, type Matching, type Share } from '../src/lib/matching/problem.ts';
import { solve } from '../src/lib/matching/solve.ts';
import { greedy } from './assignment/greedy.ts';
import { instance } from './assignment/instance.ts';
import { linearProgram } from './assignment/linear.ts';

const sizes: [items: number, hands: number][] = [
	[334, 10],
	[1000, 50],
	[10_000, 500]
];
// Beyond this the plain program takes minutes and gigabytes; it is measured at the largest size below.
const mostLinearPairs = 200_000;
const seed = 'b5'.repeat(32);

type Took = { seconds: number; ofCpu: number };
type Row = Took & { what: string; points: number; most: number | null; wanting: number };

for (const [items, hands] of sizes) {
	const matching = instance({ items, hands, each: 3, percent: 100 });
	const half = instance({ items, hands, each: 3, percent: 50 });
	const rows = [
		measured('ours: flow on the reviewers', matching, () => bestMatching(matching)),
		await thrownRow(half),
		...(items * hands <= mostLinearPairs ? [await linearRow(matching)] : []),
		measured('greedy, load by load', matching, () => greedy(matching))
	];
	console.log(`\n${items.toLocaleString('en')} applications × ${hands} reviewers × 3`);
	console.table(
		Object.fromEntries(
			rows.map(({ what, seconds, ofCpu, points, most, wanting }) => [
				what,
				{
					seconds: seconds.toFixed(2),
					'of cpu': ofCpu.toFixed(2),
					points: points.toFixed(0),
					'at most': most?.toFixed(0) ?? '',
					'left wanting': wanting
				}
			])
		)
	);
}

// Other work on the machine makes seconds longer; those of the processor say what it costs.
function stopwatch(): () => Took {
	const [began, cpu] = [performance.now(), process.cpuUsage()];
	return () => ({ seconds: (performance.now() - began) / 1000, ofCpu: process.cpuUsage(cpu).user / 1e6 });
}

type Found = { shares: Share[]; wanting: Int32Array; prices?: Int32Array };

function measured(what: string, matching: Matching, run: () => Found): Row {
	const took = stopwatch();
	const found = run();
	return rowOf(what, matching, { ...found, ...took() });
}

function rowOf(what: string, matching: Matching, found: Found & Took): Row {
	const points = scoreOf(matching, found.shares) / matching.whole;
	const gap = found.prices ? (boundOf(matching, found.prices) - valueOf(matching, found)) / matching.whole : null;
	const wanting = found.wanting.reduce((sum, units) => sum + units, 0) / matching.whole;
	return {
		what,
		seconds: found.seconds,
		ofCpu: found.ofCpu,
		points,
		most: gap === null ? null : points + gap,
		wanting
	};
}

async function thrownRow(matching: Matching): Promise<Row> {
	const took = stopwatch();
	const { shares, wanting, value, bound } = solve(matching, seed);
	const { seconds, ofCpu } = took();
	const row = rowOf('ours: no pair above 50 %, thrown, with its proof', matching, { shares, wanting, seconds, ofCpu });
	return { ...row, most: row.points + (bound - value) / matching.whole };
}

async function linearRow(matching: Matching): Promise<Row> {
	const took = stopwatch();
	const objective = await linearProgram(matching);
	const { seconds, ofCpu } = took();
	const ours = valueOf(matching, bestMatching(matching));
	const points = scoreOf(matching, bestMatching(matching).shares) + objective - ours;
	return { what: 'HiGHS on the plain program', seconds, ofCpu, points, most: null, wanting: 0 };
}
