import { refuse, type Change, type DrawRefusal } from '../refusal.ts';
import type { Problem } from './problem.ts';
import { solveOnce, type Highs } from './solver.ts';

/**
 * The refusal of quotas that can't be met (SPEC §6.9), with the smallest relaxation: the fewest steps by which minimums
 * and maximums must move, together, for some panel to exist. Places, groups and bands stay as they are; when even
 * giving up every quota doesn't help, it says so.
 */
export function infeasible(highs: Highs, problem: Problem): DrawRefusal {
	const T = problem.lines.length;
	const soft = problem.rows.flatMap((row, r) => (row.about === 'feature' ? [r] : []));
	const at = new Map(soft.map((r, i) => [r, T + 2 * i]));
	const solved = solveOnce(highs, {
		cost: [...problem.lines.map(() => 0), ...soft.flatMap(() => [1, 1])],
		lower: [...problem.low, ...soft.flatMap(() => [0, 0])],
		upper: [...problem.high, ...soft.flatMap((r) => [problem.rows[r]!.min, highs.infinity])],
		rows: problem.rows.map(({ min, max }, r) => {
			const own = at.has(r) ? [at.get(r)!, at.get(r)! + 1] : [];
			return {
				lower: min,
				upper: max,
				index: [...problem.inRow[r]!, ...own],
				value: [...problem.inRow[r]!.map(() => 1), ...(own.length ? [1, -1] : [])]
			};
		}),
		whole: true
	});
	if (!solved.ok) return refuse('draw.no-panel', { places: problem.rows[0]!.min });
	const changes = soft.flatMap((r) => changesOf(problem, r, [solved.x[at.get(r)!]!, solved.x[at.get(r)! + 1]!]));
	const facts = { count: changes.length, ko: changes.map(inKorean).join(', '), en: changes.map(inEnglish).join(', ') };
	return refuse('draw.quotas-unmet', facts, changes);
}

function changesOf({ rows, inRow, size }: Problem, r: number, [missing, surplus]: readonly [number, number]): Change[] {
	const row = rows[r]!;
	if (row.about !== 'feature') return [];
	const { stop, feature, value, min, max } = row;
	const what = { ...(stop !== undefined && { stop }), feature, value };
	const entrants = inRow[r]!.reduce((sum, t) => sum + size[t]!, 0);
	const changes: Change[] = [];
	if (Math.round(missing) > 0)
		changes.push({ ...what, side: 'min', from: min, to: min - Math.round(missing), entrants });
	if (Math.round(surplus) > 0)
		changes.push({ ...what, side: 'max', from: max, to: max + Math.round(surplus), entrants });
	return changes;
}

function inKorean({ stop, feature, value, side, from, to, entrants }: Change): string {
	return `${stop === undefined ? '' : `“${stop}”에서 `}“${feature} = ${value}”의 ${side === 'min' ? '최솟값' : '최댓값'}을 ${from}에서 ${to}(으)로 (대상자 ${entrants}명)`;
}

function inEnglish({ stop, feature, value, side, from, to, entrants }: Change): string {
	return `${side === 'min' ? 'lower the minimum' : 'raise the maximum'} of ${feature} = ${value}${stop === undefined ? '' : ` at ${stop}`} from ${from} to ${to} (${entrants} entrants have it)`;
}
