import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication } from '../../../tests/reviews.ts';
import { CheckForm, ReasonForm } from './form.ts';
import { alertsOf, bulkReaders, hasReadsBefore, monthsOf, monthsOfCall, readersOf, readsPage } from './read.server.ts';
import { bulk, keptDays, type ReadOf } from './rules.ts';
import { alertBulkRead, checkReads, dropOldReads, noteExport, noteRead } from './write.server.ts';

const month = '2026-11';
const all = { month, person: null, call: null, application: null, page: 1 };
const hostAuditor = ({ visitors, host }: Scene) => gate.hostAuditor(visitors.ara, host);
const read = ({ call }: Scene, applicationIds: string[], what: ReadOf['what'] = 'application'): ReadOf => ({
	...{ what, call, applicationIds, address: '203.0.113.7' }
});
const fakes = (count: number) =>
	Array.from({ length: count }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`);

test('each read names who, when, from where, whose and what, and is found by person, call and application', () =>
	scene(async (world) => {
		const { db, araAuditing, seriReviewing } = world;
		const [one, two] = [await addApplication(world), await addApplication(world)];
		await noteRead(db, araAuditing, read(world, [one, two], 'list'), noon);
		await noteRead(db, seriReviewing, read(world, [one], 'review'), hours(1));
		await noteRead(db, seriReviewing, read(world, []), hours(1));
		const find = async (sought: object) =>
			(await readsPage(reading(db), hostAuditor(world), { ...all, ...sought })).rows;
		const rows = await find({});
		deepEqual(
			rows.map(({ name, what, count, address, read_at }) => [name, what, count, address, read_at.toISOString()]),
			[
				['seri', 'review', 1, '203.0.113.7', hours(1).toISOString()],
				['ara', 'list', 2, '203.0.113.7', noon.toISOString()]
			]
		);
		equal((await find({ person: world.seri.id })).length, 1);
		equal((await find({ call: 'seoul' })).length, 2);
		equal((await find({ call: 'busan' })).length, 0);
		equal((await find({ application: rows[0]!.numbers[0] })).length, 2);
		equal((await find({ month: '2026-10' })).length, 0);
		deepEqual(
			(await readersOf(reading(db), hostAuditor(world), all)).map(({ name, applications }) => [name, applications]),
			[
				['ara', 2],
				['seri', 1]
			]
		);
		deepEqual(await told(db), []);
	}));

test("another host's log is not there", () =>
	scene(async (world) => {
		const { db, host, otherHost, visitors, araAuditing } = world;
		await noteRead(db, araAuditing, read(world, fakes(1)), noon);
		const nari = gate.hostAuditor(visitors.nari, otherHost);
		deepEqual((await readsPage(reading(db), nari, all)).rows, []);
		for (const name of ['nari', 'seri', 'joon'] as const) {
			await rejects(async () => gate.hostAuditor(visitors[name], host), { code: 'people.not-found' });
		}
	}));

test('an export is refused without a reason; with one it is a row and a line of the journal', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		for (const reason of [undefined, '', '   ', 'ㅤ'])
			equal(ReasonForm.safeParse({ reason }).error?.issues[0]?.message, 'reads.reason-missing');
		const taken = { reason: '심사위원 회의 자료', call: world.call, applicationIds: fakes(3), address: '203.0.113.7' };
		await noteExport(db, hanaOrganising, taken, noon);
		const [row] = (await readsPage(reading(db), hostAuditor(world), all)).rows;
		deepEqual([row!.what, row!.count, row!.reason], ['export', 3, '심사위원 회의 자료']);
		deepEqual(await told(db), ['applications.exported']);
	}));

test('whoever reads 500 within ten minutes is told to the organisers, once an hour', () =>
	scene(async (world) => {
		const { db, host, araAuditing, ara, hana, hanaOrganising } = world;
		const many = fakes(bulk.applications);
		await noteRead(db, araAuditing, read(world, many.slice(0, 499)), noon);
		await noteRead(db, araAuditing, read(world, many.slice(0, 499)), noon);
		await noteExport(db, hanaOrganising, { reason: 'r', call: world.call, applicationIds: many, address: '-' }, noon);
		deepEqual(await bulkReaders(reading(db), noon), []);
		await noteRead(db, araAuditing, read(world, many.slice(499)), noon);
		const found = await bulkReaders(reading(db), noon);
		deepEqual(
			found.map(({ person_id, host_id }) => [person_id, host_id]),
			[[ara.id, host]]
		);
		const who = { personId: ara.id, hostId: host };
		equal(await alertBulkRead(db, who, noon), true);
		equal(await alertBulkRead(db, who, noon), false);
		deepEqual(await bulkReaders(reading(db), hours(0.1)), []);
		deepEqual(await bulkReaders(reading(db), hours(0.2)), []);
		const sent = await letters(db);
		deepEqual(
			sent.map(({ to_address }) => to_address),
			[hana.email]
		);
		match(sent[0]!.body, /ara 님이 10분 사이에 신청서 500건/);
		const [alert] = await alertsOf(reading(db), hostAuditor(world), month);
		deepEqual([alert!.name, alert!.applications], ['ara', 500]);
		deepEqual(await told(db), ['applications.exported', 'reads.many']);
	}));

test('500 over more than ten minutes are no alert', () =>
	scene(async (world) => {
		const { db, araAuditing } = world;
		await noteRead(db, araAuditing, read(world, fakes(400)), noon);
		await noteRead(db, araAuditing, read(world, fakes(500).slice(400)), hours(0.17));
		deepEqual(await bulkReaders(reading(db), hours(0.17)), []);
	}));

test('a month is looked over by saying so, once by each', () =>
	scene(async (world) => {
		const { db, host, araAuditing } = world;
		await noteRead(db, araAuditing, read(world, fakes(1)), noon);
		const form = { host, month, said: '이상 없음' };
		await checkReads(db, hostAuditor(world), form, hours(1));
		await checkReads(db, hostAuditor(world), { ...form, said: '다시' }, hours(2));
		const [checked] = await monthsOf(reading(db), hostAuditor(world));
		deepEqual([checked!.month, checked!.checks.map(({ said }) => said)], [month, ['이상 없음']]);
		deepEqual(await told(db), ['reads.checked']);
		deepEqual(
			CheckForm.safeParse({ host: 'x', month: '2026-13', said: '' }).error?.issues.map(({ path }) => path[0]),
			['host', 'month', 'said']
		);
	}));

test('the months of a log are those in which something was read, of a host or of one call', () =>
	scene(async (world) => {
		const { db, araAuditing, call } = world;
		const instants = [
			'2026-01-31T23:59:59.999Z',
			'2026-02-01T00:00:00Z',
			'2026-04-30T23:59:59Z',
			'2026-04-01T00:00:00Z'
		];
		for (const at of instants) await noteRead(db, araAuditing, read(world, fakes(1)), new Date(at));
		const months = ['2026-04', '2026-02', '2026-01'];
		deepEqual(
			(await monthsOf(reading(db), hostAuditor(world))).map((one) => one.month),
			months
		);
		deepEqual(await monthsOfCall(reading(db), call.id), months);
	}));

test('what is read cannot be rewritten, and is destroyed after two years', () =>
	scene(async (world) => {
		const { db, araAuditing } = world;
		await noteRead(db, araAuditing, read(world, fakes(1)), noon);
		await rejects(world.owner.updateTable('reads').set({ address: '-' }).execute(), /append-only/);
		const later = (days: number) => hours(days * 24);
		equal(await dropOldReads(db, later(730)), 0);
		equal(await hasReadsBefore(reading(db), hours(-1)), false);
		equal(await dropOldReads(db, later(keptDays + 1)), 1);
		deepEqual(await told(db), ['reads.dropped']);
	}));

test('the sums the log keeps are those of its rows, whatever comes and goes', () =>
	scene(async (world) => {
		const { db, owner, call, araAuditing, seriReviewing, hanaOrganising } = world;
		const busan = await addCall(db, world.host, 'busan');
		const later = new Date('2026-12-01T00:00:00Z');
		await noteRead(db, araAuditing, read(world, fakes(3), 'list'), noon);
		await noteRead(db, araAuditing, { ...read(world, fakes(4)), call: busan }, hours(2));
		await noteRead(db, seriReviewing, read(world, fakes(2)), new Date(later.getTime() - 1));
		await noteRead(db, seriReviewing, read(world, fakes(5)), later);
		await noteExport(db, hanaOrganising, { reason: '회의', call, applicationIds: fakes(9), address: '-' }, hours(3));
		const shown = async (sought: object = {}) => {
			const asked = { ...all, ...sought };
			const { total, rows } = await readsPage(reading(db), hostAuditor(world), asked);
			const readers = await readersOf(reading(db), hostAuditor(world), asked);
			equal(total, rows.length);
			return readers.map(({ name, reads, exports, applications }) => `${name} ${reads} ${exports} ${applications}`);
		};
		deepEqual(await shown(), ['hana 1 1 9', 'ara 2 0 7', 'seri 1 0 2']);
		deepEqual(await shown({ person: world.ara.id }), ['hana 1 1 9', 'ara 2 0 7', 'seri 1 0 2']);
		deepEqual(await shown({ call: 'busan' }), ['ara 1 0 4']);
		deepEqual(await shown({ month: '2026-12' }), ['seri 1 0 5'], 'a month ends where it does in UTC');
		await sql`delete from reads where what = 'list' or read_at = ${hours(3)}`.execute(owner);
		deepEqual(await shown(), ['ara 1 0 4', 'seri 1 0 2']);
		await sql`delete from reads`.execute(owner);
		equal((await db.selectFrom('read_sums').selectAll().execute()).length, 0);
		await rejects(sql`update read_sums set reads = 0`.execute(db), /permission denied/);
	}));
