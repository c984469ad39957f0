import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { lane, type Outcome } from './lane.ts';

/** A lane whose batches wait until they are let go. */
function watched(outcome: (asked: number, batch: number[]) => Outcome<string>) {
	const batches: number[][] = [];
	const gates: (() => void)[] = [];
	const ask = lane(async (batch: number[]) => {
		batches.push(batch);
		await new Promise<void>((go) => gates.push(go));
		return batch.map((asked) => outcome(asked, batch));
	}, 3);
	/** Lets the batch on its way arrive, and the next one set out. */
	const arrive = async () => {
		gates.shift()?.();
		await new Promise((done) => setImmediate(done));
	};
	return { ask, batches, arrive };
}

test('the first goes at once and alone; what comes meanwhile goes together, at most so many', async () => {
	const { ask, batches, arrive } = watched((asked) => ({ done: `${asked}` }));
	const all = [1, 2, 3, 4, 5].map(ask);
	deepEqual(batches, [[1]]);
	for (let turn = 0; turn < 3; turn++) await arrive();
	deepEqual(batches, [[1], [2, 3, 4], [5]]);
	deepEqual(await Promise.all(all), ['1', '2', '3', '4', '5']);
});

test('each has its own outcome; who met a neighbour goes first in the next batch', async () => {
	const { ask, batches, arrive } = watched((asked, batch) => {
		if (asked === 3 && batch.length > 1) return 'again';
		return asked === 2 ? { refused: new Error('no') } : { done: `${asked}` };
	});
	const all = [1, 2, 3, 4].map(ask);
	const refused = rejects(all[1]!, /no/);
	for (let turn = 0; turn < 3; turn++) await arrive();
	deepEqual(batches, [[1], [2, 3, 4], [3]]);
	await refused;
	equal(await all[2], '3');
});

test('a batch that fails is tried one by one, and only the one at fault is told', async () => {
	const tried: number[][] = [];
	const ask = lane((batch: number[]) => {
		tried.push(batch);
		const outcomes = batch.map((asked) => ({ done: asked }));
		return batch.includes(3) ? Promise.reject(new Error('three')) : Promise.resolve(outcomes);
	});
	const outcomes = await Promise.allSettled([1, 2, 3, 4].map(ask));
	deepEqual(
		outcomes.map(({ status }) => status),
		['fulfilled', 'fulfilled', 'rejected', 'fulfilled']
	);
	deepEqual(tried, [[1], [2, 3, 4], [2], [3], [4]]);
});
