/** With at most this chance more people come than there are seats. */
export const mostRisk = 0.05;

/**
 * How many places are given beyond the seats of a kind, when so many of a hundred have stayed away before: the most for
 * which the chance that more come than there are seats is at most one in twenty, everybody coming or not by themselves.
 */
export function overbookedFor(capacity: number, noShowPercent: number): number {
	if (capacity === 0 || noShowPercent === 0) return 0;
	const comes = 1 - noShowPercent / 100;
	let [low, high] = [0, Math.ceil(capacity / comes) - capacity + 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (riskOf(capacity, capacity + middle, comes) <= mostRisk) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The chance that of so many given places more than `seats` are come to: the upper tail of the binomial, in logarithms. */
export function riskOf(seats: number, given: number, comes: number): number {
	const odds = Math.log((1 - comes) / comes);
	let term = given * Math.log(comes);
	let sum = 0;
	for (let count = given; count > seats; count--) {
		sum += Math.exp(term);
		term += Math.log(count) - Math.log(given - count + 1) + odds;
	}
	return sum;
}

/** The least capacity that, with what is given beyond it, holds what is taken. */
export function leastCapacity(taken: number, noShowPercent: number): number {
	let [low, high] = [0, taken];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (middle + overbookedFor(middle, noShowPercent) >= taken) high = middle;
		else low = middle + 1;
	}
	return low;
}
