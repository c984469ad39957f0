import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { leastCapacity, mostRisk, overbookedFor, riskOf } from './overbooking.rules.ts';

// By hand: the chance that more than `seats` of `given` come, counted over all ways when there are few.
function counted(seats: number, given: number, comes: number): number {
	let sum = 0;
	for (let ways = 0; ways < 2 ** given; ways++) {
		const came = ways.toString(2).replaceAll('0', '').length;
		if (came > seats) sum += comes ** came * (1 - comes) ** (given - came);
	}
	return sum;
}

test('the risk is the binomial’s tail', () => {
	for (const [seats, given, comes] of [
		[3, 5, 0.5],
		[7, 10, 0.8],
		[9, 12, 0.65]
	] as const)
		ok(Math.abs(riskOf(seats, given, comes) - counted(seats, given, comes)) < 1e-12);
});

test('so many are given beyond the seats that one more would be too great a risk', () => {
	for (const capacity of [1, 7, 40, 240, 5_000]) {
		for (const percent of [1, 10, 25, 50]) {
			const more = overbookedFor(capacity, percent);
			const comes = 1 - percent / 100;
			ok(riskOf(capacity, capacity + more, comes) <= mostRisk || more === 0);
			ok(riskOf(capacity, capacity + more + 1, comes) > mostRisk, `${capacity} at ${percent}`);
		}
		equal(overbookedFor(capacity, 0), 0);
	}
	equal(overbookedFor(0, 30), 0);
});

test('the least capacity holds what is taken, and one less does not', () => {
	for (const taken of [1, 9, 130, 1_000]) {
		const least = leastCapacity(taken, 20);
		ok(least + overbookedFor(least, 20) >= taken);
		ok(least === 0 || least - 1 + overbookedFor(least - 1, 20) < taken);
	}
});
