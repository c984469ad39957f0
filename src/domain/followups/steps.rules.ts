import { refusal } from '#lib/refusal.ts';
import { clockIn, dayAfter, daysBetween } from '#lib/zone.ts';

/** How a follow-up goes: from interest to what came of it, or ended on the way. */
export const steps = ['interest', 'meeting', 'pilot', 'agreement', 'outcome'] as const;
export const allSteps = [...steps, 'ended'] as const;
export type Step = (typeof allSteps)[number];

export const currencies = ['KRW', 'USD', 'EUR'] as const;
/** Money is told of these. */
export const withAmount: readonly Step[] = ['pilot', 'agreement', 'outcome'];

/** So many days after a step both are asked how it goes, and after so many without another it stands still. */
const patience: Partial<Record<Step, { ask: number; still: number }>> = {
	interest: { ask: 14, still: 21 },
	meeting: { ask: 30, still: 45 },
	pilot: { ask: 90, still: 120 },
	agreement: { ask: 180, still: 365 }
};

/** The day on which to ask how a step goes, by the stop's clock; null where there is nothing more to ask. */
export function askOn(step: Step, zone: string, at: Date): string | null {
	const days = patience[step]?.ask;
	return days === undefined ? null : dayAfter(clockIn(zone, at).day, days);
}

/** For how many days nothing has been told of a follow-up that should have moved by now; 0 while it need not have. */
export function standsStill({ step, noted_at }: { step: Step; noted_at: Date }, zone: string, at: Date): number {
	const most = patience[step]?.still;
	const days = daysBetween(clockIn(zone, noted_at).day, clockIn(zone, at).day);
	return most !== undefined && days >= most ? days : 0;
}

/** Refuses a step back, and any after the end. The same step again is more news of it. */
export function checkStep(last: Step | undefined, next: Step): void {
	if (last === 'ended') throw followupEnded();
	if (next === 'ended' || last === undefined) return;
	if (steps.indexOf(next) < steps.indexOf(last)) throw stepBack();
}

/** How many came to each step or past it: 220 applied, 40 drew interest, 14 met. What ended counts as far as it came. */
export function funnelOf(reached: Step[][]): Record<(typeof steps)[number], number> {
	const furthest = reached.map((of) =>
		Math.max(-1, ...of.map((step) => steps.indexOf(step as (typeof steps)[number])))
	);
	const counts = steps.map((step, at) => [step, furthest.filter((one) => one >= at).length] as const);
	return Object.fromEntries(counts) as Record<(typeof steps)[number], number>;
}

export const stepBack = () => refusal('conflict', 'followups.step-back');
export const followupEnded = () => refusal('conflict', 'followups.ended');
