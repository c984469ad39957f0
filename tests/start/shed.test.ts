import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { makeShed, rankOf } from '../../start/shed.mjs';

const limits = { pagesAtOnce: 2, lagMs: 100 };
const calm = { lag: () => 0, random: () => 0.5 };

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

test('what people send, the way to sign in and what pages are made of is never put off', () => {
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
		const { request, response } = asked(path, method);
		ok(shed(request, response), path);
	}
});

test('a page to read is put off when too many are under way, and let in again when one is answered', () => {
	const shed = makeShed(limits, calm);
	const [first, second, third, later] = Array.from({ length: 4 }, () => asked('/calls/seoul'));
	ok(shed(first!.request, first!.response) && shed(second!.request, second!.response));
	equal(shed(third!.request, third!.response), false);
	(first!.response as EventEmitter).emit('close');
	ok(shed(later!.request, later!.response));
});

test('a page that is made already for all is never put off; whoever is signed in has one of their own', (t) => {
	t.after(() => (globalThis.__madangAtHand = undefined));
	globalThis.__madangAtHand = (path) => path === '/calls/seoul';
	const shed = makeShed(limits, { ...calm, lag: () => 10_000 });
	const lets = (path: string, method = 'GET', cookie = '') => {
		const { request, response } = asked(path, method);
		request.headers.cookie = cookie;
		return shed(request, response);
	};
	lets('/'); // somebody else is here
	deepEqual([lets('/calls/seoul'), lets('/calls/seoul'), lets('/calls/seoul', 'GET', 'browser=a')], [true, true, true]);
	const others = [lets('/calls/seoul?x=1'), lets('/calls/seoul', 'GET', 'browser=a; sign-in=b'), lets('/calls/busan')];
	deepEqual(others, [false, false, false]);
});

test('an applicant’s own page is let in where a page to read is not, and put off at four times the limit', () => {
	for (const [lag, reading, own] of [
		[90, true, true],
		[150, false, true],
		[401, false, false]
	] as const) {
		const shed = makeShed({ ...limits, pagesAtOnce: 4 }, { ...calm, lag: () => lag });
		const [first, page, mine] = [asked('/me'), asked('/'), asked('/calls/seoul/apply')];
		ok(shed(first.request, first.response), 'nobody is put off while nobody else is here');
		deepEqual([shed(page.request, page.response), shed(mine.request, mine.response)], [reading, own]);
	}
});

test('who is put off gets a small page in both languages that says when to come again, not all at once', () => {
	const seconds = [0, 0.999].map((random) => {
		const [first, one] = [asked('/'), asked('/')];
		const shed = makeShed(limits, { lag: () => 1000, random: () => random });
		shed(first.request, first.response);
		shed(one.request, one.response);
		equal(one.response.statusCode, 503);
		ok(Buffer.byteLength(one.body()) <= 5 * 1024);
		match(one.body(), /계속 받고 있습니다/);
		match(one.body(), /still taken/);
		return String(one.response.getHeader('retry-after') ?? /retry-after: (\d+)/.exec(headOf(one.response))?.[1]);
	});
	deepEqual(seconds, ['10', '29']);
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
