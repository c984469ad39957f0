import type { SampleQuota } from './types.ts';

type Entrant = Record<string, string>;

const has = (entrant: Entrant, { feature, value }: SampleQuota) => entrant[feature] === value;
const off = (count: number, { min, max }: SampleQuota) => Math.max(0, min - count) + Math.max(0, count - max);

/** How far a panel is from its quotas: the sum of what is missing and what is too many. */
export function missed(panel: Entrant[], quotas: SampleQuota[]): number {
	return quotas.reduce((sum, quota) => sum + off(panel.filter((entrant) => has(entrant, quota)).length, quota), 0);
}

/**
 * A panel of `places` that keeps all quotas, found by the swap that helps most, again and again; undefined if that ends
 * without one, which proves nothing. Enough to see that a sample's quotas can be kept.
 */
export function findPanel(entrants: Entrant[], quotas: SampleQuota[], places: number): Entrant[] | undefined {
	const panel = entrants.slice(0, places);
	const rest = entrants.slice(places);
	for (let now = missed(panel, quotas); now > 0; now = missed(panel, quotas)) {
		const { gain, out, into } = bestSwap(panel, rest, quotas);
		if (gain <= 0) return undefined;
		[panel[out], rest[into]] = [rest[into]!, panel[out]!];
	}
	return panel;
}

function bestSwap(panel: Entrant[], rest: Entrant[], quotas: SampleQuota[]) {
	const counts = quotas.map((quota) => panel.filter((entrant) => has(entrant, quota)).length);
	let best = { gain: 0, out: -1, into: -1 };
	for (let out = 0; out < panel.length; out++)
		for (let into = 0; into < rest.length; into++) {
			let gain = 0;
			for (let at = 0; at < quotas.length; at++) {
				const quota = quotas[at]!;
				const change = Number(has(rest[into]!, quota)) - Number(has(panel[out]!, quota));
				if (change) gain += off(counts[at]!, quota) - off(counts[at]! + change, quota);
			}
			if (gain > best.gain) best = { gain, out, into };
		}
	return best;
}
