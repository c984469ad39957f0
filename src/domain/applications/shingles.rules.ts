/** Texts as sets of their runs of letters, and a short signature by which those alike are found without comparing all. */

const runLength = 5;
const bands = 21;
const rows = 3;

/** Hashes of a text's runs of five letters, each once, ascending; spaces, marks and case do not count. */
export function shinglesOf(text: string): Uint32Array {
	const letters = text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');
	const hashes = new Set<number>();
	for (let at = 0; at + runLength <= letters.length; at++) {
		let hash = 0x811c9dc5;
		for (let next = at; next < at + runLength; next++) hash = Math.imul(hash ^ letters.charCodeAt(next), 0x01000193);
		hashes.add(scrambled(hash));
	}
	return Uint32Array.from(hashes).sort();
}

/** The share of what two texts have together that both have (Jaccard). */
export function jaccardOf(one: Uint32Array, other: Uint32Array): number {
	let shared = 0;
	for (let a = 0, b = 0; a < one.length && b < other.length;) {
		const [left, right] = [one[a]!, other[b]!];
		if (left === right) shared++;
		if (left <= right) a++;
		if (left >= right) b++;
	}
	const all = one.length + other.length - shared;
	return all === 0 ? 0 : shared / all;
}

/**
 * The keys under which a text meets those like it: 21 bands of three MinHash values, made by one permutation in 63 of 64
 * bins, an empty one filled from the next (Shrivastava and Li, "Densifying One Permutation Hashing", 2014). Two texts
 * meet in one band at least with a chance of some 99 % where 60 % of their runs are shared, and of 1 in 800 where 4 % are.
 */
export function bandKeys(shingles: Uint32Array): string[] {
	if (shingles.length === 0) return [];
	const least = new Map<number, number>();
	for (const shingle of shingles) if (!least.has(shingle >>> 26)) least.set(shingle >>> 26, shingle); // ascending
	const values = Array.from({ length: bands * rows }, (_, bin) => {
		let from = bin;
		while (!least.has(from % 64)) from++;
		return least.get(from % 64)! + (from - bin) * 2 ** 32;
	});
	return Array.from({ length: bands }, (_, band) => `${band}:${values.slice(band * rows, band * rows + rows).join()}`);
}

function scrambled(hash: number): number {
	const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	return (once ^ (once >>> 13)) >>> 0;
}
