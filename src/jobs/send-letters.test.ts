import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, beforeEach, test } from 'node:test';
import { connect } from '#lib/db.server.ts';
import { letterBounced } from '#lib/outbox.server.ts';
import { hours, letters, noon, scene } from '../../tests/cast.ts';
import { freshDatabase } from '../../tests/database.ts';
import { idIn, openPostOffice } from '../../tests/post-office.ts';
import { post, postAll } from '#lib/mail.server.ts';

const office = await openPostOffice();
after(() => office.close());
beforeEach(() => {
	office.taken.length = 0;
	office.refuse = {};
});

// The settings are read once, at import: so the server comes first.
process.env.SMTP_URL = office.url;
const { sendLetters } = await import('./send-letters.ts');

const letter = { to: 'joon@example.test', subject: '접수증: SEOUL-0001', body: '번호는 123456 입니다.' };
const texts = () => office.taken.map(({ text }) => text);

test('a letter goes out over SMTP once, and its text is forgotten afterwards', () =>
	scene(async ({ db }) => {
		await post(db, letter, noon);
		await sendLetters(db, noon);
		await sendLetters(db, noon);
		equal(office.taken.length, 1);
		match(texts()[0]!, /^To: joon@example\.test$/m);
		const [row] = await letters(db);
		deepEqual([row!.sent_at, row!.body], [noon, '']);
	}));

test('a letter refused for now is tried again later, as the same letter', () =>
	scene(async ({ db }) => {
		office.refuse = { text: [451, 'greylisted'] };
		await post(db, letter, noon);
		const id = (await letters(db))[0]!.message_id;
		await sendLetters(db, noon);
		const [failed] = await letters(db);
		ok(failed!.failed_because?.includes('greylisted'));
		equal(failed!.gave_up_at, null);
		office.refuse = {};
		await sendLetters(db, noon);
		equal(office.taken.length, 0, 'not before its next try is due');
		await sendLetters(db, hours(1));
		deepEqual([office.taken.length, idIn(texts()[0])], [1, id]);
	}));

for (const [what, refuse] of [
	['an address that is none', { address: [550, '5.1.1 no such mailbox'] }],
	['a text that is not taken', { text: [554, '5.7.1 refused'] }]
] as const) {
	test(`${what} is a failure for good: seen, not tried again, and no letter behind it waits`, () =>
		scene(async ({ db }) => {
			office.refuse = refuse as unknown as typeof office.refuse;
			await postAll(db, [letter, { ...letter, to: 'mina@example.test' }], noon);
			await sendLetters(db, noon);
			const rows = await letters(db);
			deepEqual(
				rows.map(({ gave_up_at, sent_at, tries }) => [gave_up_at, sent_at, tries]),
				[
					[noon, null, 1],
					[noon, null, 1]
				]
			);
			match(rows[0]!.failed_because!, /5\.(1|7)\.1/);
			office.refuse = {};
			await sendLetters(db, hours(24));
			equal(office.taken.length, 0);
		}));
}

test('a letter that is refused for now for five days is given up, and that is seen', () =>
	scene(async ({ db }) => {
		office.refuse = { address: [450, 'mailbox busy'] };
		await post(db, letter, noon);
		for (const hour of [0, 24, 48, 72, 96]) await sendLetters(db, hours(hour));
		equal((await letters(db))[0]!.gave_up_at, null);
		await sendLetters(db, hours(121));
		ok((await letters(db))[0]!.gave_up_at);
	}));

test('one held, dropped or scheduled for later stays', () =>
	scene(async ({ db }) => {
		await postAll(db, [{ ...letter, isHeld: true }, { ...letter, sendAt: hours(2) }, letter], noon);
		const dropped = (await letters(db)).find(
			({ held_at, next_try_at }) => !held_at && next_try_at.getTime() === +noon
		)!;
		await db
			.updateTable('letters')
			.set({ dropped_at: noon, dropped_because: 'not needed' })
			.where('id', '=', dropped.id)
			.execute();
		await sendLetters(db, hours(1));
		equal(office.taken.length, 0);
		await sendLetters(db, hours(2));
		equal(office.taken.length, 1);
	}));

test('three senders at once send each letter once', () =>
	scene(async ({ db }) => {
		await postAll(
			db,
			Array.from({ length: 12 }, (_, i) => ({ ...letter, to: `p${i}@example.test` })),
			noon
		);
		await Promise.all([1, 2, 3].map(() => sendLetters(db, noon)));
		deepEqual([office.taken.length, new Set(texts().map(idIn)).size], [12, 12]);
	}));

test('a sender killed between "accepted" and the mark leaves one double, with the same Message-ID', async () => {
	const { url, drop } = await freshDatabase();
	const db = connect(url);
	try {
		await post(db, letter, noon);
		const program = `
			import { connect } from '#lib/db.server.ts';
			import { sendLetters } from './src/jobs/send-letters.ts';
			await sendLetters(connect(${JSON.stringify(url)}), new Date(${noon.getTime()}));`;
		const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: process.env });
		office.taking = () => child.kill('SIGKILL');
		await new Promise((done) => child.once('exit', done));
		office.taking = () => {};
		equal((await letters(db))[0]!.sent_at, null);
		// The dead one's lock is let go when the database sees that it is gone.
		for (let tries = 0; tries < 100 && office.taken.length < 2; tries++) {
			await sendLetters(db, hours(1));
			await new Promise((done) => setTimeout(done, 20));
		}
		await sendLetters(db, hours(2));
		equal(office.taken.length, 2);
		equal(idIn(texts()[0]), idIn(texts()[1]));
	} finally {
		await db.destroy();
		await drop();
	}
});

test('neither a subject nor an address can add a header', () =>
	scene(async ({ db }) => {
		await post(db, { ...letter, subject: 'hello\r\nBcc: everyone@example.test' }, noon);
		await post(db, { ...letter, to: 'joon@example.test\r\nBcc: everyone@example.test' }, noon);
		await sendLetters(db, noon);
		ok(office.taken.length > 0);
		for (const text of texts()) ok(!/^Bcc:/m.test(text));
		ok(office.taken.every(({ to }) => !to.includes('everyone@example.test')));
	}));

test('a report that a letter came back finds it by its Message-ID or its envelope, and only to that address', () =>
	scene(async ({ db }) => {
		await post(db, letter, noon);
		const before = (await letters(db))[0]!;
		const report = { messageId: before.message_id, recipient: 'JOON@example.test', because: '5.1.1' };
		equal(await letterBounced(db, report, noon), false, 'it is not out yet');
		await sendLetters(db, noon);
		equal(await letterBounced(db, { ...report, recipient: 'mina@example.test' }, hours(1)), false);
		equal(await letterBounced(db, { ...report, messageId: '<other@madang>' }, hours(1)), false);
		equal(await letterBounced(db, report, hours(1)), true);
		equal(
			await letterBounced(db, { envelopeId: before.id, recipient: before.to_address, because: 'x' }, hours(2)),
			true
		);
		const [row] = await letters(db);
		deepEqual([row!.bounced_at, row!.bounced_because], [hours(1), '5.1.1']);
	}));
