import { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { letters, noon, hours, scene } from '../../../tests/cast.ts';
import { reading } from '#lib/db.server.ts';
import { tryWork } from '#lib/work.ts';
import { workFor } from './work.read.server.ts';
import { bitsFor, slowWaitMs } from './work.rules.ts';
import { requestCode, signIn } from './write.server.ts';

const asker = (browser: string, address = '203.0.113.9') => ({ browser, address, locale: 'ko' as const });
const email = (at: number) => `person-${at}@example.test`;

type Db = Parameters<typeof requestCode>[0];

/** The work of a browser, done. */
async function done(db: Db, who: { browser: string; address: string }, at = noon): Promise<string> {
	const { topic, madeAt, bits } = await workFor(reading(db), who, at);
	return `${madeAt}.${tryWork(topic, bits, { from: 0, tries: 20_000_000 })}`;
}

test('people behind one address get their codes at once, each for a little work, however many came before', () =>
	scene(async ({ db }) => {
		for (let at = 0; at < 20; at++) await requestCode(db, asker('x'), { email: email(at), work: '' }, noon);
		for (let at = 20; at < 26; at++) {
			const who = asker(`b${at}`);
			equal(await requestCode(db, who, { email: email(at), work: await done(db, who) }, noon), 0);
		}
		equal(bitsFor({ fromBlock: 30, overall: 30 }), 15);
		equal(bitsFor({ fromBlock: 200, overall: 200 }), 18);
	}));

test('work counts once, in its own browser, for half an hour; other work takes the slow lane', () =>
	scene(async ({ db }) => {
		for (let at = 0; at < 6; at++) await requestCode(db, asker('x'), { email: email(at), work: '' }, noon);
		const who = asker('mine');
		const work = await done(db, who);
		equal(await requestCode(db, who, { email: email(10), work }, noon), 0);
		const waits = [
			await requestCode(db, who, { email: email(11), work }, noon),
			await requestCode(db, asker('other'), { email: email(12), work }, noon),
			await requestCode(db, who, { email: email(13), work: await done(db, who, hours(-0.6)) }, noon),
			await requestCode(db, who, { email: email(14), work: await done(db, who, hours(0.1)) }, noon),
			await requestCode(db, who, { email: email(15), work: 'nonsense' }, noon)
		];
		deepEqual(waits, [15_000, 30_000, 45_000, 60_000, 75_000]);
	}));

test('without work the first few go at once, then each later; the letter and its ten minutes wait with it', () =>
	scene(async ({ db }) => {
		for (let at = 0; at < 7; at++) await requestCode(db, asker(`b${at}`), { email: email(at), work: '' }, noon);
		const due = (await letters(db)).map(({ next_try_at }) => next_try_at.getTime() - noon.getTime());
		deepEqual(due, [0, 0, 0, 0, 0, 0, 15_000]);
		const code = /\d{6}/.exec((await letters(db)).at(-1)!.subject)![0];
		await signIn(db, asker('b6'), code, new Date(noon.getTime() + 10 * 60_000 + 14_000));
	}));

test('one network’s slow lane holds up no other’s, and empties by itself', () =>
	scene(async ({ db }) => {
		for (let at = 0; at < 9; at++) await requestCode(db, asker('b'), { email: email(at), work: '' }, noon);
		equal(await requestCode(db, asker('c', '198.51.100.7'), { email: email(20), work: '' }, noon), 0);
		equal(await requestCode(db, asker('b'), { email: email(21), work: '' }, hours(0.2)), 0);
	}));

test('a slow lane of more than ten minutes is full', () =>
	scene(async ({ db }) => {
		throws(() => slowWaitMs({ slowFromBlock: 46, slowOverall: 46 }), { code: 'people.slow-lane-full' });
		equal(slowWaitMs({ slowFromBlock: 1, slowOverall: 70 }), 20_000);
		for (let at = 0; at < 46; at++) await requestCode(db, asker('b'), { email: email(at), work: '' }, noon);
		const late = requestCode(db, asker('b'), { email: email(50), work: '' }, noon);
		await rejects(late, { code: 'people.slow-lane-full' });
		const who = asker('b2');
		equal(await requestCode(db, who, { email: email(51), work: await done(db, who) }, noon), 0);
	}));
