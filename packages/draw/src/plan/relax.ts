import { refuse, type Change, type DrawRefusal } from '../refusal.ts';
import type { Effort } from './effort.ts';
import type { Problem } from './problem.ts';
import { solveOnce, type Highs, type Linear, type Solved } from './solver.ts';

/**
 * The refusal of quotas that can't be met (SPEC §6.9), with the smallest relaxation: the fewest steps by which minimums
 * and maximums must move, together, for some panel to exist. Among those of as few steps, the one that changes what
 * comes first in canonical order. Places, groups and bands stay as they are; when even giving up every quota doesn't help,
 * it says what they allow. The search has an effort of its own, as large as the plan's: where that ends it, the sentence
 * says what is not proved.
 */
export function infeasible(highs: Highs, problem: Problem): DrawRefusal {
	const effort = problem.effort.anew();
	return refusalOf(highs, problem, { fewest: fewestSteps(highs, problem, effort), effort });
}

/** A panel that keeps all rules, for a planner that found none by itself. Throws the refusal where none is found here either. */
export function anyPanel(highs: Highs, problem: Problem): number[] {
	const effort = problem.effort.anew();
	const fewest = fewestSteps(highs, problem, effort);
	if (!(fewest.ok && Math.round(fewest.objective) === 0)) throw refusalOf(highs, problem, { fewest, effort });
	return [...fewest.x].slice(0, problem.lines.length).map(Math.round);
}

/** The rows that may give: those of quotas. */
function softRows({ rows }: Problem): number[] {
	return rows.flatMap((row, r) => (row.about === 'feature' ? [r] : []));
}

function fewestSteps(highs: Highs, problem: Problem, effort: Effort): Solved {
	const soft = softRows(problem);
	const on = { cost: soft.flatMap(() => [1, 1]), steps: highs.infinity };
	return solveOnce(highs, relaxed(highs, problem, soft, on), effort);
}

type Looked = { readonly fewest: Solved; readonly effort: Effort };

function refusalOf(highs: Highs, problem: Problem, { fewest, effort }: Looked): DrawRefusal {
	if (!fewest.ok) return fewest.isCut ? refuse('draw.nothing-found') : notWithoutQuotas(highs, problem, effort);
	const steps = Math.round(fewest.objective);
	const best = fewest.isCut ? fewest : firstOfFewest(highs, problem, { fewest, effort });
	const moves = [...best.x].slice(problem.lines.length);
	const changes = softRows(problem).flatMap((r, i) => changesOf(problem, r, [moves[2 * i]!, moves[2 * i + 1]!]));
	const least = Math.min(steps, Math.ceil(fewest.bound - 1e-6));
	const facts = { count: changes.length, ko: changes.map(inKorean).join(', '), en: changes.map(inEnglish).join(', ') };
	if (least <= 0) return refuse('draw.quotas-undecided', facts, changes);
	if (least < steps) return refuse('draw.quotas-unmet-about', { ...facts, steps, least }, changes);
	return refuse('draw.quotas-unmet', facts, changes);
}

function firstOfFewest(highs: Highs, problem: Problem, { fewest, effort }: Looked): Solved {
	const soft = softRows(problem);
	const on = { cost: soft.flatMap((_, i) => [2 * i + 1, 2 * i + 2]), steps: Math.round(fewest.objective) };
	const first = solveOnce(highs, relaxed(highs, problem, soft, on), effort);
	return first.ok ? first : fewest;
}

/** Panels with two more columns for each row that may give: by how much its minimum, and its maximum, moves. */
function relaxed(
	highs: Highs,
	{ lines, low, high, rows, inRow }: Problem,
	soft: readonly number[],
	on: { cost: readonly number[]; steps: number }
): Linear {
	const T = lines.length;
	const moves = soft.flatMap((_, i) => [T + 2 * i, T + 2 * i + 1]);
	return {
		cost: [...lines.map(() => 0), ...on.cost],
		lower: [...low, ...moves.map(() => 0)],
		upper: [...high, ...soft.flatMap((r) => [rows[r]!.min, highs.infinity])],
		rows: [
			...rows.map(({ min, max }, r) => {
				const i = soft.indexOf(r);
				const own = i < 0 ? [] : [T + 2 * i, T + 2 * i + 1];
				const value = [...inRow[r]!.map(() => 1), ...(i < 0 ? [] : [1, -1])];
				return { lower: min, upper: max, index: [...inRow[r]!, ...own], value };
			}),
			{ lower: 0, upper: on.steps, index: moves, value: moves.map(() => 1) }
		],
		whole: true
	};
}

/** Bands and groups alone: they allow no selection at all, or one of fewer or more places. */
function notWithoutQuotas(highs: Highs, problem: Problem, effort: Effort): DrawRefusal {
	const { lines, low, high, rows, inRow } = problem;
	const places = rows[0]!.min;
	const most = (cost: number) => {
		const kept = rows.flatMap(({ about, min, max }, r) =>
			about === 'group' ? [{ lower: min, upper: max, index: inRow[r]!, value: inRow[r]!.map(() => 1) }] : []
		);
		return solveOnce(highs, { cost: lines.map(() => cost), lower: low, upper: high, rows: kept, whole: true }, effort);
	};
	const [largest, smallest] = [most(-1), most(1)];
	if (largest.isCut || smallest.isCut) return refuse('draw.nothing-found');
	if (!largest.ok) return refuse('draw.accepted-together', {});
	const able = Math.round(-largest.objective);
	const [ko, en] =
		able < places
			? [
					`구간과 그룹을 지키면 많아야 ${able}명이 뽑힙니다. 자리를 ${able}개로 줄이거나 그룹 제한을 푸십시오`,
					`bands and groups let at most ${able} be drawn. Lower the places to ${able}, or allow more of a group`
				]
			: [
					`이미 선정된 사람이 ${Math.round(smallest.objective)}명입니다. 자리를 그만큼 늘리십시오`,
					`${Math.round(smallest.objective)} are accepted already. Raise the places to as many`
				];
	return refuse('draw.no-panel', { places, ko, en });
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
