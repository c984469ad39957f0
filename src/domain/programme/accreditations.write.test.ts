import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { accreditationsAt, isAccredited, outletsAt, ownAccreditation } from './accreditations.read.server.ts';
import { applyAsPress, decideAccreditation } from './accreditations.write.server.ts';
import { DecisionForm, PressForm } from './form.ts';

const form = PressForm.parse({ outlet: '새벽신문', job: '기자', card: '2026-1', agreed: 'on', may_list: 'on' });

async function applied(world: Scene, at = noon) {
	const who = gate.signedIn(world.visitors.joon);
	await applyAsPress(world.db, who, { stopId: world.call.stop_id, form }, at);
	return (await ownAccreditation(reading(world.db), who, world.call.stop_id))!;
}

const decide = (world: Scene, id: string, [decision, reason = '']: [string, string?], at = hours(1)) => {
	const form = DecisionForm.parse({ id, decision, reason });
	return decideAccreditation(world.db, hanaAtDesk(world), { stopId: world.call.stop_id, form }, at);
};

test('the press apply, are accredited with a letter, and from then on may ask; withdrawn, no longer', () =>
	scene(async (world) => {
		const { db, joon, call } = world;
		const { id, state } = await applied(world);
		equal(state, 'applied');
		const may = () => isAccredited(reading(db), joon.id, call.stop_id);
		equal(await may(), false);
		await decide(world, id, ['accredited']);
		await decide(world, id, ['accredited']);
		equal(await may(), true);
		deepEqual(await outletsAt(reading(db), call.stop_id), ['새벽신문']);
		await rejects(decide(world, id, ['refused', 'late']), { code: 'programme.already-decided' });
		await rejects(decide(world, id, ['withdrawn']), { fields: { reason: 'lib.required' } });
		await decide(world, id, ['withdrawn', '엠바고를 어겼습니다.'], hours(2));
		equal(await may(), false);
		const sent = await letters(db);
		equal(sent.length, 2);
		match(sent[1]!.body, /엠바고를 어겼습니다/);
		deepEqual(
			(await told(db)).filter((verb) => verb.startsWith('accreditation')),
			['accreditation.applied', 'accreditation.accredited', 'accreditation.withdrawn']
		);
	}));

test('a refused application can be sent again and waits again; one who is accredited need not', () =>
	scene(async (world) => {
		const { id } = await applied(world);
		await decide(world, id, ['refused', 'We do not know the outlet.']);
		const again = await applied(world, hours(2));
		deepEqual([again.id, again.state, again.reason], [id, 'applied', '']);
		await decide(world, id, ['accredited'], hours(3));
		await rejects(applied(world, hours(4)), { code: 'programme.already-accredited' });
	}));

test('too late once the stop is over', () =>
	scene(async (world) => {
		await rejects(applied(world, new Date('2026-12-11T15:00:00Z')), { code: 'programme.stop-is-over' });
		await applied(world, new Date('2026-12-11T14:59:00Z'));
	}));

test("another host's stop and an application nobody sent are not there", () =>
	scene(async (world) => {
		const { db, call } = world;
		const { id } = await applied(world);
		const wish = { stopId: call.stop_id, form: DecisionForm.parse({ id, decision: 'accredited' }) };
		await rejects(decideAccreditation(db, nariAtDesk(world), wish, noon), { kind: 'unknown' });
		await rejects(decide(world, randomUUID(), ['accredited']), { code: 'programme.accreditation-not-found' });
		equal((await accreditationsAt(reading(db), call.stop_id))[0]!.state, 'applied');
	}));

test('nothing is taken without consent', () => {
	const read = PressForm.safeParse({ outlet: 'a', job: 'b', card: ' ' });
	deepEqual(read.error?.issues.map(({ path }) => path[0]).sort(), ['agreed', 'card']);
});
