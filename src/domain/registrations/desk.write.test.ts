import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hours, letters, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { addRegister, broken, joins, registered, registers, typing } from '../../../tests/register.ts';
import { gate } from '#domain/people/gate.server.ts';
import {
	cancelAtDesk,
	decideAsked,
	enterRegistration,
	exportRegister,
	saveKind,
	saveRegister,
	type Run
} from './desk.write.server.ts';
import type { KindForm } from './form.ts';
import { registerOf } from './read.server.ts';

const desk = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const stranger = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);
const run = (more: Partial<Run> = {}): Run => ({
	...{ opens_at: hours(-1), closes_at: hours(24), manner: 'arrival', hold_minutes: 10, offer_hours: 24, ...more }
});
const kindForm = (id: string | undefined, capacity: number, more: Partial<KindForm> = {}): KindForm => ({
	...{ id, name: words('Public'), audience: 'anyone', capacity, companions: 2, no_show_percent: 0, ...more }
});
const idsOf = async ({ db }: Scene, ...names: string[]) => {
	const rows = await db.selectFrom('registrations').select(['id', 'name']).execute();
	return names.map((name) => rows.find((row) => row.name === name)!.id);
};

test('a register is set and set again; its hours must fit, and its manner stands once anybody is in it', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world);
		const save = (more: Partial<Run>) =>
			saveRegister(db, desk(world), { sessionId: at.sessionId, run: run(more) }, hours(0));
		await save({ manner: 'approval', offer_hours: 2 });
		equal((await registerOf(db, at.sessionId)).offer_hours, 2);
		await rejects(save({ closes_at: hours(-1) }), { code: 'lib.fields' });
		await rejects(save({ closes_at: hours(49) }), { code: 'registrations.closes-too-late' });
		await joins(db, at, 'Sora');
		await rejects(save({ manner: 'arrival' }), { code: 'registrations.manner-fixed' });
		await save({ manner: 'approval', closes_at: hours(1) });
		const other = { sessionId: at.sessionId, run: run() };
		await rejects(saveRegister(db, stranger(world), other, hours(0)), { code: 'registrations.no-register' });
		deepEqual(await told(db), ['register.saved', 'registration.asked', 'register.saved']);
	}));

test('more places are offered at once; fewer than are taken are refused with the least possible', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 2 });
		await registers(db, at, 'Minu', { companions: 1 });
		await joins(db, at, 'Sora');
		const save = (form: KindForm) => saveKind(db, desk(world), { sessionId: at.sessionId, form }, hours(0));
		await rejects(save(kindForm(at.kind, 1)), { code: 'registrations.fewer-than-taken', detail: { least: 2 } });
		await save(kindForm(at.kind, 3));
		deepEqual(await registered(db), ['Minu registered 2', 'Sora offered 1']);
		await save(kindForm(undefined, 5));
		equal((await registerOf(db, at.sessionId)).kinds.length, 2);
		const other = await addRegister(world, { slug: 'other' });
		await rejects(save(kindForm(other.kind, 9)), { code: 'registrations.kind-not-found' });
		await rejects(saveKind(db, stranger(world), { sessionId: at.sessionId, form: kindForm(at.kind, 9) }, hours(0)), {
			code: 'registrations.no-register'
		});
		deepEqual(await broken(db), []);
	}));

test('what is given beyond the capacity follows from how many stay away', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 100 });
		const form = kindForm(at.kind, 100, { no_show_percent: 20 });
		await saveKind(db, desk(world), { sessionId: at.sessionId, form }, hours(0));
		equal((await registerOf(db, at.sessionId)).kinds[0]!.overbooked, 16);
	}));

test('those who asked are registered while there is room, wait in their order, or are refused with the reason', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { manner: 'approval', capacity: 2 });
		for (const name of ['Sora', 'Juno', 'Minu', 'Dori']) await joins(db, at, name);
		const decide = (decision: 'approve' | 'refuse', registration: string[], reason = '') =>
			decideAsked(db, desk(world), { sessionId: at.sessionId, form: { decision, registration, reason } }, hours(1));
		const ids = await idsOf(world, 'Minu', 'Juno', 'Sora');
		deepEqual(await decide('approve', ids), { registered: 2, waiting: 1, refused: 0 });
		deepEqual(await decide('approve', ids), { registered: 0, waiting: 0, refused: 0 });
		deepEqual(await decide('refuse', await idsOf(world, 'Dori', 'Sora'), 'For students only.'), {
			...{ registered: 0, waiting: 0, refused: 1 }
		});
		deepEqual(await registered(db), [
			...['Sora registered 1', 'Juno registered 1', 'Minu waiting 1', 'Dori refused 1']
		]);
		ok((await letters(db)).some(({ body }) => body.includes('For students only.')));
		await rejects(decide('approve', [randomUUID(), 'nonsense']), { code: 'registrations.not-found' });
		deepEqual(await broken(db), []);
	}));

test('the desk enters somebody past the hours but not past the capacity, and cancels with a reason', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 1, manner: 'approval' });
		const enter = (name: string) => {
			const form = { intent: randomUUID(), kind: at.kind, locale: 'ko' as const, ...typing(name) };
			return enterRegistration(db, desk(world), { sessionId: at.sessionId, form }, hours(30));
		};
		await enter('Sora');
		await rejects(enter('Juno'), { code: 'registrations.no-room' });
		const [registration] = await idsOf(world, 'Sora');
		const cancel = (who = desk(world)) =>
			cancelAtDesk(
				db,
				who,
				{ sessionId: at.sessionId, form: { registration: registration!, reason: 'Moved.' } },
				hours(31)
			);
		await rejects(cancel(stranger(world)), { code: 'registrations.no-register' });
		await cancel();
		await cancel();
		deepEqual(await registered(db), ['Sora cancelled 1']);
		ok((await letters(db)).at(-1)!.body.includes('사유: Moved.'));
		equal((await told(db)).filter((verb) => verb === 'registration.cancelled').length, 1);
		await enter('Juno');
		await rejects(enter('Juno'), { code: 'registrations.no-room' });
		deepEqual(await broken(db), []);
	}));

test('the register is taken away by its own desk only, and the journal says so', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await addRegister(world, { capacity: 1 });
		for (const name of ['Sora', 'Juno', 'Minu']) await joins(db, at, name);
		const rows = await exportRegister(db, desk(world), at.sessionId, hours(1));
		deepEqual(
			rows.map(({ name, position }) => `${name} ${position}`),
			['Sora null', 'Juno 1', 'Minu 2']
		);
		await rejects(exportRegister(db, stranger(world), at.sessionId, hours(1)), { code: 'registrations.no-register' });
		equal((await told(db)).at(-1), 'register.exported');
	}));
