import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from './remember.server.ts';

test('many who ask at once cost one question; a later one asks again; a failure is not kept', async () => {
	let asked = 0;
	const ask = remembering(1000, async (from: string, key) => {
		asked++;
		if (key === 'bad' && asked === 3) throw new Error('no');
		return `${from}${key}${asked}`;
	});
	deepEqual(await Promise.all([ask('', 'a', new Date(0)), ask('', 'a', new Date(500)), ask('', 'a', new Date(999))]), [
		'a1',
		'a1',
		'a1'
	]);
	equal(await ask('', 'a', new Date(1000)), 'a2');
	await rejects(ask('', 'bad', new Date(0)));
	equal(await ask('', 'bad', new Date(1)), 'bad4');
});

test('what is forgotten is asked again, and of keys without end only the last thousand are kept', async () => {
	let asked = 0;
	const ask = remembering(1000, async () => ++asked);
	equal(await ask('', 'a', new Date(0)), 1);
	ask.forget();
	equal(await ask('', 'a', new Date(0)), 2);
	for (let key = 0; key < 1000; key++) await ask('', `${key}`, new Date(0));
	equal(await ask('', '999', new Date(0)), 1002);
	equal(await ask('', 'a', new Date(0)), 1003);
});
