import { deepEqual, equal } from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { Asked } from '#lib/shared.server.ts';
import { handingOut, keptAs } from './hand-out.ts';

/** Hands out one page, kept in Korean; who asks for it, and with what it was answered. */
function scene() {
	const asked: Asked[] = [];
	const page = keptAs('/calls/seoul', { locale: 'ko', origin: 'https://madang.example' });
	const copy = (one: Asked) => {
		asked.push(one);
		const isKept = one.path === page.path && one.variant === page.variant;
		return isKept
			? {
					route: '/calls/[call]',
					headers: [['x-one', '1'] as [string, string]],
					pieces: [Buffer.from('마'), Buffer.from('당')],
					length: 6
				}
			: null;
	};
	const answered = new Map<string, unknown>();
	const response = {
		setHeader: (name: string, value: unknown) => answered.set(name, value),
		write: (piece: Buffer) => answered.set('body', `${answered.get('body') ?? ''}${piece}`),
		cork: () => {},
		end: () => {}
	} as unknown as ServerResponse;
	const ask = (headers: Record<string, string>, { url = '/calls/seoul', method = 'GET' } = {}) => {
		answered.clear();
		const whence = { 'x-madang-protocol': 'https', 'x-madang-host': 'madang.example', ...headers };
		return handingOut({ copy })({ method, url, headers: whence } as unknown as IncomingMessage, response);
	};
	return { ask, asked, answered };
}

const known = { cookie: 'browser=b', 'accept-language': 'ko' };

test('a page for all is handed to a browser that is known, whole and with its length', () => {
	const { ask, answered } = scene();
	equal(ask(known), true);
	deepEqual(Object.fromEntries(answered), { 'x-one': '1', 'content-length': 6, body: '마당' });
	equal(ask({ cookie: 'language=ko; browser=b', 'accept-language': 'en' }), true);
});

test('who asks in another language, elsewhere or for more is not given it', () => {
	const { ask, answered } = scene();
	const others: [Record<string, string>, object?][] = [
		[{ ...known, 'accept-language': 'en' }],
		[{ cookie: 'browser=b; language=en', 'accept-language': 'ko' }],
		[{ ...known, 'x-madang-host': 'host.example' }],
		[{ ...known, 'x-madang-protocol': 'http' }],
		[known, { url: '/calls/seoul?lang=ko' }],
		[known, { url: '/calls/seoul/__data.json' }]
	];
	for (const [headers, at] of others) equal(ask(headers, at), false, JSON.stringify([headers, at]));
	equal(answered.size, 0);
});

test('whoever is signed in or new, sends something or comes with an odd language is not even looked up', () => {
	const { ask, asked } = scene();
	const others: [Record<string, string>, object?][] = [
		[{ ...known, cookie: 'browser=b; sign-in=s' }],
		[{ ...known, cookie: 'sign-in=s; browser=b' }],
		[{ 'accept-language': 'ko' }],
		[{ ...known, cookie: 'browser=' }],
		[{ ...known, cookie: 'language="ko"; browser=b' }],
		[known, { method: 'HEAD' }],
		[known, { method: 'POST' }]
	];
	for (const [headers, at] of others) equal(ask(headers, at), false, JSON.stringify([headers, at]));
	deepEqual(asked, []);
});
