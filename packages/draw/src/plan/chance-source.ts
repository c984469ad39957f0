/** A small repeatable source of numbers for searches. What it gives is only ever a proposal, never randomness of a draw. */
export type Numbers = (below: number) => number;

/** Numbers below a bound (at most 2³¹) by xorshift32: the same plan on every machine. */
export function numbersFrom(start: number): Numbers {
	let state = start | 1;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 1) % below;
	};
}
