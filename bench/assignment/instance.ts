import { barred, type Matching } from '../../src/lib/matching/problem.ts';

type Asked = { items: number; hands: number; each: number; percent: 50 | 100 };

/** An instance like a call's: five tracks of uneven size, two languages, sixteen topics, interests, conflicts, limits. */
export function instance({ items, hands, each, percent }: Asked): Matching {
	const chance = from(items * 31 + hands);
	const below = (most: number) => Math.floor(chance() * most);
	const about = Array.from({ length: items }, () => ({
		track: Math.floor(chance() * chance() * 5),
		language: below(4) === 0 ? 1 : 0,
		topic: below(16)
	}));
	const people = Array.from({ length: hands }, () => ({
		tracks: new Set([below(5), below(5)]),
		languages: below(3) === 0 ? [0] : [0, 1],
		topics: new Set([below(16), below(16), below(16)])
	}));
	const worth = new Int8Array(items * hands);
	for (const [item, one] of about.entries())
		for (const [hand, { tracks, languages, topics }] of people.entries()) {
			const fit =
				(tracks.has(one.track) ? 4 : 0) + (languages.includes(one.language) ? 3 : 0) + (topics.has(one.topic) ? 3 : 0);
			const said = below(10) === 0 ? [6, 2, -8][below(3)]! : 0;
			worth[item * hands + hand] = below(50) === 0 ? barred : fit + said;
		}
	const fill = (value: number) => new Int32Array(hands).fill(value);
	return {
		...{ items, hands, worth, wants: new Uint8Array(items).fill(each), held: fill(0), least: fill(0) },
		most: fill(Math.ceil((1.15 * items * each) / hands)),
		group: Int32Array.from({ length: hands }, (_, hand) => Math.floor(hand * 0.8)),
		...(percent === 50 ? { whole: 2, cap: 1 } : { whole: 1, cap: 1 }),
		...{ even: 1, isSoft: false }
	};
}

// A fixed stream of numbers (mulberry32), so that every run measures the same.
function from(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
