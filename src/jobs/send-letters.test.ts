import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { hours, letters, noon, scene } from '../../tests/cast.ts';
import { post } from '#lib/mail.server.ts';

// A real SMTP server: it keeps what it takes, and says "try again later" as often as `refusals` says.
const taken: string[] = [];
let refusals = 0;
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	onData(stream, _session, done) {
		const parts: Buffer[] = [];
		stream.on('data', (part: Buffer) => parts.push(part));
		stream.on('end', () => {
			if (refusals-- > 0) return done(Object.assign(new Error('greylisted'), { responseCode: 451 }));
			taken.push(Buffer.concat(parts).toString());
			done();
		});
	}
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
after(() => new Promise<void>((done) => server.close(done)));

// The settings are read once, at import: so the server comes first.
process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const { sendLetters } = await import('./send-letters.ts');

const letter = { to: 'joon@example.test', subject: '접수증: SEOUL-0001', body: '번호는 123456 입니다.' };
const idIn = (message: string) => /^Message-ID: (.+)$/im.exec(message)?.[1];

test('a letter goes out over SMTP once, and its text is forgotten afterwards', () =>
	scene(async ({ db }) => {
		taken.length = 0;
		await post(db, letter, noon);
		await sendLetters(db, noon);
		await sendLetters(db, noon);
		equal(taken.length, 1);
		match(taken[0]!, /^To: joon@example\.test$/m);
		const [row] = await letters(db);
		deepEqual([row!.sent_at, row!.body], [noon, '']);
	}));

test('a letter refused for now is tried again later, as the same letter', () =>
	scene(async ({ db }) => {
		taken.length = 0;
		refusals = 1;
		await post(db, letter, noon);
		const id = (await letters(db))[0]!.message_id;
		await sendLetters(db, noon);
		const [failed] = await letters(db);
		ok(failed!.failed_because?.includes('greylisted'));
		await sendLetters(db, noon);
		equal(taken.length, 0, 'not before its next try is due');
		await sendLetters(db, hours(1));
		deepEqual([taken.length, idIn(taken[0]!)], [1, id]);
	}));

test('a subject cannot add a header', () =>
	scene(async ({ db }) => {
		taken.length = 0;
		await post(db, { ...letter, subject: 'hello\r\nBcc: everyone@example.test' }, noon);
		await sendLetters(db, noon);
		ok(!/^Bcc:/m.test(taken[0]!));
	}));
