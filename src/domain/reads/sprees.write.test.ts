import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hiddenReads, plantApplications, plantReads } from '../../../tests/leak.ts';
import type { ReadOf } from './rules.ts';
import { activeSources } from './sprees.read.server.ts';
import { spree } from './sprees.rules.ts';
import { alertSpree } from './sprees.write.server.ts';
import { noteRead } from './write.server.ts';

const read = ({ call }: Scene, id: string, more: Partial<ReadOf> = {}): ReadOf => ({
	...{ what: 'application', call, applicationIds: [id], address: '192.0.2.1', ...more }
});

/** Looks as the job does; whether anybody was told of. */
async function look({ db }: Scene, at: Date): Promise<boolean> {
	let told = false;
	for (const source of await activeSources(reading(db), at)) told = (await alertSpree(db, source, at)) || told;
	return told;
}

test('137 records read over three days are told of before the fiftieth, once, to the organisers', () =>
	scene(async (world) => {
		const { db, owner, ara, araAuditing, hana } = world;
		const applications = await plantApplications(owner, world, 300);
		// Two a day are usual for her.
		await plantReads(owner, world, { readers: [ara.id], applications, lines: 80, at: hours(-80) });
		let firedAt = 0;
		for (const [nth, { application_id, what, at }] of hiddenReads(applications, { count: 137, at: noon }).entries()) {
			await noteRead(db, araAuditing, read(world, application_id, { what }), at);
			if (firedAt > 0 || !(await look(world, at))) continue;
			firedAt = nth + 1;
			equal(await look(world, at), false, 'once a day');
		}
		ok(firedAt > 0 && firedAt < 50, `told at record ${firedAt}`);
		const sent = await letters(db);
		deepEqual(
			sent.map(({ to_address }) => to_address),
			[hana.email]
		);
		match(sent[0]!.body, new RegExp(`ara 님의 계정이 지난 72시간 동안 신청서 ${spree.least}건을`));
		deepEqual(await told(db), ['reads.unusual']);
	}));

test('what is usual for somebody, their own to review, or a page of a list is no spree', () =>
	scene(async (world) => {
		const { db, owner, seri, seriReviewing, araAuditing } = world;
		const applications = await plantApplications(owner, world, 120);
		const busy = async (day: number) => {
			for (const id of applications.slice(0, 40)) await noteRead(db, araAuditing, read(world, id), hours(day * 24));
		};
		await busy(-10);
		equal(await look(world, hours(-240)), true, 'the first time it is not usual');
		for (const id of applications.slice(0, 100)) await noteRead(db, araAuditing, read(world, id), noon);
		equal(await look(world, noon), false, 'three times as many as once before are not yet');
		await owner
			.insertInto('assignments')
			.values(
				applications.slice(0, 60).map((application_id) => ({ application_id, reviewer_id: seri.id, assigned_at: noon }))
			)
			.execute();
		for (const id of applications.slice(0, 60))
			await noteRead(db, seriReviewing, read(world, id, { address: '192.0.2.2' }), hours(1));
		const list = { what: 'list' as const, applicationIds: applications, address: '192.0.2.2' };
		await noteRead(db, seriReviewing, read(world, '', list), hours(1));
		equal(await look(world, hours(1)), false);
		await noteRead(
			db,
			seriReviewing,
			read(world, '', { ...list, tokenId: '00000000-0000-4000-8000-000000000001' }),
			hours(1)
		);
		equal(await look(world, hours(1)), true, 'a program that lists what is not its own is one');
	}));

test('from an address never seen before, what is usual elsewhere is no excuse', () =>
	scene(async (world) => {
		const { db, owner, araAuditing } = world;
		const applications = await plantApplications(owner, world, 60);
		for (const id of applications.slice(0, 29)) await noteRead(db, araAuditing, read(world, id), hours(-200));
		const strange = { address: '198.51.100.9' };
		for (const id of applications.slice(0, spree.least - 1))
			await noteRead(db, araAuditing, read(world, id, strange), noon);
		equal(await look(world, noon), false);
		await noteRead(db, araAuditing, read(world, applications.at(-1)!, strange), noon);
		equal(await look(world, noon), true);
	}));
