import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { ownApplication } from '#domain/applications/read.server.ts';
import { mostPerMinute } from '#domain/tokens/rules.ts';
import { reading } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { addRegister } from '../../../tests/register.ts';
import { faultsIn, openApiDoor, tokenFor } from '../../../tests/program.ts';
import { apiPolicies } from '../../policies/api.ts';
import { operations } from './table.ts';

type Door = Awaited<ReturnType<typeof openApiDoor>>;

/** A scene with two applications and a register, at the door of the API. */
const atDoor = (play: (world: Scene & { door: Door; token: string; first: string }) => Promise<void>) =>
	scene(async (world) => {
		await applied(world, world.joonApplying, firm(1));
		await applied(world, world.minaApplying, firm(2));
		const { id: first } = (await ownApplication(reading(world.db), world.joonApplying))!;
		await addRegister(world);
		const door = await openApiDoor(world.db);
		try {
			await play({ ...world, door, token: await tokenFor(world), first });
		} finally {
			await door.close();
		}
	});

const here = { call: 'seoul', stop: 'seoul-stop', tour: 'seoul-stop-tour', session: 'talk' };

test('every operation has a declared policy, and no policy is for nothing', () => {
	deepEqual(operations.map(({ id }) => id).sort(), Object.keys(apiPolicies).sort());
});

test('everything a program can read answers as the document says', () =>
	atDoor(async ({ door, token, first }) => {
		const others = { application: first, invitation: first, draw: 'none', registration: first };
		const asked = [...door.operations.values()].filter(({ method }) => method === 'GET');
		for (const one of asked) {
			const answer = await door.call(token, one.one.operationId, { path: { ...here, ...others } });
			deepEqual(faultsIn(one, answer), [], one.path);
			ok(answer.status === 200 || answer.status === 404, `${one.path} ${answer.text}`);
			equal(answer.headers.get('madang-version'), '2026-11-26');
		}
	}));

test('a list is read page by page, each row once', () =>
	atDoor(async ({ door, token, db }) => {
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const query: Record<string, string> = { limit: '1', ...(cursor ? { cursor } : {}) };
			const { body, headers } = await door.call(token, 'listApplications', { path: here, query });
			const { results, next } = body as { results: { id: string }[]; next: string | null };
			seen.push(...results.map(({ id }) => id));
			equal(headers.has('link'), next !== null);
			cursor = next;
		} while (cursor);
		equal(new Set(seen).size, 2);
		const reads = await db.selectFrom('reads').select(['what', 'application_ids']).orderBy('id').execute();
		deepEqual(
			reads.map(({ what, application_ids }) => [what, application_ids]),
			seen.map((id) => ['list', [id]])
		);
		const wrong = await door.call(token, 'listApplications', { path: here, query: { limit: '0', cursor: '!' } });
		deepEqual([wrong.status, Object.keys(wrong.body.fields as object).sort()], [422, ['cursor', 'limit']]);
	}));

test('what tells of many applications leaves whose they were, and by which token', () =>
	atDoor(async ({ door, token, db }) => {
		for (const list of ['listScreenings', 'listStandings'])
			equal((await door.call(token, list, { path: here })).status, 200);
		const reads = await db.selectFrom('reads').selectAll().orderBy('id').execute();
		deepEqual(
			reads.map(({ what, application_ids, token_id }) => [what, application_ids.length, token_id !== null]),
			[
				['screening', 2, true],
				['review', 2, true]
			]
		);
	}));

test('a decision is taken once under its key, by the verb the desk calls', () =>
	atDoor(async ({ door, token, db, first }) => {
		await db
			.updateTable('calls')
			.set({ closes_at: hours(-2) })
			.execute();
		const path = { ...here, application: first };
		const body = { outcome: 'ineligible', reason: { ko: '서류 없음', en: 'No papers' } };
		const headers = { 'idempotency-key': 'one' };
		const decide = (more: object) => door.call(token, 'screenApplication', { path, body, headers, ...more });
		const [one, again] = [await decide({}), await decide({})];
		deepEqual([one.status, one.body, again.body], [200, { done: true }, { done: true }]);
		equal(again.headers.get('idempotency-replayed'), 'true');
		const other = await decide({ body: { outcome: 'eligible' } });
		deepEqual([other.status, other.body.code], [422, 'tokens.key-of-other']);
		equal((await told(db)).filter((verb) => verb === 'screening.ineligible').length, 1);
		const unfit = await decide({ headers: {}, body: { outcome: 'perhaps' } });
		deepEqual(unfit.body.fields, { outcome: 'lib.not-a-choice' });
	}));

test('what has not changed is answered 304, by its name or by when; what changed is not', () =>
	atDoor(async ({ door, token, db }) => {
		const show = (headers = {}) => door.call(token, 'showCall', { path: here, headers });
		const { headers } = await show();
		const known = { 'if-none-match': headers.get('etag')! };
		const since = { 'if-modified-since': headers.get('last-modified')! };
		deepEqual([(await show(known)).status, (await show(since)).status], [304, 304]);
		await db.updateTable('calls').set({ reply_days: 5 }).where('slug', '=', 'seoul').execute();
		deepEqual([(await show(known)).status, (await show(since)).status], [200, 200]);
	}));

test('what is another host’s is not there, and no operation tells it from what is nowhere', () =>
	atDoor(async (world) => {
		const { door, first, db } = world;
		const token = await tokenFor(world, 'nari');
		const before = await told(db);
		const paths = [
			{ ...here, application: first, registration: first, invitation: first },
			{ call: 'none', stop: 'none', session: 'none', application: first, registration: first, invitation: first }
		];
		for (const { one, path } of door.operations.values()) {
			if (!/\{(call|stop|session)\}/.test(path)) continue;
			const answers = [];
			for (const path of paths) answers.push(await door.call(token, one.operationId, { path }));
			equal(answers[0]!.status, 404, `${one.operationId} ${answers[0]!.text}`);
			equal(answers[1]!.status, 404, one.operationId);
		}
		deepEqual(await told(db), before);
		deepEqual((await door.call(token, 'listCalls')).body.results, []);
	}));

test('no token, one without the right, an odd method, version and body are refused in problem+json', () =>
	atDoor(async (world) => {
		const { door, token } = world;
		const narrow = await tokenFor(world, 'hana', ['tours.read']);
		const said = async (asked: ReturnType<Door['ask']>) => {
			const { status, body, headers } = await asked;
			equal(headers.get('content-type'), 'application/problem+json');
			return [status, body.code];
		};
		const bearer = { authorization: `Bearer ${token}` };
		const post = (body: string) => door.ask('/calls/seoul/bands', { method: 'POST', headers: bearer, body });
		deepEqual(await said(door.call(null, 'listCalls')), [401, 'tokens.refused']);
		match((await door.call(null, 'listCalls')).headers.get('www-authenticate')!, /^Bearer/);
		deepEqual(await said(door.call(narrow, 'listCalls')), [403, 'tokens.right-missing']);
		deepEqual(await said(door.ask('/calls', { method: 'DELETE', headers: bearer })), [405, 'lib.not-that-method']);
		deepEqual(await said(door.ask('/nowhere', { headers: bearer })), [404, 'people.not-found']);
		deepEqual(await said(post('[]')), [422, 'lib.body-unfit']);
		deepEqual(await said(post(`{"track":"${'x'.repeat(300_000)}"}`)), [422, 'lib.body-unfit']);
		deepEqual(await said(door.call(token, 'listCalls', { headers: { 'madang-version': '1999-01-01' } })), [
			...[422, 'lib.version-unknown']
		]);
	}));

test('who asks too often is told after how many seconds to come again', () =>
	atDoor(async ({ door, token, db }) => {
		await door.call(token, 'listTours');
		await db.updateTable('token_uses').set({ count: mostPerMinute }).execute();
		const { status, headers } = await door.call(token, 'listTours');
		deepEqual([status, headers.get('retry-after')], [429, String(60 - noon.getUTCSeconds())]);
	}));
