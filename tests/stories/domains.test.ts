// A host's own domain: proved before a real name server, then asked by its name as a browser would.
import { names } from '../own-names.ts';
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { policies } from '../../src/policies.ts';
import { atDomains } from '../../src/at-domain.ts';
import { everyone, gather, isClosed, openHouse, type Answer, type House, type Visitor } from '../knock.ts';

const [own, others] = ['apply.haneul.example', 'other.example'];
let house: House;
let texts: string[] = [];

before(async () => {
	names.answer = (asked, type) => (type === 'A' && ['localhost', own].includes(asked) ? ['127.0.0.1'] : []);
	names.texts = (asked) => (asked === `_madang.${own}` ? texts : []);
	house = await openHouse();
});
after(async () => {
	await house?.close();
	names.close();
});

type Asked = { method?: string; headers?: Record<string, string>; form?: Record<string, string> };

/** One request under a name, to where the server is. */
async function askAt(name: string, path: string, { method, headers, form }: Asked = {}): Promise<Answer> {
	const { port } = new URL(house.theatre.base);
	const body = form && new URLSearchParams(form).toString();
	const typed = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
	const usual = { host: `${name}:${port}`, accept: 'text/html', 'accept-language': 'en', ...typed };
	const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
	const request = http.request({
		...{ host: '127.0.0.1', port, path, method: method ?? (form ? 'POST' : 'GET') },
		headers: { ...usual, ...length, ...headers }
	});
	return new Promise((done, fail) => {
		request.on('error', fail);
		request.on('response', (answer) => {
			const isStream = answer.headers['content-type'] === 'text/event-stream';
			const read = isStream ? Promise.resolve('').finally(() => answer.destroy()) : text(answer);
			const told = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
			read.then((said) => done({ status: answer.statusCode!, headers: told, body: said }), fail);
		});
		request.end(body);
	});
}

const originOf = (name: string) => `http://${name}:${new URL(house.theatre.base).port}`;
const whither = ({ status, headers }: Answer) => `${status} ${headers.get('location')}`;

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 60; tries++) {
		if (await isSo()) return;
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error('it did not come to that');
}

const hostOf = async (role: 'organiser' | 'nari') =>
	(
		await house.db
			.selectFrom('roles')
			.innerJoin('people', 'people.id', 'person_id')
			.select('host_id')
			.where('email', '=', role === 'nari' ? 'nari@example.test' : 'organiser@madang.example')
			.where('call_id', 'is', null)
			.executeTakeFirstOrThrow()
	).host_id;

test('a name that nobody has proved is no name of ours', async () => {
	equal((await askAt(own, '/')).status, 421);
	equal((await askAt('localhost', `/domains/ask?domain=${own}`)).status, 404);
});

test('an organiser writes it down, is told what to put into the DNS, and proves it', async () => {
	const host = await hostOf('organiser');
	equal((await house.post('/desk/domains?/name', 'organiser', { host, domain: `https://${own}/` })).status, 303);
	const page = await house.ask('/desk/domains', 'organiser');
	const value = /madang=[\w-]+/.exec(page.body)?.[0];
	ok(value && page.body.includes(`_madang.${own}`), 'both are on the page');
	await house.post('/desk/domains?/prove', 'organiser', { host });
	match((await house.ask('/desk/domains', 'organiser')).body, /Not there yet/);
	equal((await house.post('/desk/domains?/prove', 'nari', { host })).status, 404);
	texts = [value];
	await house.post('/desk/domains?/prove', 'organiser', { host });
	match((await house.ask('/desk/domains', 'organiser')).body, /apply\.haneul\.example is live/);
	equal((await askAt('localhost', `/domains/ask?domain=${own}`)).status, 200);
	await until(async () => (await askAt(own, '/')).status === 200);
});

test('there the public finds this host’s pages, and who works for it is sent to the installation', async () => {
	const { base } = house.theatre;
	const front = await askAt(own, '/');
	match(front.body, /href="\/calls\/busan-2026"/);
	match(front.body, new RegExp(`<link rel="canonical" href="${originOf(own)}/"`));
	equal((await askAt(own, '/calls/busan-2026')).status, 200);
	match((await askAt(own, '/sitemap.xml')).body, new RegExp(`<loc>${originOf(own)}/calls/busan-2026</loc>`));
	ok(
		!(await askAt('localhost', '/sitemap.xml')).body.includes('/calls/busan-2026<'),
		'named where it is at home alone'
	);
	match((await askAt('localhost', '/calls/busan-2026')).body, new RegExp(`canonical" href="${originOf(own)}/calls`));
	for (const path of ['/desk', '/api', '/docs', '/me', '/rehearsal/mailbox', '/sign-in/second?next=%2F'])
		equal(whither(await askAt(own, path)), `307 ${base}${path}`);
	equal((await askAt(own, '/nothing')).status, 404);
});

test('one signs in there by a letter that names it, for there alone, and no cookie of elsewhere counts', async () => {
	const email = 'visitor@example.test';
	const origin = originOf(own);
	const cookies = new Map<string, string>();
	const keep = ({ headers }: Answer) =>
		[...(headers.get('set-cookie') ?? '').matchAll(/(?:^|,)(browser|sign-in)=([^;]+)/g)].forEach(([, name, value]) =>
			cookies.set(name!, value!)
		);
	const shown = () => ({ origin, cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
	keep(await askAt(own, '/sign-in'));
	const asked = await askAt(own, '/sign-in', { headers: shown(), form: { email, next: '/' } });
	match(whither(asked), /^303 \/sign-in\/code/);
	const mailbox = (await askAt('localhost', `/rehearsal/mailbox?to=${encodeURIComponent(email)}`)).body;
	match(mailbox, new RegExp(own.replaceAll('.', '\\.')));
	const code = /<h2[^>]*>[^<]*?(\d{6})/.exec(mailbox)![1]!;
	keep(await askAt(own, '/sign-in/code', { headers: shown(), form: { code, next: '/' } }));
	ok(cookies.get('sign-in'));
	equal((await askAt(own, '/calls/busan-2026/mine', { headers: shown() })).status === 303, false, 'signed in');
	match(whither(await askAt('localhost', '/me', { headers: shown() })), /^303 \/sign-in/);
	match(whither(await askAt(own, '/calls/busan-2026/mine', { headers: house.shown('mina') })), /^303 \/sign-in/);
	// A change comes from the page's own address or not at all.
	for (const [name, from] of [
		[own, house.theatre.base],
		['localhost', origin],
		[own, `http://${own}`]
	] as const)
		equal((await askAt(name, '/sign-out', { headers: { ...shown(), origin: from }, form: {} })).status, 403);
	equal((await askAt(own, '/desk/domains?/drop', { headers: shown(), form: {} })).status, 404);
	equal(whither(await askAt(own, '/sign-out', { headers: shown(), form: {} })), '303 /');
});

/** What is of no host, or empty where there is nothing. */
const ofAll = /^\/($|clock|sitemap|records\.atom|sign-in|sign-out|draws\/verify|\.well-known|domains)/;

test('at another host’s domain there is nothing of this one’s, at no door and for nobody', async (t) => {
	const host_id = await hostOf('nari');
	const person = await house.db.selectFrom('people').select('id').limit(1).executeTakeFirstOrThrow();
	const now = new Date();
	const row = { name: others, token: 'a'.repeat(32), named_at: now, named_by: person.id, live_at: now };
	await house.db
		.insertInto('domains')
		.values({ host_id, ...row, looked_at: now, proof: 'good', way: 'good' })
		.execute();
	await until(async () => (await askAt(others, '/')).status === 200);
	ok(!(await askAt(others, '/')).body.includes('busan-2026'));
	ok(!(await askAt(others, '/sitemap.xml')).body.includes('busan'));
	const routes = Object.keys(policies).filter((route) => atDomains(route) && !ofAll.test(route));
	const cells = routes.flatMap((route) => everyone.map((who) => ({ route, who })));
	t.diagnostic(`${cells.length} cells`);
	const wrong = await gather(cells, ({ route, who }) => knock(route, who));
	deepEqual(wrong, []);
});

async function knock(route: string, who: Visitor): Promise<string[]> {
	const path = house.pathOf(route);
	const { page, actions = {}, ...verbs } = policies[route]!;
	const headers = { ...house.shown(who), origin: originOf(others) };
	const asks: [string, Asked][] = [
		...(page
			? ([
					[path, {}],
					[`${path}/__data.json`, {}]
				] as [string, Asked][])
			: []),
		...Object.keys(actions).map((name): [string, Asked] => [
			name === 'default' ? path : `${path}?/${name}`,
			{ form: { _: '' } }
		]),
		...Object.keys(verbs).map((method): [string, Asked] => [
			path,
			{ method, ...(method === 'POST' ? { form: {} } : {}) }
		])
	];
	const found: string[] = [];
	for (const [to, asked] of asks) {
		const answer = await askAt(others, to, { ...asked, headers });
		const leaks = [...house.leaksIn(answer.body), ...house.buriedIn(answer.body)];
		if (!isClosed(answer) || leaks.length)
			found.push(
				`${who} ${asked.method ?? (asked.form ? 'POST' : 'GET')} ${route}: ${whither(answer)} ${leaks.join()}`
			);
	}
	return found;
}

test('given up, it is no name of ours any more', async () => {
	await house.post('/desk/domains?/drop', 'organiser', { host: await hostOf('organiser') });
	await until(async () => (await askAt(own, '/')).status === 421);
	notEqual((await askAt(others, '/')).status, 421);
});
