// Guessed ids, other sites' requests, sessions, headers: what strange hands try, against the real server.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { policies } from '../../src/policies.ts';
import { gather, openHouse, type Answer, type House, type Visitor } from '../knock.ts';
import { openTheatre } from './theatre.ts';

let house: House;
before(async () => {
	house = await openHouse();
});
after(() => house?.close());

/** Not there, whatever was guessed: 404, and nothing hidden in what is said. */
async function notThere(wrong: string[], what: string, answer: Promise<Answer>): Promise<void> {
	const { status, body } = await answer;
	if (status !== 404) wrong.push(`${what}: ${status}`);
	for (const leak of house.leaksIn(body, [])) wrong.push(`${what}: shows ${leak}`);
}

test("another's application, receipt, review, call and draw are not there, however their ids were come by", async () => {
	const { application, receipt, token, unsealedSlug, draft, world } = house.planted;
	const wrong: string[] = [];
	const looks: [Visitor, string][] = [
		['joon', `/calls/busan-2026/mine/receipt?id=${receipt}`],
		['joon', `/calls/busan-2026/mine/receipt.json?id=${receipt}`],
		['organiser', `/calls/busan-2026/mine/receipt.json?id=${receipt}`],
		['reviewer', `/reviews/${application}`],
		['organiser', `/desk/calls/seoul-2026/applications/${application}`],
		['organiser', `/desk/calls/seoul-2026/reviews/${application}`],
		['organiser', `/desk/calls/${world.call.slug}/applications`],
		['auditor', `/desk/calls/${world.call.slug}/journal`],
		['nari', `/desk/calls/busan-2026/applications/${application}`],
		['nobody', `/draws/${unsealedSlug}`],
		['organiser', `/draws/${unsealedSlug}/seal.json`],
		['nobody', `/draws/${unsealedSlug}/witness/${token}`],
		['nobody', `/invitations/${token}`],
		...(['nobody', 'joon', 'nari', 'organiser'] as const).flatMap((who) => [
			[who, `/calls/${draft}`] as [Visitor, string],
			[who, `/calls/${draft}/dates.ics`] as [Visitor, string]
		]),
		['joon', `/calls/${draft}/apply`],
		['joon', `/calls/${draft}/mine`]
	];
	for (const [who, path] of looks) await notThere(wrong, `${who} ${path}`, house.ask(path, who));
	for (const action of ['begin', 'declare', 'save', 'finish', 'reopen']) {
		await notThere(wrong, `reviewer ?/${action}`, conflicted(`/reviews/${application}?/${action}`));
	}
	deepEqual(wrong, []);
});

const conflicted = (path: string) => house.post(path, 'reviewer', { version: '1', comment: 'x', reason: 'x' });

test("another call's role, track, reviewer and stop, and another's passkey, stay as they are", async () => {
	const { db, planted } = house;
	const { world, application } = planted;
	const role = await db
		.selectFrom('roles')
		.selectAll()
		.where('person_id', '=', world.seri.id)
		.executeTakeFirstOrThrow();
	const desk = '/desk/calls/busan-2026';
	const wrong: string[] = [];
	await notThere(wrong, 'end', house.post(`${desk}/people?/end`, 'organiser', { role: role.id }));
	const lines = { track: world.call.tracks[0]!.id, accept_from: '', draw_from: '1' };
	await notThere(wrong, 'bands', house.post(`${desk}/reviews/bands?/lines`, 'organiser', lines));
	const stop = { stop: world.call.stop.id, template: 'founders', title: 'x' };
	const made = await house.post('/desk/calls/new', 'organiser', stop);
	ok([404, 422].includes(made.status), `another host's stop: ${made.status}`);
	await house.post(`${desk}/reviews/${application}?/add`, 'organiser', { reviewer: world.seri.id });
	const passkey = { id: 'mina-key', person_id: world.mina.id, public_key: Buffer.from([1]), counter: 0, label: 'x' };
	await db
		.insertInto('passkeys')
		.values({ ...passkey, added_at: new Date() })
		.execute();
	await house.post('/me?/removePasskey', 'joon', { id: 'mina-key' });
	deepEqual(wrong, []);
	const kept = await db.selectFrom('roles').select('ended_at').where('id', '=', role.id).executeTakeFirstOrThrow();
	equal(kept.ended_at, null);
	const seris = await db.selectFrom('assignments').selectAll().where('reviewer_id', '=', world.seri.id).execute();
	deepEqual(seris, []);
	deepEqual(await db.selectFrom('bands').selectAll().where('track_id', '=', lines.track).execute(), []);
	equal((await db.selectFrom('passkeys').select('id').where('id', '=', 'mina-key').execute()).length, 1);
});

test('what is no id is nobody’s: no nonsense in an address or a form is a fault of ours', async () => {
	const nonsense = [
		'nonsense',
		'00000000-0000-0000-0000-000000000000',
		"'%20or%201=1",
		'%00',
		'%F0%9F%92%A9',
		'../..',
		'x'.repeat(900)
	];
	const routes = Object.keys(policies).filter((route) => route.includes('['));
	const cells = routes.flatMap((route) => {
		const names = [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);
		return names.flatMap((name) => nonsense.map((text) => house.pathOf(route, { [name]: text })));
	});
	const wrong = await gather(cells, async (path) => {
		const answers = [await house.ask(path, 'organiser'), await house.ask(path, 'reviewer')];
		return answers.filter(({ status }) => status >= 500).map(({ status }) => `${path.slice(0, 90)}: ${status}`);
	});
	for (const text of [...nonsense, '']) {
		const given = { role: text, id: text, reviewer: text, track: text, email: text, draw_from: '1', to: text };
		const paths = [
			'people?/end',
			'people?/give',
			'reviews/bands?/lines',
			`reviews/${house.planted.application}?/remove`
		];
		for (const path of paths) {
			const { status } = await house.post(`/desk/calls/busan-2026/${path}`, 'organiser', given);
			if (status >= 500) wrong.push(`${path} ${text.slice(0, 40)}: ${status}`);
		}
		const { status } = await house.post('/me?/removePasskey', 'joon', given);
		if (status >= 500) wrong.push(`removePasskey: ${status}`);
	}
	deepEqual(wrong, []);
});

test('a change asked for by another site, by none, or as plain text is refused everywhere', async () => {
	const journal = () => house.db.selectFrom('journal').select('seq').where('by_id', 'is not', null).execute();
	const before = await journal();
	// A scanner comes from anywhere, by its token: a cookie, which another site could borrow, is not asked for there.
	const byCookie = Object.entries(policies).filter(([route]) => !route.startsWith('/api/v1/'));
	const cells = byCookie.flatMap(([route, { page: _, actions, ...verbs }]) => [
		...Object.keys(actions ?? {}).map((name) => ({
			route,
			query: name === 'default' ? '' : `?/${name}`,
			method: 'POST'
		})),
		...Object.keys(verbs).flatMap((method) =>
			['GET', 'HEAD', 'OPTIONS'].includes(method) ? [] : [{ route, query: '', method }]
		)
	]);
	const origins = [
		'https://evil.example',
		'null',
		'http://localhost:1',
		`${house.theatre.base}.evil.example`,
		undefined
	];
	const types = [
		'application/x-www-form-urlencoded',
		'application/json',
		'text/plain',
		'multipart/form-data; boundary=x'
	];
	const wrong = await gather(cells, async ({ route, query, method }) => {
		const found: string[] = [];
		for (const origin of origins) {
			for (const type of types) {
				const headers = { 'content-type': type, ...(origin ? { origin } : {}) };
				const { status } = await house.ask(house.pathOf(route) + query, 'organiser', { method, headers });
				if (status !== 403) found.push(`${method} ${route}${query} from ${origin} as ${type}: ${status}`);
			}
		}
		return found;
	});
	deepEqual(wrong, []);
	deepEqual(await journal(), before);
});

test('a foreign name for this machine is answered 421, by any method', async () => {
	const { port } = new URL(house.theatre.base);
	for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example']) {
		const status = await new Promise((done, fail) => {
			const headers = { host, cookie: `sign-in=${house.planted.cookies.organiser}` };
			http
				.request({ port, host: '127.0.0.1', path: '/rehearsal/mailbox', headers }, (answer) =>
					done(answer.resume().statusCode)
				)
				.on('error', fail)
				.end();
		});
		equal(status, 421, host);
	}
});

test('a sign-in makes its own secret, which no script reads; one set before is nobody’s', async () => {
	const { base } = house.theatre;
	const preset = 'sign-in=chosen-by-somebody-else; browser=b1234567890';
	const email = 'newcomer@madang.example';
	const headers = { origin: base, cookie: preset, accept: 'text/html' };
	await fetch(`${base}/sign-in`, { method: 'POST', headers, body: new URLSearchParams({ email }), redirect: 'manual' });
	const mailbox = await (await house.ask(`/rehearsal/mailbox?to=${email}`, 'nobody')).body;
	const code = /<h2[^>]*>[^<]*?(\d{6})/.exec(mailbox)![1]!;
	const body = new URLSearchParams({ code, next: '/..//evil.example' });
	const answer = await fetch(`${base}/sign-in/code`, { method: 'POST', headers, body, redirect: 'manual' });
	equal(answer.headers.get('location'), '/');
	const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('sign-in='))!;
	match(cookie, /; HttpOnly/i);
	match(cookie, /; SameSite=Lax/i);
	match(cookie, /; Path=\//i);
	const secret = /sign-in=([^;]*)/.exec(cookie)![1]!;
	ok(secret.length >= 43);
	notEqual(secret, 'chosen-by-somebody-else');
	const old = await fetch(`${base}/me`, { headers: { ...headers, cookie: preset }, redirect: 'manual' });
	equal(old.status, 303);
	const fresh = { cookie: `sign-in=${secret}`, origin: base };
	equal((await fetch(`${base}/me`, { headers: fresh, redirect: 'manual' })).status, 200);
	await fetch(`${base}/sign-out`, { method: 'POST', headers: fresh, redirect: 'manual' });
	equal((await fetch(`${base}/me`, { headers: fresh, redirect: 'manual' })).status, 303);
});

test('a sign-in leads to no other site, however its address is spelled', async () => {
	const corpus = [
		...[
			'//evil.example',
			'/\\evil.example',
			'/..//evil.example',
			'/.//evil.example',
			'/%2e%2e//evil.example',
			'/%5cevil.example'
		],
		...[
			'https://evil.example',
			'https:evil.example',
			'javascript:alert(1)',
			'/\t/evil.example',
			'/%09/evil.example',
			'@evil.example'
		],
		...[
			'///evil.example',
			'/a/../..//evil.example',
			'data:text/html,x',
			'/\r\nlocation: https://evil.example',
			'\\\\evil.example'
		]
	];
	for (const next of corpus) {
		const asked = `/sign-in?next=${encodeURIComponent(next)}`;
		const { headers } = await house.ask(asked, 'joon');
		const led = new URL(headers.get('location') ?? '/', `${house.theatre.base}/sign-in`);
		equal(led.origin, house.theatre.base, next);
		const { body } = await house.ask(asked, 'nobody');
		const kept = /name="next"[^>]*value="([^"]*)"/.exec(body)?.[1] ?? '/';
		equal(new URL(kept, house.theatre.base).origin, house.theatre.base, next);
	}
});

const ownNonce = /script-src [^;]*'nonce-([\w+/=]{16,})'/;

test('every kind of answer carries the safety headers; a page its policy; a personal link is kept by no cache', async () => {
	const { pathOf, ask, post, theatre } = house;
	const asset = /"(\.?\/_app\/immutable\/[^"]+\.js)"/
		.exec((await ask('/sign-in', 'nobody')).body)![1]!
		.replace(/^\./, '');
	const kinds: Record<string, Promise<Answer>> = {
		page: ask('/sign-in', 'nobody'),
		data: ask('/calls/busan-2026/__data.json', 'mina'),
		endpoint: ask('/clock', 'nobody'),
		api: ask('/api/v1/calls', 'nobody'),
		download: ask('/calls/busan-2026/mine/receipt.json', 'mina'),
		file: ask(pathOf('/files/[file]'), 'mina'),
		picture: ask(pathOf('/stops/[stop]/record/card.png'), 'nobody'),
		paper: ask(pathOf('/tickets/[token]/ticket.pdf'), 'nobody'),
		stream: ask('/sessions/busan-talk/stream', 'nobody'),
		queue: ask('/sessions/busan-talk/queue', 'nobody'),
		script: ask(asset, 'nobody'),
		worker: ask('/offline-worker.js', 'nobody'),
		bill: ask('/sbom.cdx.json', 'nobody'),
		head: ask('/sign-in', 'nobody', { method: 'HEAD' }),
		redirect: ask('/me', 'nobody'),
		'redirected data': ask('/me/__data.json', 'nobody'),
		'no route': ask('/nowhere', 'nobody'),
		'no file': ask('/_app/immutable/nowhere.js', 'nobody'),
		'not there': ask('/calls/nowhere', 'nobody'),
		closed: ask('/desk', 'joon'),
		refused: post('/me?/save', 'joon', { locale: 'xx' }),
		foreign: ask('/me?/save', 'joon', { method: 'POST', headers: { origin: 'https://evil.example' } }),
		'no method': ask('/health', 'nobody', { method: 'DELETE', headers: { origin: theatre.base } }),
		'too long': ask('/me?/save', 'joon', { method: 'POST', body: 'x'.repeat(2 << 20) }),
		nonsense: ask('/calls/%00', 'nobody')
	};
	for (const [kind, asking] of Object.entries(kinds)) {
		const { headers, body } = await asking;
		equal(headers.get('x-content-type-options'), 'nosniff', kind);
		equal(headers.get('referrer-policy'), 'same-origin', kind);
		equal(headers.get('cross-origin-opener-policy'), 'same-origin', kind);
		equal(headers.get('cross-origin-resource-policy'), 'same-origin', kind);
		equal(headers.get('x-frame-options'), 'DENY', kind);
		match(headers.get('permissions-policy') ?? '', /camera=\(self\), geolocation=\(\), microphone=\(\)/, kind);
		equal(headers.get('access-control-allow-origin'), null, kind);
		const policy = headers.get('content-security-policy') ?? '';
		match(policy, /(^|; ?)default-src '(self|none)'/, kind);
		match(policy, /frame-ancestors 'none'/, kind);
		if (!policy.startsWith('sandbox')) match(policy, /base-uri 'none'/, kind);
		ok(
			!/script-src[^;]*(unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*|https?:)/.test(policy),
			`${kind}: ${policy}`
		);
		ok(
			!/node_modules|\.ts:|at \w+ \(|postgres/i.test(kind === 'bill' || kind === 'script' ? '' : body),
			`${kind} tells of its inside`
		);
	}
	for (const kind of ['page', 'not there', 'refused'] as const)
		match((await kinds[kind]!).headers.get('content-security-policy')!, ownNonce, kind);
	for (const kind of ['page', 'not there', 'paper'] as const)
		match((await kinds[kind]!).headers.get('content-type')!, /charset=utf-8|pdf/);
	// The first is made for each who asks, the second once for all who ask within a second.
	for (const path of ['/sign-in', '/draws/verify']) {
		const all = await Promise.all([1, 2, 3].map(() => ask(path, 'nobody')));
		const nonces = all.map(({ headers }) => ownNonce.exec(headers.get('content-security-policy')!)![1]!);
		equal(new Set(nonces).size, 3, `${path}: a nonce is used once`);
		all.forEach(({ body }, nth) => ok(body.includes(`nonce="${nonces[nth]}"`), path));
		const cookies = all.map(({ headers }) => headers.get('set-cookie')).filter((one) => one !== null);
		equal(new Set(cookies).size, cookies.length, `${path}: nobody is given another’s cookie`);
	}
	for (const route of ['/invitations/[token]', '/attendees/[token]', '/draws/[draw]/witness/[token]']) {
		match((await ask(pathOf(route), 'nobody')).headers.get('cache-control') ?? '', /no-store/, route);
	}
	const widget = await fetch(`${theatre.base}${pathOf('/widgets/sessions/[session]')}`);
	equal(widget.headers.get('cross-origin-resource-policy'), 'cross-origin', 'what hosts put into pages of their own');
	await widget.body?.cancel();
});

test('a change is no GET, no HEAD, and no other method in disguise', async () => {
	const journal = () => house.db.selectFrom('journal').select('seq').where('by_id', 'is not', null).execute();
	const before = await journal();
	const { base } = house.theatre;
	const actions = Object.entries(policies).flatMap(([route, { actions }]) =>
		Object.keys(actions ?? {}).map((name) => house.pathOf(route) + (name === 'default' ? '' : `?/${name}`))
	);
	const disguises: Record<string, string>[] = [
		{ 'x-http-method-override': 'POST' },
		{ 'x-http-method': 'POST', 'x-method-override': 'POST' }
	];
	// Each by one of the ways, in turn: none of them is looked at by any one place of the program.
	const ways = [
		(path: string) => house.ask(path, 'organiser', { headers: { ...disguises[0], origin: base } }),
		(path: string) =>
			house.ask(`${path}${path.includes('?') ? '&' : '?'}_method=POST`, 'organiser', {
				headers: { ...disguises[1], origin: base }
			}),
		(path: string) => house.ask(path, 'organiser', { method: 'HEAD', headers: { origin: base } })
	];
	const wrong = await gather(actions.entries(), async ([nth, path]) => {
		const { status } = await ways[nth % ways.length]!(path);
		return status >= 500 ? [`${path}: ${status}`] : [];
	});
	deepEqual(wrong, []);
	deepEqual(await journal(), before);
});

test('outside a rehearsal its mailbox and clock are not there, for anyone', async () => {
	const real = await openTheatre({ REHEARSAL: '0', HOST: '127.0.0.1', DATABASE_URL: house.url });
	try {
		const cookie = `sign-in=${house.planted.cookies.organiser}`;
		for (const path of [
			'/rehearsal/mailbox',
			'/rehearsal/clock',
			'/rehearsal/mailbox/__data.json',
			'/rehearsal/clock/__data.json'
		]) {
			for (const headers of [{ cookie }, {}] as Record<string, string>[]) {
				const answer = await fetch(real.base + path, { headers });
				const body = await answer.text();
				ok(answer.status === 404 || /"status":404/.test(body), `${path}: ${answer.status}`);
				deepEqual(house.leaksIn(body), [], path);
			}
		}
		const headers = { cookie, origin: real.base };
		const body = new URLSearchParams({ to: '2030-01-01T00:00:00Z' });
		equal((await fetch(`${real.base}/rehearsal/clock`, { method: 'POST', headers, body })).status, 404);
		equal((await fetch(`${real.base}/readyz`)).status, 200);
	} finally {
		await real.close();
	}
});
