/** χ² of one count with one degree of freedom: how often something happened in `draws`, against its probability. */
export function chiSquare(count: number, draws: number, probability: number): number {
	const expected = draws * probability;
	if (probability <= 0 || probability >= 1) return Math.abs(count - expected) < 1e-6 ? 0 : Infinity;
	return (count - expected) ** 2 / (expected * (1 - probability));
}

/** χ² with one degree of freedom of counts over many draws, against their mean as it should be; their spread is their own. */
export function chiSquareOf(counts: readonly number[], expected: number): number {
	const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
	const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
	const off = (mean - expected) ** 2;
	// Counts that never differ say nothing of chance: they are right or not.
	return spread === 0 ? (off < 1e-12 ? 0 : Infinity) : (counts.length * off) / spread;
}

/** How likely a χ² of one degree of freedom is at least so large: erfc(√(x/2)), to about 10⁻⁷ of itself. */
export function pValue(x: number): number {
	const z = Math.sqrt(x / 2);
	const t = 1 / (1 + z / 2);
	const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587];
	const sum = [...terms, -0.82215223, 0.17087277].reduceRight((total, term) => term + t * total, 0);
	return Math.min(1, t * Math.exp(-z * z + sum));
}
