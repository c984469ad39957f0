import { createHash } from 'node:crypto';

/** Verifies a consistency proof by RFC 9162 §2.1.4.2, knowing nothing of how the tree keeps itself. Hashes are hex. */
export function isContinued(
	{ first, second }: { first: number; second: number },
	heads: string[],
	path: string[]
): boolean {
	const steps = Number.isInteger(Math.log2(first)) ? [heads[0]!, ...path] : [...path];
	let [fn, sn] = [first - 1, second - 1];
	while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
	let [fr, sr] = [steps[0]!, steps[0]!];
	for (const step of steps.slice(1)) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			[fr, sr] = [node(step, fr), node(step, sr)];
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
		} else sr = node(sr, step);
		[fn, sn] = [fn >> 1, sn >> 1];
	}
	return sn === 0 && fr === heads[0] && sr === heads[1];
}

function node(left: string, right: string): string {
	const both = Buffer.concat([Buffer.from([1]), Buffer.from(left + right, 'hex')]);
	return createHash('sha256').update(both).digest('hex');
}
