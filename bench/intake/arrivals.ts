import type { Arrival } from './load.ts';
import type { Present } from './people.ts';

/**
 * Who comes in the last `ms` before a deadline, in order. Of 5,000 who apply within thirty days, 325 submit in the last
 * minute (density 1/(time left), cut off a second before the end); beside them each of the 5,000 present loads a page
 * once a minute, and 20 drafts a second are saved. `times` as many of each.
 */
export function arrivalsOf(
	take: (count: number) => Present[],
	{ ms, times }: { ms: number; times: number }
): Arrival[] {
	const minutes = ms / 60_000;
	const submits = take(Math.round(325 * minutes * times));
	const writers = take(Math.round(20 * minutes * 60 * times * 0.2));
	const cut = 1000;
	// Backwards from the end: the share of 1/t that falls before t is log(t / cut) / log(ms / cut).
	const lastMinute = submits.map((who, at): Arrival => {
		const share = (at + 0.5) / submits.length;
		return { after: ms - cut * (ms / cut) ** share, kind: 'submit', who };
	});
	const drafts = Array.from({ length: writers.length * 5 }, (_, at): Arrival => {
		const who = writers[at % writers.length]!;
		return {
			after: evenly(at, writers.length * 5, ms),
			kind: 'autosave',
			who,
			version: 1 + Math.floor(at / writers.length)
		};
	});
	const count = Math.round(5000 * minutes * times);
	const pages = Array.from({ length: count }, (_, at): Arrival => {
		return { after: evenly(at, count, ms), kind: 'page', who: submits[at % submits.length]! };
	});
	return [...lastMinute, ...drafts, ...pages].sort((a, b) => a.after - b.after);
}

const evenly = (at: number, count: number, ms: number) => ((at + 0.5) * ms) / count;
