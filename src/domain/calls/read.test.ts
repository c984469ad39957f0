import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { CompiledQuery } from 'kysely';
import { reading, together, type Db } from '#lib/db.server.ts';
import { addCall, scene } from '../../../tests/cast.ts';
import { callBySlug, callsInRoles, publicCalls, wholeCall } from './read.server.ts';

test('a desk lists the calls of a host, or the one call a role is for, and nobody else’s', () =>
	scene(async ({ db, call, host, otherHost }) => {
		await addCall(db, host, 'busan');
		const slugs = async (roles: { hostId: string; callId: string | null }[]) =>
			(await callsInRoles(reading(db), roles)).map((listed) => listed.slug).sort();
		deepEqual(await slugs([{ hostId: host, callId: null }]), ['busan', 'seoul']);
		deepEqual(await slugs([{ hostId: host, callId: call.id }]), ['seoul']);
		deepEqual(await slugs([{ hostId: otherHost, callId: null }]), []);
		deepEqual(await slugs([]), []);
	}));

test('a tour’s page lists that tour’s calls', () =>
	scene(async ({ db, call, host }) => {
		await addCall(db, host, 'busan');
		const listed = await publicCalls(reading(db), call.stop.tour_id);
		deepEqual(
			listed.map(({ slug, places, zone }) => [slug, places, zone]),
			[['seoul', 3, 'Asia/Seoul']]
		);
		equal((await publicCalls(reading(db))).length, 2);
	}));

test('an address that is nobody’s is not found, however it is spelled', () =>
	scene(async ({ db }) => {
		for (const slug of ['nowhere', '', "seoul'--", 'SEOUL', '\u0000'.replace('\u0000', '%00')]) {
			await rejects(callBySlug(reading(db), slug), { code: 'calls.not-found', kind: 'unknown' });
		}
	}));

/** Something of each that a call is made of, changed: of the call $1, by the person $2. */
const changes: [what: string, statement: string][] = [
	['calls', `update calls set published_at = null where id = $1`],
	['tracks', `update tracks set places = places + 1 where call_id = $1`],
	['fields', `update fields set position = position where call_id = $1`],
	[
		'form_versions',
		`insert into form_versions (call_id, version, fields, reason, made_at, made_by) values ($1, 2, '[]', '{}', now(), $2)`
	],
	['terms', `delete from terms where call_id = $1`],
	['criteria', `update criteria set position = position where call_id = $1`],
	['quotas', `insert into quotas (call_id, feature, value, min, max) values ($1, 'region', 'jeju', 0, 9)`],
	[
		'rounds',
		`insert into rounds (call_id, position, key, name, places, review_until, draw_at)
			values ($1, 2, 'two', '{}', 1, now(), now())`
	],
	['call_stops', `insert into call_stops (call_id, stop_id, places) select id, stop_id, 1 from calls where id = $1`],
	[
		'call_stop_quotas',
		`insert into call_stop_quotas (call_id, stop_id, feature, value, min, max)
			select id, stop_id, 'region', 'jeju', 0, 1 from calls where id = $1`
	],
	['memory_rules', `insert into memory_rules (call_id, base, lost_adds, absent_takes) values ($1, 1, 1, 1)`],
	['stops', `update stops set hall = '{}' where id = (select stop_id from calls where id = $1)`],
	['hosts', `update hosts set name = name where id = (select host_id from calls where id = $1)`],
	[
		'deadline_answers',
		`with asked as (
			insert into deadline_changes
				(call_id, old_at, new_at, moves_rest, reason, content_hash, requested_at, requested_by)
			values ($1, now(), now() + interval '1 day', true, '{}', 'x', now(), $2) returning id
		) insert into deadline_answers (change_id, requested_by, answer, answered_at, answered_by)
			select id, $2, 'approved', now(), (select id from people where id <> $2 limit 1) from asked`
	]
];

test('a call is read whole again when anything of it has changed, and not before', () =>
	scene(async ({ call, db, owner, hana }) => {
		const read = async () => wholeCall(reading(db), await callBySlug(reading(db), call.slug));
		for (const [what, statement] of changes) {
			const { tracks, revision } = await read();
			equal((await read()).tracks, tracks, what);
			await owner.executeQuery(CompiledQuery.raw(statement, statement.includes('$2') ? [call.id, hana.id] : [call.id]));
			const after = await read();
			notEqual(after.tracks, tracks, what);
			notEqual(after.revision, revision, what);
		}
	}));

test('what a transaction has seen of a call that then came to nothing is seen by nobody else', () =>
	scene(async ({ call, db }) => {
		const read = async (from: Db) => wholeCall(reading(from), await callBySlug(reading(from), call.slug));
		const names = async (from: Db) => (await read(from)).tracks.map(({ key }) => key);
		const before = await names(db);
		const undone = together(db, async (tx) => {
			await tx.deleteFrom('tracks').where('call_id', '=', call.id).execute();
			deepEqual(await names(tx), []);
			throw new Error('undone');
		});
		await rejects(undone, /undone/);
		deepEqual(await names(db), before);
	}));
