import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { makeShed, rankOf } from '../../start/shed.mjs';

const limits = { pagesAtOnce: 2, lagMs: 100 };
const calm = { lag: () => 0, random: () => 0.5, waitMs: 5 };

type Asked = ReturnType<typeof asked>;

/** Whether it is let in, at once or before it has waited as long as one may. */
async function lets(shed: ReturnType<typeof makeShed>, { request, response }: Asked): Promise<boolean> {
	let isIn = false;
	shed(request, response, () => (isIn = true));
	if (!isIn) await pause(2 * calm.waitMs);
	return isIn;
}

/** A request and the response that was made of it. */
function asked(path: string, method = 'GET') {
	const request = Object.assign(new IncomingMessage(new Socket()), { url: path, method });
	const response = new ServerResponse(request);
	let body = '';
	response.end = ((text?: Buffer) => {
		body = String(text ?? '');
		return response;
	}) as typeof response.end;
	return { request, response, body: () => body, headers: () => response.getHeaders() };
}

test('what people send, the way to sign in and what pages are made of is never put off', async () => {
	const shed = makeShed(limits, { ...calm, lag: () => 10_000 });
	for (const [path, method] of [
		['/calls/seoul/apply/submit', 'POST'],
		['/calls/seoul/apply/draft', 'POST'],
		['/sign-in', 'GET'],
		['/sign-in/code?next=%2F', 'GET'],
		['/clock', 'GET'],
		['/_app/immutable/entry/start.js', 'GET'],
		['/favicon.svg', 'GET']
	] as const) {
		ok(await lets(shed, asked(path, method)), path);
	}
});

test('a page to read is put off when too many are under way, and let in again when one is answered', async () => {
	const shed = makeShed(limits, calm);
	const [first, second, third, later] = Array.from({ length: 4 }, () => asked('/calls/seoul'));
	deepEqual([await lets(shed, first!), await lets(shed, second!), await lets(shed, third!)], [true, true, false]);
	(first!.response as EventEmitter).emit('close');
	ok(await lets(shed, later!));
});

test('who finds no room waits a moment for it, unless many wait already; who has gone is not let in', async () => {
	const shed = makeShed(limits, { ...calm, waitMs: 1_000 });
	const came: string[] = [];
	const come = (name: string) => {
		const one = asked('/');
		shed(one.request, one.response, () => came.push(name));
		return one;
	};
	const [first] = [come('first'), come('second')];
	const gone = come('gone');
	for (let nth = 1; nth <= 7; nth++) come(`waits ${nth}`);
	equal(come('too many').response.statusCode, 503);
	(gone.response as EventEmitter).emit('close');
	(first!.response as EventEmitter).emit('close');
	deepEqual(came, ['first', 'second', 'waits 1']);
});

test('a page that is made already for all is never put off; whoever is signed in has one of their own', async (t) => {
	t.after(() => (globalThis.__madangAtHand = undefined));
	globalThis.__madangAtHand = (path) => path === '/calls/seoul';
	const shed = makeShed(limits, { ...calm, lag: () => 10_000 });
	const comes = (path: string, cookie = '') => {
		const one = asked(path);
		one.request.headers.cookie = cookie;
		return lets(shed, one);
	};
	await comes('/'); // somebody else is here
	for (const cookie of ['', '', 'browser=a']) ok(await comes('/calls/seoul', cookie));
	const others = [comes('/calls/seoul?x=1'), comes('/calls/seoul', 'browser=a; sign-in=b'), comes('/calls/busan')];
	deepEqual(await Promise.all(others), [false, false, false]);
});

test('an applicant’s own page is let in where a page to read is not, and put off at four times the limit', async () => {
	for (const [lag, reading, own] of [
		[90, true, true],
		[150, false, true],
		[401, false, false]
	] as const) {
		const shed = makeShed({ ...limits, pagesAtOnce: 4 }, { ...calm, lag: () => lag });
		const [first, page, mine] = [asked('/me'), asked('/'), asked('/calls/seoul/apply')];
		ok(await lets(shed, first), 'nobody is put off while nobody else is here');
		deepEqual(await Promise.all([lets(shed, page), lets(shed, mine)]), [reading, own]);
	}
});

test('who is put off gets a small page in both languages that says when to come again, not all at once', async () => {
	const seconds = [0, 0.999].map(async (random) => {
		const [first, one] = [asked('/'), asked('/')];
		const shed = makeShed(limits, { ...calm, lag: () => 1000, random: () => random });
		await lets(shed, first);
		equal(await lets(shed, one), false);
		equal(one.response.statusCode, 503);
		ok(Buffer.byteLength(one.body()) <= 5 * 1024);
		match(one.body(), /계속 받고 있습니다/);
		match(one.body(), /still taken/);
		return String(one.response.getHeader('retry-after') ?? /retry-after: (\d+)/.exec(headOf(one.response))?.[1]);
	});
	deepEqual(await Promise.all(seconds), ['10', '29']);
});

test('the pages of an applicant are known by their address', () => {
	equal(rankOf('GET', '/calls/seoul/apply/submit'), 'own');
	equal(rankOf('GET', '/calls/seoul/mine/receipt?id=1'), 'own');
	equal(rankOf('GET', '/me'), 'own');
	equal(rankOf('GET', '/calls/seoul/applynow'), 'reading');
	equal(rankOf('GET', '/meadow'), 'reading');
});

// What writeHead was given is only in the head as sent.
function headOf(response: ServerResponse): string {
	return (response as unknown as { _header: string })._header ?? '';
}
