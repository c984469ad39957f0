import type { Problem } from './problem.ts';
import type { Aim } from './search.ts';

/** `of` panels that together draw `totals` of the types: whole numbers below 2⁵³. */
export type Totals = { readonly totals: readonly number[]; readonly of: number };

/** What is drawn on average of the types and rows, as whole numbers: low × of + spare. */
export type Face = Aim & { readonly low: Float64Array; readonly spare: Float64Array; readonly rowSpare: Float64Array };

/** The averages of totals, rounded down and up. */
export function faceOf({ inRow }: Problem, { totals, of }: Totals): Face {
	const low = new Float64Array(totals.length);
	const spare = new Float64Array(totals.length);
	for (let t = 0; t < totals.length; t++) {
		low[t] = Math.floor(totals[t]! / of);
		spare[t] = totals[t]! - low[t]! * of;
	}
	const rowLow = new Float64Array(inRow.length);
	const rowSpare = new Float64Array(inRow.length);
	inRow.forEach((types, r) => {
		let sum = 0;
		for (const t of types) sum += totals[t]!;
		rowLow[r] = Math.floor(sum / of);
		rowSpare[r] = sum - rowLow[r]! * of;
	});
	const rowHigh = rowLow.map((one, r) => (rowSpare[r]! > 0 ? one + 1 : one));
	return { low, part: spare.map((one) => one / of), rowLow, rowHigh, spare, rowSpare };
}

/** The problem of the types whose average isn't whole: each 0 or 1 above its average rounded down. */
export function openPart(problem: Problem, face: Face): { free: number[]; open: Problem } {
	const free = problem.size.flatMap((_, t) => (face.spare[t]! > 0 ? [t] : []));
	const at = new Map(free.map((t, i) => [t, i]));
	const kept = problem.inRow.flatMap((types, r) => (types.some((t) => at.has(t)) ? [r] : []));
	const inRow = kept.map((r) => problem.inRow[r]!.flatMap((t) => at.get(t) ?? []));
	const rowsOfType: number[][] = free.map(() => []);
	inRow.forEach((types, r) => types.forEach((i) => rowsOfType[i]!.push(r)));
	const rows = kept.map((r) => {
		const fixed = problem.inRow[r]!.reduce((sum, t) => sum + face.low[t]!, 0);
		return {
			...problem.rows[r]!,
			min: face.rowLow[r]! - fixed,
			max: face.rowHigh[r]! - fixed
		} as Problem['rows'][number];
	});
	const open = {
		lines: free.map((t) => problem.lines[t]!),
		size: free.map(() => 1),
		low: free.map(() => 0),
		high: free.map(() => 1),
		rows,
		inRow,
		rowsOfType,
		effort: problem.effort
	};
	return { free, open };
}

/** A panel of the open part on top of the averages rounded down. */
export function onTop(face: Face, free: readonly number[], counts: readonly number[]): number[] {
	const all = Array.from(face.low);
	free.forEach((t, i) => (all[t]! += counts[i]!));
	return all;
}
