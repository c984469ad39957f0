import { barred, loadCost, type Matching, type Share } from '../../src/lib/matching/problem.ts';

/** Item after item, who fits best and reads least: what one would write first. */
export function greedy(matching: Matching): { shares: Share[]; wanting: Int32Array } {
	const { items, hands, worth, wants, group } = matching;
	const load = new Int32Array(hands);
	const wanting = Int32Array.from(wants);
	const shares: Share[] = [];
	for (let item = 0; item < items; item++) {
		const taken = new Set<number>();
		while (wanting[item]! > 0) {
			let best = -1;
			let most = -Infinity;
			for (let hand = 0; hand < hands; hand++) {
				const pair = worth[item * hands + hand]!;
				const gain = pair - loadCost(matching, hand, load[hand]! + 1);
				if (pair !== barred && gain > most && !taken.has(group[hand]!)) [best, most] = [hand, gain];
			}
			if (best === -1) break;
			taken.add(group[best]!);
			load[best]! += 1;
			wanting[item]! -= 1;
			shares.push({ item, hand: best, units: 1 });
		}
	}
	return { shares, wanting };
}
