/** The best line to tell the two by, found on one half of the pairs and tried on the other: how often it is right, in %. */
export function bestGuess(changed: number[], alike: number[]): number {
	const half = (values: number[], which: number) => values.filter((_, at) => at % 2 === which);
	const right = (line: number, way: number, which: number) =>
		half(changed, which).filter((value) => way * (value - line) > 0).length +
		half(alike, which).filter((value) => way * (value - line) <= 0).length;
	const lines = [...half(changed, 0), ...half(alike, 0)].flatMap((line) => [
		{ line, way: 1 },
		{ line, way: -1 }
	]);
	const best = lines.reduce((one, other) =>
		right(other.line, other.way, 0) > right(one.line, one.way, 0) ? other : one
	);
	return (100 * right(best.line, best.way, 1)) / (half(changed, 1).length + half(alike, 1).length);
}

// The farthest twentieth is the machine's, on either side: a collection, another process.
export function cropped(times: number[]): number[] {
	const edge = Math.ceil(times.length / 40);
	return times.toSorted((a, b) => a - b).slice(edge, -edge);
}

/** Welch's t of two samples: how many standard errors lie between their means. */
export function welch(one: number[], other: number[]): number {
	const [a, b] = [moments(one), moments(other)];
	return (a.mean - b.mean) / Math.sqrt(a.variance / one.length + b.variance / other.length);
}

function moments(values: number[]): { mean: number; variance: number } {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return { mean, variance: squares / (values.length - 1) };
}
