// A program: it is given a token at the desk, moves a session by the API, and is told so by a webhook; then it is let do nothing.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { documented, faultsIn } from '../program.ts';
import { barriers, press, tooWide } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let desk: Page;
let token = '';
const heard: { id: string; signature: string; body: { type: string; data: { id: string } } }[] = [];
let next = Promise.withResolvers<void>();
const receiver = http.createServer((request, response) => {
	let body = '';
	request.on('data', (some: Buffer) => (body += some.toString()));
	request.on('end', () => {
		const { 'webhook-id': id, 'webhook-signature': signature } = request.headers;
		heard.push({ id: String(id), signature: String(signature), body: JSON.parse(body) });
		response.writeHead(204).end();
		next.resolve();
	});
});

before(async () => {
	await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
	theatre = await openTheatre({ ...few, WEBHOOKS_STAY_HERE: '1' });
	desk = await theatre.open({ locale: 'en' });
	await desk.goto('/sign-in');
	await theatre.signIn(desk, 'organiser@madang.example');
});
after(async () => {
	await theatre?.close();
	receiver.close();
	receiver.closeAllConnections();
});

const ask = (path: string, init: RequestInit = {}) =>
	fetch(`${theatre.base}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

test('an organiser makes a token, and sees its secret once', async () => {
	await desk.goto('/desk/tokens');
	await press(desk, 'form[action="?/make"] button');
	match((await desk.textContent('main')) ?? '', /Please choose at least one thing it may do/);
	await desk.fill('[name=name]', 'Schedule on our website');
	for (const box of await desk.locator('[name=rights]').all()) await box.check();
	await press(desk, 'form[action="?/make"] button');
	token = (await desk.textContent('.notice code')) ?? '';
	match(token, /^mdg_[\w-]{43}$/);
	deepEqual([...(await barriers(desk)), ...(await tooWide(desk))], []);
	await desk.reload();
	ok(!(await desk.content()).includes(token));
	equal((await ask('/calls')).status, 200);
});

test('everything of a stop that is over can be read, and is as the document says', async () => {
	const first = async (path: string) => {
		const { results } = (await (await ask(path)).json()) as { results: { id: string }[] };
		return results[0]!.id;
	};
	const call = { call: 'dubai-2026', stop: 'dubai', tour: 'tessellane-tour', session: 'dubai-talk' };
	const { slug: draw } = (await (await ask('/calls/dubai-2026/draw')).json()) as { slug: string };
	const application = await first('/calls/dubai-2026/applications?state=submitted');
	const known = { ...call, draw, application, invitation: await first('/calls/dubai-2026/invitations') };
	for (const one of documented().values()) {
		if (one.method !== 'GET') continue;
		const path = one.path.replace(/\{(\w+)\}/g, (_, name: keyof typeof known) => known[name]);
		const { status, headers, ...said } = await ask(path).then(async (answer) => {
			const text = await answer.text();
			return {
				status: answer.status,
				headers: answer.headers,
				text,
				body: JSON.parse(text) as Record<string, unknown>
			};
		});
		deepEqual([status, ...faultsIn(one, { status, headers, ...said })], [200], path);
	}
});

test('what a program does is told to the host’s own address, and is in the log at the desk', async () => {
	await desk.goto('/desk/webhooks');
	const { port } = receiver.address() as AddressInfo;
	await desk.fill('[name=url]', `http://127.0.0.1:${port}/in`);
	await desk.check('[value=programme]');
	await press(desk, 'form:has([name=url]) button');
	match((await desk.textContent('.notice code')) ?? '', /^whsec_/);

	const { results } = (await (await ask('/stops/busan/sessions?limit=1')).json()) as {
		results: { id: string; slug: string; hall: { id: string } | null }[];
	};
	const [session] = results;
	const move = {
		method: 'POST',
		headers: { 'idempotency-key': 'move-1', 'content-type': 'application/json' },
		body: JSON.stringify({ day: '2026-12-10', time: '07:05', hall: session!.hall?.id ?? '' })
	};
	const moved = await ask(`/stops/busan/sessions/${session!.slug}/move`, move);
	equal(moved.status, 200, await moved.text());
	await next.promise;
	deepEqual([heard[0]!.body.type, heard[0]!.body.data.id], ['session.moved', session!.id]);
	match(heard[0]!.signature, /^v1,/);

	next = Promise.withResolvers<void>();
	await desk.locator('article a').first().click();
	await desk.getByText('session.moved').first().waitFor();
	deepEqual(await barriers(desk), []);
	await press(desk, 'form[action="?/again"] button');
	await next.promise;
	equal(heard[1]!.id, heard[0]!.id);
});

test('a revoked token is let do nothing, at once', async () => {
	await desk.goto('/desk/tokens');
	await press(desk, 'form[action="?/revoke"] button');
	const { status, headers } = await ask('/calls');
	deepEqual([status, headers.get('content-type')], [401, 'application/problem+json']);
});

test('anybody reads what there is to ask, on a phone without scripts', async () => {
	const page = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await page.goto('/api');
	match((await page.textContent('main')) ?? '', /신청 목록/);
	await page.locator('#listApplications summary').click();
	ok(await page.locator('#listApplications code', { hasText: 'cursor' }).isVisible());
	deepEqual(await tooWide(page), []);
	const document = (await (await fetch(`${theatre.base}/api/openapi.json`)).json()) as { openapi: string };
	equal(document.openapi, '3.1.0');
});
