// Every entry point, before everybody: who is let in is what the table says, and a closed door shows nothing of what
// is behind it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, type Db } from '#lib/db.server.ts';
import { policies } from '../../src/policies.ts';
import { freshDatabase } from '../database.ts';
import { plantDoors, signInOf, addresses, type Planted, type Secrets } from '../doors.ts';
import { openTheatre, type Theatre } from './theatre.ts';

/**
 * Who is let in where. Of: nobody (not signed in), mina (applied), joon (applies too), reviewer, nari (organises for
 * another host), auditor, organiser. `-`: not even them, in the state things are in here (a draw not conducted yet).
 */
const table = `
/                                             page                everyone
/health                                       GET                 everyone
/sign-in                                      page                everyone
/sign-in                                      action default      everyone
/sign-in/code                                 page                everyone
/sign-in/code                                 action default      everyone
/sign-in/passkey                              POST                everyone
/sign-in/passkey                              PUT                 everyone
/sign-out                                     POST                signed-in
/me                                           page                signed-in
/me                                           action save         signed-in
/me                                           action removePasskey signed-in
/me/passkeys                                  POST                signed-in
/me/passkeys                                  PUT                 signed-in
/reviews                                      page                reviewer
/reviews/[application]                        page                reviewer
/reviews/[application]                        action begin        reviewer
/reviews/[application]                        action declare      reviewer
/reviews/[application]                        action save         reviewer
/reviews/[application]                        action finish       reviewer
/reviews/[application]                        action reopen       reviewer
/reviews/[application]/save                   POST                reviewer
/desk/calls/[call]/reviews                    page                auditor organiser
/desk/calls/[call]/reviews                    action assign       organiser
/desk/calls/[call]/reviews                    action bands        organiser
/desk/calls/[call]/reviews/freeze             page                organiser
/desk/calls/[call]/reviews/freeze             action default      organiser
/desk/calls/[call]/reviews/[application]      page                auditor organiser
/desk/calls/[call]/reviews/[application]      action add          organiser
/desk/calls/[call]/reviews/[application]      action remove       organiser
/rehearsal/mailbox                            page                everyone
/rehearsal/clock                              page                everyone
/rehearsal/clock                              action default      everyone
/tours/[tour]                                 page                everyone
/calls/[call]                                 page                everyone
/calls/[call]/dates.ics                       GET                 everyone
/calls/[call]/apply                           page                signed-in
/calls/[call]/apply                           action save         signed-in
/calls/[call]/apply                           action review       signed-in
/calls/[call]/apply/draft                     POST                signed-in
/calls/[call]/apply/submit                    page                signed-in
/calls/[call]/apply/submit                    action default      signed-in
/calls/[call]/mine                            page                signed-in
/calls/[call]/mine                            action withdraw     signed-in
/calls/[call]/mine/receipt                    page                mina
/calls/[call]/mine/receipt.json               GET                 mina
/receipts/check                               page                everyone
/receipts/check                               action default      everyone
/.well-known/madang-receipts.json             GET                 everyone
/draws/[draw]                                 page                everyone
/draws/[draw]/seal.json                       GET                 everyone
/draws/[draw]/transcript.json                 GET                 -
/draws/[draw]/witness/[token]                 page                everyone
/draws/[draw]/witness/[token]                 action promise      everyone
/draws/[draw]/witness/[token]                 action reveal       everyone
/draws/verify                                 page                everyone
/invitations/[token]                          page                everyone
/invitations/[token]                          action accept       everyone
/invitations/[token]                          action decline      everyone
/invitations/[token]                          action undo         everyone
/desk                                         page                nari auditor organiser
/desk/calls/new                               page                nari organiser
/desk/calls/new                               action default      nari organiser
/desk/calls/[call]                            page                auditor organiser
/desk/calls/[call]                            action publish      organiser
/desk/calls/[call]/notice                     page                auditor organiser
/desk/calls/[call]/notice                     action texts        organiser
/desk/calls/[call]/notice                     action dates        organiser
/desk/calls/[call]/notice                     action tracks       organiser
/desk/calls/[call]/notice                     action criteria     organiser
/desk/calls/[call]/notice                     action quotas       organiser
/desk/calls/[call]/notice                     action fields       organiser
/desk/calls/[call]/notice                     action terms        organiser
/desk/calls/[call]/preview                    page                auditor organiser
/desk/calls/[call]/applications               page                auditor organiser
/desk/calls/[call]/applications/[application] page                auditor organiser
/desk/calls/[call]/applications.csv           GET                 organiser
/desk/calls/[call]/draw                       page                auditor organiser
/desk/calls/[call]/draw                       action prepare      organiser
/desk/calls/[call]/draw                       action seal         organiser
/desk/calls/[call]/draw                       action rehearse     organiser
/desk/calls/[call]/invitations                page                auditor organiser
/desk/calls/[call]/invitations                action send         organiser
/desk/calls/[call]/journal                    page                auditor organiser
/desk/calls/[call]/people                     page                organiser
/desk/calls/[call]/people                     action give         organiser
/desk/calls/[call]/people                     action end          organiser`;

const signedIn = ['mina', 'joon', 'reviewer', 'nari', 'auditor', 'organiser'] as const;
const everyone = ['nobody', ...signedIn] as const;
type Visitor = (typeof everyone)[number];

/** Which secrets a visitor may read at all, wherever: their own, or what they answer for. */
const mayRead: Record<Visitor, (keyof Secrets)[]> = {
	nobody: [],
	mina: ['proposal', 'phone', 'registration', 'mail', 'salt'],
	joon: [],
	reviewer: [],
	nari: [],
	auditor: ['proposal', 'phone', 'registration', 'mail', 'comment', 'witness', 'draft', 'journal'],
	organiser: ['proposal', 'phone', 'registration', 'mail', 'comment', 'witness', 'draft', 'journal']
};

type Door = { route: string; what: string; lets: Visitor[] };

const doors: Door[] = table
	.trim()
	.split('\n')
	.map((line) => {
		const [, route, what, names] = /^(\S+)\s+(page|action \S+|[A-Z]+)\s+(.+)$/.exec(line)!;
		return { route: route!, what: what!, lets: named(names!) };
	});

function named(names: string): Visitor[] {
	if (names === 'everyone') return [...everyone];
	if (names === 'signed-in') return [...signedIn];
	return everyone.filter((name) => names.split(' ').includes(name));
}

let theatre: Theatre;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let planted: Planted;
before(async () => {
	database = await freshDatabase();
	theatre = await openTheatre({ DATABASE_URL: database.url, SAMPLE_APPLICATIONS: '40' });
	db = connect(database.url, 4);
	planted = await plantDoors(db);
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
	await database?.drop();
});

type Asked = { method?: string; body?: string; headers?: Record<string, string>; cookie?: string };
type Answer = { status: number; headers: Headers; body: string };

/** One request as somebody, past no browser: nothing is followed, nothing is kept. */
async function ask(path: string, who: Visitor, asked: Asked = {}): Promise<Answer> {
	const cookie = asked.cookie ?? (who === 'nobody' ? undefined : `sign-in=${planted.cookies[who]}`);
	const headers = {
		accept: 'text/html',
		'accept-language': 'en',
		...(cookie ? { cookie } : {}),
		...(asked.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: theatre.base }),
		...asked.headers
	};
	const { method = 'GET', body } = asked;
	const answer = await fetch(theatre.base + path, { method, headers, redirect: 'manual', ...(body ? { body } : {}) });
	return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

const post = (path: string, who: Visitor, fields: Record<string, string> = {}, headers = {}) =>
	ask(path, who, { method: 'POST', body: new URLSearchParams({ _: '', ...fields }).toString(), headers });

/** Where a door is, in the sample's reviewed call; `else` puts other things into its address. */
function pathOf(route: string, other: Record<string, string> = {}): string {
	const { application, assigned, drawSlug, token, invitation } = planted;
	const ids: Record<string, string> = {
		...{ call: 'busan-2026', tour: 'tessellane-tour', draw: drawSlug },
		application: route.startsWith('/reviews') ? assigned : application,
		token: route.startsWith('/invitations') ? invitation : token,
		...other
	};
	return route.replace(/\[(\w+)\]/g, (_, name: string) => ids[name]!);
}

const leaksIn = (body: string, may: readonly (keyof Secrets)[]) =>
	(Object.keys(planted.secrets) as (keyof Secrets)[]).filter((name) => !may.includes(name) && holds(body, name));

function holds(body: string, name: keyof Secrets): boolean {
	const text = planted.secrets[name];
	if (name !== 'registration') return body.includes(text);
	return body.includes(text) || body.includes(`${text.slice(0, 3)}-${text.slice(3, 5)}-${text.slice(5)}`);
}

/** A door is closed when it answers that nothing is there, or leads to the sign-in; data, when no node below the root has any. */
function isClosed({ status, headers, body }: Answer): boolean {
	if ([403, 404, 405].includes(status)) return true;
	if (status === 303) return headers.get('location')?.startsWith('/sign-in') ?? false;
	if (!headers.get('content-type')?.includes('json') || !/^\{"type":"(data|redirect)"/.test(body)) return false;
	const told = JSON.parse(body.split('\n')[0]!) as { location?: string; nodes?: ({ type: string } | null)[] };
	if (told.location) return told.location.startsWith('/sign-in');
	return told.nodes!.slice(1).every((node) => node?.type !== 'data');
}

/** The ways to ask for one door: a page as HTML and as data under every mask, an action by a form, an endpoint. */
function waysTo({ route, what }: Door, other: Record<string, string> = {}): ((who: Visitor) => Promise<Answer>)[] {
	const path = pathOf(route, other);
	if (what === 'page') {
		const data = `${path === '/' ? '' : path}/__data.json?x-sveltekit-invalidated=`;
		const masks = ['1', '01', '11', '001', '011', '101', '111'].map((mask) => data + mask);
		return [path, ...masks].map((way) => (who: Visitor) => ask(way, who));
	}
	if (what.startsWith('action ')) return [(who) => post(`${path}?/${what.slice(7)}`.replace('?/default', ''), who)];
	const headers = { 'content-type': 'application/json', origin: theatre.base };
	const isRead = what === 'GET';
	return [(who) => ask(path, who, { method: what, ...(isRead ? {} : { body: '{}', headers }) })];
}

/** Runs `work` for all, eight at a time, and gathers what it finds wrong. */
async function gather<T>(list: T[], work: (one: T) => Promise<string[]>): Promise<string[]> {
	const found: string[] = [];
	const queue = list.values();
	await Promise.all(
		Array.from({ length: 8 }, async () => {
			for (const one of queue) found.push(...(await work(one)));
		})
	);
	return found.sort();
}

const closedCells = () =>
	doors.flatMap((door) => everyone.filter((who) => !door.lets.includes(who)).map((who) => ({ door, who })));

test('every declared entry point is in the table, and nothing else', () => {
	const declared = Object.entries(policies).flatMap(([route, { page, actions, ...verbs }]) => [
		...(page ? [`${route} page`] : []),
		...Object.keys(actions ?? {}).map((name) => `${route} action ${name}`),
		...Object.keys(verbs).map((verb) => `${route} ${verb}`)
	]);
	deepEqual(doors.map(({ route, what }) => `${route} ${what}`).sort(), declared.sort());
});

test('a closed door shows nothing, changes nothing, and looks as if nothing were there', async () => {
	const lines = () => db.selectFrom('journal').select('verb').where('by_id', 'is not', null).execute();
	const before = await lines();
	const wrong = await gather(closedCells(), async ({ door, who }) => {
		const found: string[] = [];
		for (const [index, way] of waysTo(door).entries()) {
			const answer = await way(who);
			const cell = `${who} at ${door.route} ${door.what} (way ${index})`;
			if (!isClosed(answer)) found.push(`${cell}: open, ${answer.status}`);
			const leaks = leaksIn(answer.body, who === 'mina' ? ['mail'] : []);
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
	deepEqual(await lines(), before);
});

test('an open page shows what its visitor may read and nothing more; every secret is somewhere to be found', async () => {
	const pages = doors.filter(({ what, route }) => /^(page|GET)$/.test(what) && route !== '/rehearsal/mailbox');
	const seen = new Set<string>();
	const cells = pages.flatMap((door) => door.lets.map((who) => ({ door, who })));
	const wrong = await gather(cells, async ({ door, who }) => {
		const ways = [
			...waysTo(door),
			...(door.route.startsWith('/desk/calls/[call]') ? waysTo(door, { call: planted.draft }) : [])
		];
		const found: string[] = [];
		for (const [index, way] of ways.entries()) {
			const answer = await way(who);
			for (const name of mayRead[who]) if (holds(answer.body, name)) seen.add(`${who} ${name}`);
			const cell = `${who} at ${door.route} (way ${index})`;
			if (index === 0 && (isClosed(answer) || answer.status >= 400)) found.push(`${cell}: closed, ${answer.status}`);
			if (answer.status >= 500) found.push(`${cell}: ${answer.status}`);
			// Who came by a personal link is greeted by it; the invitation's own page may name whom it invites.
			const leaks = leaksIn(answer.body, mayRead[who]);
			if (leaks.length) found.push(`${cell}: shows ${leaks.join(', ')}`);
		}
		return found;
	});
	deepEqual(wrong, []);
	const never = (['mina', 'organiser'] as const)
		.flatMap((who) => mayRead[who].map((name) => `${who} ${name}`))
		.filter((one) => !seen.has(one));
	deepEqual(never, []);
});

test('a method nobody declared is refused at every address', async () => {
	const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
	const cells = Object.keys(policies).flatMap((route) => {
		const known = doors.filter((door) => door.route === route).map(({ what }) => what);
		const taken = (method: string) =>
			known.includes(method) ||
			(method === 'GET' && known.includes('page')) ||
			(method === 'POST' && known.some((what) => what === 'action default'));
		return methods.filter((method) => !taken(method)).map((method) => ({ route, method }));
	});
	const wrong = await gather(cells, async ({ route, method }) => {
		const headers = { origin: theatre.base, 'content-type': 'application/json' };
		const answers = await Promise.all(
			(['nobody', 'organiser'] as const).map((who) => ask(pathOf(route), who, { method, headers }))
		);
		return answers
			.filter((answer) => !isClosed(answer) || leaksIn(answer.body, []).length)
			.map(({ status }) => `${method} ${route}: ${status}`);
	});
	deepEqual(wrong, []);
});
