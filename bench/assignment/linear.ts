import loadHighs from 'highs';
import { barred, loadCost, type Matching } from '../../src/lib/matching/problem.ts';

/**
 * The value of the same instance as one linear program on HiGHS: a column for each pair and for each step of a load, a
 * row for each application, each application and organisation, each reviewer.
 */
export async function linearProgram(matching: Matching): Promise<number> {
	const { items, hands, worth, wants, group, most } = matching;
	const cost: number[] = [];
	const entries: [row: number, column: number, value: number][] = [];
	const rows = new Map<string, number>();
	const bounds: [number, number][] = [];
	const rowAt = (key: string, lower: number, upper: number) => {
		if (!rows.has(key)) rows.set(key, bounds.push([lower, upper]) - 1);
		return rows.get(key)!;
	};
	const highs = await loadHighs();
	for (let item = 0; item < items; item++)
		for (let hand = 0; hand < hands; hand++) {
			const pair = worth[item * hands + hand]!;
			if (pair === barred) continue;
			const column = cost.push(-pair) - 1;
			entries.push([rowAt(`i${item}`, wants[item]!, wants[item]!), column, 1]);
			entries.push([rowAt(`g${item} ${group[hand]}`, 0, 1), column, 1]);
			entries.push([rowAt(`h${hand}`, 0, 0), column, 1]);
		}
	for (let hand = 0; hand < hands; hand++)
		for (let nth = 1; nth <= most[hand]!; nth++)
			entries.push([rowAt(`h${hand}`, 0, 0), cost.push(loadCost(matching, hand, nth)) - 1, -1]);
	entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	const starts = Array.from({ length: bounds.length + 1 }, () => 0);
	for (const [row] of entries) starts[row + 1]! += 1;
	for (let row = 0; row < bounds.length; row++) starts[row + 1]! += starts[row]!;
	const model = highs.createModel({
		...{ numCols: cost.length, numRows: bounds.length, colCost: cost },
		...{ colLower: cost.map(() => 0), colUpper: cost.map(() => 1) },
		...{ rowLower: bounds.map(([lower]) => lower), rowUpper: bounds.map(([, upper]) => upper) },
		matrix: {
			...{ format: 'csr' as const, numRows: bounds.length, numCols: cost.length, starts },
			...{ indices: entries.map(([, column]) => column), values: entries.map(([, , value]) => value) }
		}
	});
	model.options.set({ output_flag: false });
	model.run();
	const value = -model.getObjectiveValue();
	model.dispose();
	return value;
}
