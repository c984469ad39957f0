import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hiddenReads, plantApplications, plantReads } from '../../../tests/leak.ts';
import { ToldForm, soughtIn, typedMoment } from './exposures.form.ts';
import { authorityForm, draftTold } from './exposures.mail.ts';
import { exposedTo, exposureOf, exposuresOf } from './exposures.read.server.ts';
import { partsSeen, summed, type SoughtExposure } from './exposures.rules.ts';
import { keepExposure, releaseExposure, tellsOf } from './exposures.write.server.ts';
import type { ReadOf } from './rules.ts';
import { noteRead } from './write.server.ts';

const host = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const all: SoughtExposure = { person: null, token: null, address: null, from: hours(-100), until: hours(100) };
const told0 = draftTold({ ko: '마당 시', en: 'City of Madang' });
const read = ({ call }: Scene, applicationIds: string[], more: Partial<ReadOf> = {}): ReadOf => ({
	...{ what: 'application', call, applicationIds, address: '203.0.113.7', ...more }
});

test('what a hidden reader saw among many is found: exactly those, what of them, and each time', () =>
	scene(async (world) => {
		const { db, owner, ara, araAuditing, seri, doyun } = world;
		const applications = await plantApplications(owner, world, 300);
		const readers = [seri.id, doyun.id, ara.id];
		await plantReads(owner, world, { readers, applications, lines: 3_000, at: hours(-80) });
		const hidden = hiddenReads(applications, { count: 137, at: noon });
		for (const { application_id, what, at } of hidden)
			await noteRead(db, araAuditing, read(world, [application_id], { what }), at);
		await noteRead(db, araAuditing, read(world, applications.slice(0, 3)), hours(1));
		const sought = { ...all, person: ara.id, from: hours(-73), until: noon };
		const found = await exposedTo(reading(db), host(world), sought);
		deepEqual(
			found.map(({ application_id, readings, times }) => [application_id, readings, times]),
			hidden.map(({ application_id, what, at }) => [application_id, [what], [at]])
		);
		deepEqual([partsSeen(found[0]!), found[0]!.fields], [['files'], ['proposal']]);
		deepEqual(summed(found).people, 137);
		deepEqual(await exposedTo(reading(db), { hostId: world.otherHost }, sought), [], 'another host’s is not there');
	}));

test('it is sought by token, by address, and from an instant up to another', () =>
	scene(async (world) => {
		const { db, owner, araAuditing } = world;
		const [one, two] = await plantApplications(owner, world, 2);
		const tokenId = '00000000-0000-4000-8000-000000000001';
		await noteRead(db, araAuditing, read(world, [one!], { tokenId, what: 'list' }), noon);
		await noteRead(db, araAuditing, read(world, [two!], { address: '198.51.100.9' }), hours(1));
		const find = async (more: Partial<SoughtExposure>) =>
			(await exposedTo(reading(db), host(world), { ...all, ...more })).map(({ application_id }) => application_id);
		deepEqual(await find({ token: tokenId }), [one]);
		deepEqual(await find({ address: '198.51.100.9' }), [two]);
		deepEqual(await find({ from: noon, until: hours(1) }), [one]);
		deepEqual((await find({})).length, 2);
		const asked = new URLSearchParams({
			person: 'nonsense',
			from: '2026-11-23T12:00',
			until: 'x',
			address: ' 198.51.100.9 '
		});
		deepEqual(soughtIn(asked, hours(5)), {
			...{ person: null, token: null, address: '198.51.100.9', from: noon },
			until: new Date(hours(5).getTime() + 60_000)
		});
		equal(typedMoment(noon), '2026-11-23T12:00');
	}));

test('each of those concerned gets a letter in their language with the five items, which goes when it is released', () =>
	scene(async (world) => {
		const { db, owner, araAuditing } = world;
		const applications = await plantApplications(owner, world, 2);
		await noteRead(db, araAuditing, read(world, applications), noon);
		const id = await keepExposure(db, host(world), { sought: all, told: told0 }, hours(2));
		const held = await letters(db);
		deepEqual(
			held.map(({ held_at }) => held_at),
			[hours(2), hours(2)]
		);
		const korean = held.find(({ subject }) => subject.includes('알림'))!;
		for (const item of [
			'1. 보았을 수 있는 항목: 이름과 기업명',
			'2. 시점과 경위: 2026-11-23(월) 12:00 KST',
			'3.',
			'4.',
			'5. 문의'
		])
			ok(korean.body.includes(item), item);
		match(
			held.find(({ subject }) => subject.includes('personal data'))!.body,
			/1\. What may have been seen: name and organisation/
		);
		deepEqual(
			[await releaseExposure(db, host(world), id, hours(3)), await releaseExposure(db, host(world), id, hours(4))],
			[2, 0]
		);
		deepEqual(
			(await letters(db)).map(({ held_at }) => held_at),
			[null, null]
		);
		const kept = await exposureOf(reading(db), host(world), id);
		deepEqual([kept.people, kept.applications, kept.letters], [2, 2, { all: 2, held: 0, sent: 0, dropped: 0 }]);
		deepEqual(await told(db), ['exposure.kept', 'exposure.told']);
		const found = await exposedTo(reading(db), host(world), all);
		const of = tellsOf(found, { host: kept.host, labels: new Map() });
		const form = authorityForm(
			{ ...of, people: 2, applications: 2, made_at: hours(2), told: told0, letters: { all: 2, released: 2 } },
			'ko'
		);
		equal(form.length, 8);
		match(form[2]![1], /2명, 신청서 2건/);
	}));

test('where nothing was read there is nothing to tell, and another host’s is not there', () =>
	scene(async (world) => {
		const { db, owner, otherHost, visitors, araAuditing } = world;
		await rejects(keepExposure(db, host(world), { sought: all, told: told0 }, noon), { code: 'reads.nothing-exposed' });
		await noteRead(db, araAuditing, read(world, await plantApplications(owner, world, 1)), noon);
		const id = await keepExposure(db, host(world), { sought: all, told: told0 }, noon);
		const nari = gate.hostOrganiser(visitors.nari, otherHost);
		await rejects(releaseExposure(db, nari, id, noon), { code: 'reads.exposure-not-found' });
		await rejects(releaseExposure(db, host(world), 'nonsense', noon), { code: 'reads.exposure-not-found' });
		deepEqual(await exposuresOf(reading(db), nari), []);
		deepEqual(
			ToldForm.safeParse({ 'how.ko': '' })
				.error?.issues.map(({ path }) => path.join('.'))
				.slice(0, 2),
			['how.ko', 'how.en']
		);
	}));
