import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { hours, letters, noon, scene, told } from '../../../tests/cast.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { gate } from './gate.server.ts';
import { visitorBySecret } from './read.server.ts';
import { signOut } from './signins.write.server.ts';
import { requestCode, saveProfile, signIn } from './write.server.ts';

const minutes = (count: number) => hours(count / 60);
const address = 'joon@example.test';
const browser = { browser: 'browser', locale: 'ko', address: '203.0.113.9' } as const;
const other = { browser: 'other', locale: 'en', address: '198.51.100.7' } as const;

async function codeSent(db: Db): Promise<string> {
	const sent = await letters(db);
	return /\d{6}/.exec(sent.at(-1)!.subject)![0];
}

test('a code in the browser that asked for it signs a person in', () =>
	scene(async ({ db, joon }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		const secret = await signIn(db, browser, await codeSent(db), minutes(9));
		const visitor = await visitorBySecret(reading(db), secret, minutes(10));
		deepEqual(visitor.person, joon);
		deepEqual(await told(db), ['code.requested', 'person.signed-in']);
	}));

test('a code works once', () =>
	scene(async ({ db }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		const code = await codeSent(db);
		await signIn(db, browser, code, noon);
		await rejects(signIn(db, browser, code, noon), { code: 'people.code-expired' });
	}));

test('an expired code is refused', () =>
	scene(async ({ db }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		await rejects(signIn(db, browser, await codeSent(db), minutes(10)), { code: 'people.code-expired' });
	}));

test('the right code in another browser is refused', () =>
	scene(async ({ db }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		await rejects(signIn(db, other, await codeSent(db), noon), { code: 'people.other-browser' });
	}));

test('a wrong code costs a try, and five wrong ones the code', () =>
	scene(async ({ db }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		const code = await codeSent(db);
		const wrong = code === '000000' ? '000001' : '000000';
		for (const triesLeft of [4, 3, 2, 1, 0]) {
			await rejects(signIn(db, browser, wrong, noon), { code: 'people.wrong-code', detail: { triesLeft } });
		}
		await rejects(signIn(db, browser, code, noon), { code: 'people.code-expired' });
	}));

test('two presses with one code make one sign-in', () =>
	scene(async ({ db }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		const code = await codeSent(db);
		const both = await Promise.allSettled([signIn(db, browser, code, noon), signIn(db, browser, code, noon)]);
		deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
	}));

test('a stranger is answered like somebody known, and the code is stored only as a hash', () =>
	scene(async ({ db }) => {
		await requestCode(db, other, { email: 'stranger@example.test', work: '' }, noon);
		match((await letters(db))[0]!.body, /works once, for 10 minutes/);
		const row = await db.selectFrom('sign_in_codes').selectAll().executeTakeFirstOrThrow();
		ok(!JSON.stringify(row).includes(await codeSent(db)));
	}));

test('while codes cannot be counted none is given', () =>
	scene(async ({ db, owner }) => {
		await sql`alter table sign_in_codes rename to sign_in_codes_away`.execute(owner);
		await rejects(requestCode(db, browser, { email: address, work: '' }, noon));
		deepEqual(await letters(db), []);
	}));

test('the seventh code within an hour is refused', () =>
	scene(async ({ db }) => {
		for (let count = 0; count < 6; count++)
			await requestCode(db, browser, { email: address, work: '' }, minutes(count));
		await rejects(requestCode(db, browser, { email: address, work: '' }, minutes(7)), {
			code: 'people.too-many-codes'
		});
		await requestCode(db, browser, { email: address, work: '' }, minutes(61));
	}));

test('each sign-in has a secret of its own, though it is the same person in the same browser', () =>
	scene(async ({ db }) => {
		const secrets: string[] = [browser.browser];
		for (const at of [noon, minutes(20)]) {
			await requestCode(db, browser, { email: address, work: '' }, at);
			secrets.push(await signIn(db, browser, await codeSent(db), at));
		}
		equal(new Set(secrets).size, 3);
		for (const secret of secrets.slice(1)) ok(Buffer.from(secret, 'base64url').length >= 16);
	}));

test('who signed out is nobody, in every tab, and signing out twice changes nothing', () =>
	scene(async ({ db, visitors }) => {
		await requestCode(db, browser, { email: address, work: '' }, noon);
		const secret = await signIn(db, browser, await codeSent(db), noon);
		const visitor = await visitorBySecret(reading(db), secret, noon);
		await signOut(db, gate.signedIn(visitors.nari), visitor.signInId!, noon);
		notEqual((await visitorBySecret(reading(db), secret, noon)).person, null);
		await signOut(db, gate.signedIn(visitor), visitor.signInId!, noon);
		await signOut(db, gate.signedIn(visitor), visitor.signInId!, noon);
		equal((await visitorBySecret(reading(db), secret, noon)).person, null);
		equal((await told(db)).filter((verb) => verb === 'person.signed-out').length, 1);
	}));

test('who comes for the first time gets letters in the language they read', () =>
	scene(async ({ db }) => {
		await requestCode(db, other, { email: 'stranger@example.test', work: '' }, noon);
		await signIn(db, other, await codeSent(db), noon);
		const row = await db
			.selectFrom('people')
			.select('locale')
			.where('email', '=', 'stranger@example.test')
			.executeTakeFirst();
		equal(row?.locale, 'en');
	}));

test('a person says their own name and language', () =>
	scene(async ({ db, joon, visitors }) => {
		await saveProfile(db, gate.signedIn(visitors.joon), { name: '남궁 준', locale: 'en' }, noon);
		const row = await db.selectFrom('people').selectAll().where('id', '=', joon.id).executeTakeFirstOrThrow();
		deepEqual([row.name, row.locale], ['남궁 준', 'en']);
	}));
