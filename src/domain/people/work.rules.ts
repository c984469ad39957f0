import { bitsOf } from '#lib/work.ts';
import { refusal } from '#lib/refusal.ts';

/** Codes asked for in the last ten minutes: from the asker's block of addresses and overall, and those without work. */
export type Asked = { fromBlock: number; overall: number; slowFromBlock: number; slowOverall: number };

export const countedMinutes = 10;

// What a phone does in a tenth of a second; doubled with each doubling of what comes, up to some seconds of a core.
const usualBits = 15;
const mostBits = 21;
const usualFromBlock = 30;
const usualOverall = 600;

/** How many zero bits the work for one code must have: more where more are asked for, from one block or at all. */
export function bitsFor({ fromBlock, overall }: Pick<Asked, 'fromBlock' | 'overall'>): number {
	const more = doublings(fromBlock / usualFromBlock) + doublings(overall / usualOverall);
	return Math.min(usualBits + more, mostBits);
}

const doublings = (times: number) => Math.max(0, Math.ceil(Math.log2(times)));

/** How long a code asked for without work waits in the slow lane, ms: not at all until others are in it too. */
export function slowWaitMs({ slowFromBlock, slowOverall }: Pick<Asked, 'slowFromBlock' | 'slowOverall'>): number {
	const waitMs = Math.max(0, (slowFromBlock - 5) * 15_000, (slowOverall - 60) * 2000);
	if (waitMs > 600_000) throw slowLaneFull();
	return waitMs;
}

const goodForMs = 30 * 60_000;

/** What the work is over: this browser, and the instant its page was made. */
export function topicOf(browserId: string, madeAt: number): string {
	return `${browserId} ${madeAt}`;
}

/** Whether the work (`<made at>.<nonce>`) is this browser's, of the last half hour, and enough. */
export function hasWorked(work: string, browserId: string, { bits, at }: { bits: number; at: Date }): boolean {
	const [, madeAt, nonce] = /^(\d{1,15})\.(\d{1,15})$/.exec(work) ?? [];
	if (!madeAt || !nonce) return false;
	const age = at.getTime() - Number(madeAt);
	return age >= 0 && age <= goodForMs && bitsOf(topicOf(browserId, Number(madeAt)), nonce) >= bits;
}

export const slowLaneFull = () => refusal('busy', 'people.slow-lane-full');
