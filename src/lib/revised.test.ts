import { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { keptWhileUnchanged } from './revised.ts';

type Of = { id: string; revision: number };
const byId = { keyOf: ({ id }: Of) => id };

test('a thing is read once for each store and revision, whoever asks', async () => {
	const asked: string[] = [];
	const whole = keptWhileUnchanged(async ({ name }: { name: string }, { id, revision }: Of) => {
		asked.push(`${name} ${id} ${revision}`);
		return { parts: [id] };
	}, byId);
	const [here, there] = [{ name: 'here' }, { name: 'there' }];
	await Promise.all([whole(here, { id: 'a', revision: 1 }), whole(here, { id: 'a', revision: 1 })]);
	await whole(here, { id: 'a', revision: 1 });
	await whole(there, { id: 'a', revision: 1 });
	await whole(here, { id: 'a', revision: 7 });
	await whole(here, { id: 'b', revision: 1 });
	deepEqual(asked, ['here a 1', 'there a 1', 'here a 7', 'here b 1']);
});

test('nobody changes what others are given', async () => {
	const whole = keptWhileUnchanged(async () => ({ parts: [{ name: 'one' }] }), byId);
	const { parts } = await whole({}, { id: 'a', revision: 1 });
	throws(() => parts.push({ name: 'two' }), TypeError);
	throws(() => (parts[0]!.name = 'two'), TypeError);
});

test('a failure is kept by nobody, and the oldest give way', async () => {
	let times = 0;
	const store = {};
	const whole = keptWhileUnchanged(
		async () => {
			times++;
			if (times === 1) throw new Error('away');
			return times;
		},
		{ ...byId, most: 2 }
	);
	await rejects(whole(store, { id: 'a', revision: 1 }), /away/);
	equal(await whole(store, { id: 'a', revision: 1 }), 2);
	for (const id of ['b', 'c']) await whole(store, { id, revision: 1 });
	equal(await whole(store, { id: 'c', revision: 1 }), 4);
	equal(await whole(store, { id: 'a', revision: 1 }), 5);
});
