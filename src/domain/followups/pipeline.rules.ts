import type { PipelineRow } from './pipeline.read.server.ts';
import { funnelOf, standsStill, steps, type Step } from './steps.rules.ts';

type Row = Pick<PipelineRow, 'steps'>;

export const lastOf = ({ steps }: Row) => steps.at(-1);

/** How far a follow-up has come, whatever it ended with. */
export function furthestOf({ steps: made }: Row): (typeof steps)[number] | null {
	const at = Math.max(-1, ...made.map(({ step }) => steps.indexOf(step as (typeof steps)[number])));
	return steps[at] ?? null;
}

/** Whether a follow-up has come to a step or past it. */
export function hasReached(row: Row, step: Step): boolean {
	const furthest = furthestOf(row);
	return furthest !== null && steps.indexOf(furthest) >= steps.indexOf(step as (typeof steps)[number]);
}

/** For how many days one stands still; 0 while it does not. */
export function stillFor(row: Row, zone: string, at: Date): number {
	const last = lastOf(row);
	return last ? standsStill({ step: last.step, noted_at: new Date(last.noted_at) }, zone, at) : 0;
}

/** The steps of the picture: all who applied, the chosen, then how many came to each step. */
export function pictureOf(rows: Row[], before: { applied: number; chosen: number }) {
	const counts = funnelOf(rows.map((row) => row.steps.map(({ step }) => step)));
	return [
		{ step: 'applied' as const, count: before.applied },
		{ step: 'chosen' as const, count: before.chosen },
		...steps.map((step) => ({ step, count: counts[step] }))
	];
}

/** Money by its currency, the newest word of each follow-up at a step counted once. */
export function amountsOf(rows: Row[], step: Step): [currency: string, sum: number][] {
	const sums = new Map<string, number>();
	for (const { steps: made } of rows) {
		const told = made.findLast((one) => one.step === step && one.amount !== null);
		if (told) sums.set(told.currency!, (sums.get(told.currency!) ?? 0) + told.amount!);
	}
	return [...sums];
}

const dayMs = 86_400_000;

/** The days from the first of a step to the first of the next, in the middle of all that made both; null where none did. */
export function daysBetweenSteps(rows: Row[], from: Step, to: Step): number | null {
	const days = rows.flatMap(({ steps: made }) => {
		const [one, other] = [from, to].map((step) => made.find((row) => row.step === step));
		return one && other ? [(Date.parse(other.noted_at) - Date.parse(one.noted_at)) / dayMs] : [];
	});
	if (days.length === 0) return null;
	const sorted = days.sort((one, other) => one - other);
	const half = sorted.length / 2;
	const middle = sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
	return Math.round(middle * 10) / 10;
}

/** How many of each group came how far: by track, or by region. */
export function byGroup<R extends Row>(rows: R[], groupOf: (row: R) => string) {
	const groups = Map.groupBy(rows, groupOf);
	return [...groups].map(([group, own]) => ({
		group,
		counts: funnelOf(own.map((row) => row.steps.map(({ step }) => step)))
	}));
}
