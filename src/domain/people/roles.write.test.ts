import { deepEqual, equal, match, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { reading } from '#lib/db.server.ts';
import { gate } from './gate.server.ts';
import { personByEmail, rolesInCall, visitorById } from './read.server.ts';
import { lastDay, periodOf } from './periods.rules.ts';
import { endDueRoles, endRole, extendRole, giveRole } from './roles.write.server.ts';

const bora = { email: 'bora@example.test', name: '보라', role: 'reviewer' as const };

const reviewersIn = async ({ db, call }: Scene) =>
	(await rolesInCall(reading(db), call)).filter((one) => one.role === 'reviewer').map((one) => one.name);

test('a role is given to an address, with a letter, also when nobody has come with it yet', () =>
	scene(async (world) => {
		await giveRole(world.db, world.hanaOrganising, bora, noon);
		deepEqual(await reviewersIn(world), ['doyun', 'seri', '보라']);
		match((await letters(world.db))[0]!.subject, /심사위원/);
		deepEqual(await told(world.db), ['role.given']);
	}));

test('the same role twice, also at once, is refused', () =>
	scene(async ({ db, hanaOrganising }) => {
		const give = () => giveRole(db, hanaOrganising, bora, noon);
		const both = await Promise.allSettled([give(), give()]);
		deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
		await rejects(give(), { code: 'people.role-held' });
	}));

test('a role ends, and is refused to end twice or from another host', () =>
	scene(async (world) => {
		const { db, call, otherHost, hanaOrganising, visitors } = world;
		const seri = (await rolesInCall(reading(db), call)).find((one) => one.name === 'seri')!;
		const elsewhere = gate.organiser(visitors.nari, { id: '00000000-0000-4000-8000-000000000000', host_id: otherHost });
		await rejects(endRole(db, elsewhere, seri.id, noon), { code: 'people.not-found' });
		for (const nonsense of ['', 'nonsense', '\0', "' or 1=1"]) {
			await rejects(endRole(db, hanaOrganising, nonsense, noon), { code: 'people.not-found' });
		}
		await endRole(db, hanaOrganising, seri.id, noon);
		deepEqual(await reviewersIn(world), ['doyun']);
		await rejects(endRole(db, hanaOrganising, seri.id, noon), { code: 'people.not-found' });
	}));

test("one's own role stays", () =>
	scene(async ({ db, call, hana, hanaOrganising }) => {
		await giveRole(db, hanaOrganising, { email: hana.email, name: '', role: 'organiser' }, noon);
		const own = (await rolesInCall(reading(db), call)).find((one) => one.personId === hana.id && one.call_id)!;
		await rejects(endRole(db, hanaOrganising, own.id, noon), { code: 'people.own-role' });
		equal((await personByEmail(reading(db), hana.email))?.name, 'hana');
	}));

test('an auditor reads from one day to the end of another, to the instant, and it ends by itself; it can be made longer', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const days = (from: string, until: string) => periodOf('auditor', { from, until }, 'Asia/Seoul', noon);
		throws(() => days('', ''), { fields: { until: 'people.audit-needs-end' } });
		throws(() => days('', '2026-11-22'), { fields: { until: 'people.ends-before' } });
		throws(() => days('2026-12-02', '2026-12-01'), { fields: { until: 'people.ends-before' } });
		throws(() => days('', '2027-12-31'), { fields: { until: 'people.audit-too-long' } });
		throws(() => days('2026-02-30', '2026-12-01'), { fields: { from: 'people.no-such-day' } });
		const auditor = { email: 'gamsa@example.test', name: '감사', role: 'auditor' as const };
		await giveRole(db, hanaOrganising, { ...auditor, ...days('2026-11-24', '2026-11-25') }, noon);
		const { id } = (await personByEmail(reading(db), auditor.email))!;
		const rolesAt = async (at: Date) => (await visitorById(reading(db), id, at)).roles.length;
		const [first, last] = [new Date('2026-11-23T15:00:00Z'), new Date('2026-11-25T15:00:00Z')];
		const just = (at: Date, ms: number) => new Date(at.getTime() + ms);
		deepEqual(
			await Promise.all([just(first, -1), first, just(last, -1), last].map(rolesAt)),
			[0, 1, 1, 0],
			'half-open, whether or not it has been written down'
		);
		const given = (await rolesInCall(reading(db), call)).find((one) => one.personId === id)!;
		equal(lastDay(given, 'Asia/Seoul'), '2026-11-25');
		await extendRole(db, hanaOrganising, { role: given.id, ends_at: just(last, 86_400_000) }, noon);
		equal(await rolesAt(last), 1);
		equal(await endDueRoles(db, last), 0);
		equal(await endDueRoles(db, hours(24 * 7)), 1);
		equal(await endDueRoles(db, hours(24 * 7)), 0);
		await rejects(extendRole(db, hanaOrganising, { role: given.id, ends_at: hours(1000) }, hours(200)), {
			code: 'people.not-found'
		});
		const seri = (await rolesInCall(reading(db), call)).find((one) => one.name === 'seri')!;
		await rejects(extendRole(db, hanaOrganising, { role: seri.id, ends_at: hours(1) }, noon), {
			code: 'people.role-has-no-end'
		});
		await rejects(extendRole(db, hanaOrganising, { role: 'nonsense', ends_at: hours(1) }, noon), {
			code: 'people.not-found'
		});
		deepEqual(await told(db), ['role.given', 'role.extended', 'role.ended']);
	}));
