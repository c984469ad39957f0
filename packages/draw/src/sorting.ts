const FEW = 4096;

/**
 * The positions 0 … n-1 in the order of their keys (32-bit unsigned integers), equal keys in the order of positions. Two
 * passes of counting sort, 16 bits each: a million take a few hundredths of a second. Few are sorted as they are: their
 * places are sooner compared than 65,536 counted.
 */
export function orderOf(keys: Uint32Array): Uint32Array {
	const all = new Uint32Array(keys.length);
	for (let i = 0; i < all.length; i++) all[i] = i;
	if (keys.length < FEW) return all.sort((a, b) => keys[a]! - keys[b]! || a - b);
	return pass(keys, pass(keys, all, 0), 16);
}

function pass(keys: Uint32Array, order: Uint32Array, shift: number): Uint32Array {
	const ends = new Uint32Array(65537);
	for (let i = 0; i < keys.length; i++) ends[((keys[i]! >>> shift) & 0xffff) + 1]!++;
	for (let i = 1; i < 65537; i++) ends[i]! += ends[i - 1]!;
	const sorted = new Uint32Array(keys.length);
	for (let i = 0; i < order.length; i++) sorted[ends[(keys[order[i]!]! >>> shift) & 0xffff]!++] = order[i]!;
	return sorted;
}

/** Brings positions whose keys are equal, next to each other in `order`, into the order of `compare`. In place. */
export function settleEqual(order: Uint32Array, keys: Uint32Array, compare: (a: number, b: number) => number): void {
	for (let from = 0; from < order.length;) {
		let to = from + 1;
		while (to < order.length && keys[order[to]!] === keys[order[from]!]) to++;
		if (to - from > 1) order.subarray(from, to).sort(compare);
		from = to;
	}
}
