import type { SampleQuota } from './types.ts';

type Entrant = Record<string, string>;

/** How far a panel is from its quotas: the sum of what is missing and what is too many. */
export function missed(panel: Entrant[], quotas: SampleQuota[]): number {
	return quotas.reduce((sum, { feature, value, min, max }) => {
		const count = panel.filter((entrant) => entrant[feature] === value).length;
		return sum + Math.max(0, min - count) + Math.max(0, count - max);
	}, 0);
}

/**
 * A panel of `places` that keeps all quotas, found by swapping whoever helps most; undefined if it finds none, which
 * proves nothing. Enough to see that a sample's quotas can be kept.
 */
export function findPanel(entrants: Entrant[], quotas: SampleQuota[], places: number): Entrant[] | undefined {
	const panel = entrants.slice(0, places);
	const rest = entrants.slice(places);
	for (let steps = 0; steps < 200; steps++) {
		const now = missed(panel, quotas);
		if (now === 0) return panel;
		let best = { gain: 0, out: -1, in: -1 };
		for (let out = 0; out < panel.length; out++)
			for (let into = 0; into < rest.length; into += 1 + (steps % 2)) {
				const gain = now - missedAfter(panel, out, rest[into]!, quotas);
				if (gain > best.gain) best = { gain, out, in: into };
			}
		if (best.gain === 0) return undefined;
		[panel[best.out], rest[best.in]] = [rest[best.in]!, panel[best.out]!];
	}
	return undefined;
}

function missedAfter(panel: Entrant[], out: number, entrant: Entrant, quotas: SampleQuota[]): number {
	return missed([...panel.slice(0, out), entrant, ...panel.slice(out + 1)], quotas);
}
