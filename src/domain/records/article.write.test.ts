import '../../../tests/folder.ts';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { articleForm, publishForm, reason, wholeArticle } from '../../../tests/records.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import {
	editionsOf,
	hasPublicRecord,
	publicEdition,
	publicEditions,
	publicRecords,
	recordOf,
	versionsOf
} from './article.read.server.ts';
import { beginRecord, publishRecord, recallEdition, saveRecord, takeUpVersion } from './article.write.server.ts';

async function begun(world: Scene, more = {}) {
	const [who, stopId] = [hanaAtDesk(world), world.call.stop_id];
	await beginRecord(world.db, who, { stopId, article: wholeArticle(more) }, noon);
	const titleAt = async (at: Date) =>
		(await publicEdition(reading(world.db), stopId, { at }).catch(() => null))?.content.title.en ?? null;
	return { who, stopId, titleAt };
}

test('a record is begun once, by the host of the stop alone', () =>
	scene(async (world) => {
		const { stopId, who } = await begun(world);
		const again = { stopId, article: wholeArticle() };
		await rejects(beginRecord(world.db, who, again, noon), { code: 'records.begun' });
		await rejects(beginRecord(world.db, nariAtDesk(world), again, noon), { kind: 'unknown' });
		deepEqual(await told(world.db), ['record.begun']);
	}));

test('it is saved over the version one has seen; what somebody else has saved is not written over', () =>
	scene(async (world) => {
		const { stopId, who } = await begun(world);
		const { db } = world;
		const other = { ...gate.hostOrganiser({ ...world.visitors.hana, person: world.mina }, world.host) };
		const first = await saveRecord(db, who, { stopId, form: articleForm(1, { title: words('One') }) }, hours(0.01));
		equal(first.version, 2);
		const late = { stopId, form: articleForm(1, { title: words('Late') }) };
		await rejects(saveRecord(db, other, late, hours(0.02)), { code: 'records.newer' });
		equal((await recordOf(reading(db), stopId))!.content.title.en, 'One');
		// Somebody else who has seen it writes on: what stood there is kept.
		await saveRecord(db, other, { stopId, form: articleForm(2, { title: words('Two') }) }, hours(0.03));
		deepEqual(
			(await versionsOf(reading(db), stopId)).map(({ number, writtenByName }) => [number, writtenByName]),
			[[1, 'hana']]
		);
		// The same again is nothing new.
		equal(
			(await saveRecord(db, other, { stopId, form: articleForm(3, { title: words('Two') }) }, hours(1))).version,
			3
		);
		const own = { stopId, form: articleForm(3, { title: words('Three') }) };
		await rejects(saveRecord(db, nariAtDesk(world), own, noon), { kind: 'unknown' });
		await saveRecord(db, other, own, hours(1));
		equal((await versionsOf(reading(db), stopId)).length, 2, 'after a while it is kept all the same');
	}));

test('of two who save at once over the same version one is told', () =>
	scene(async (world) => {
		const { stopId, who } = await begun(world);
		const save = (title: string) =>
			saveRecord(world.db, who, { stopId, form: articleForm(1, { title: words(title) }) }, noon);
		const ends = await Promise.allSettled(['a', 'b', 'c'].map(save));
		deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
	}));

test('an earlier version is taken up; what stood there is kept', () =>
	scene(async (world) => {
		const { stopId, who } = await begun(world);
		const { db } = world;
		await saveRecord(db, who, { stopId, form: articleForm(1, { title: words('New') }) }, hours(1));
		await rejects(takeUpVersion(db, who, { stopId, number: 9, version: 2 }, hours(1)), { kind: 'unknown' });
		await rejects(takeUpVersion(db, who, { stopId, number: 1, version: 1 }, hours(1)), { code: 'records.newer' });
		await takeUpVersion(db, who, { stopId, number: 1, version: 2 }, hours(1));
		equal((await recordOf(reading(db), stopId))!.content.title.en, 'A visit');
		equal((await versionsOf(reading(db), stopId)).length, 2);
	}));

test('published, it is public from its instant on and not a moment before', () =>
	scene(async (world) => {
		const { stopId, who, titleAt } = await begun(world);
		const { db } = world;
		const from = { 'from.day': '2026-11-23', 'from.time': '13:00' }; // an hour after noon
		const past = { 'from.day': '2026-11-23', 'from.time': '11:00' };
		await rejects(publishRecord(db, who, { stopId, form: publishForm(1, past) }, noon), {
			fields: { 'from.day': 'records.already-past' }
		});
		await publishRecord(db, who, { stopId, form: publishForm(1, from) }, noon);
		equal(await titleAt(new Date(hours(1).getTime() - 1)), null);
		equal(await titleAt(hours(1)), 'A visit');
		equal(await hasPublicRecord(reading(db), stopId, noon), false);
		deepEqual(await publicRecords(reading(db), noon), []);
		deepEqual(await publicEditions(reading(db), stopId, noon), []);
		equal((await publicRecords(reading(db), hours(1))).length, 1);
		// What is written on is nobody's to read.
		await saveRecord(db, who, { stopId, form: articleForm(1, { title: words('Draft') }) }, hours(2));
		equal(await titleAt(hours(3)), 'A visit');
	}));

test('one that waits is called back, once, and only while it waits', () =>
	scene(async (world) => {
		const { stopId, who, titleAt } = await begun(world);
		const { db } = world;
		const from = { 'from.day': '2026-11-23', 'from.time': '13:00' };
		const edition = await publishRecord(db, who, { stopId, form: publishForm(1, from) }, noon);
		await rejects(publishRecord(db, who, { stopId, form: publishForm(1) }, noon), { code: 'records.edition-waits' });
		await rejects(recallEdition(db, who, { stopId, edition }, hours(1)), { code: 'records.too-late-to-recall' });
		await rejects(recallEdition(db, nariAtDesk(world), { stopId, edition }, noon), { kind: 'unknown' });
		await recallEdition(db, who, { stopId, edition }, noon);
		await rejects(recallEdition(db, who, { stopId, edition }, noon), { kind: 'conflict' });
		equal(await titleAt(hours(5)), null);
		equal(await publishRecord(db, who, { stopId, form: publishForm(1) }, hours(2)), 2);
		equal(await titleAt(hours(2)), 'A visit');
	}));

test('a change after publishing is a correction: it has a reason, and the earlier edition can still be read', () =>
	scene(async (world) => {
		const { stopId, who, titleAt } = await begun(world);
		const { db } = world;
		await publishRecord(db, who, { stopId, form: publishForm(1) }, noon);
		const same = { stopId, form: publishForm(1, reason('none')) };
		await rejects(publishRecord(db, who, same, hours(1)), { code: 'records.nothing-changed' });
		await saveRecord(db, who, { stopId, form: articleForm(1, { title: words('Right') }) }, hours(1));
		await rejects(publishRecord(db, who, { stopId, form: publishForm(2) }, hours(1)), {
			fields: { 'reason.ko': 'lib.required', 'reason.en': 'lib.required' }
		});
		await rejects(publishRecord(db, who, { stopId, form: publishForm(1, reason('x')) }, hours(1)), {
			code: 'records.newer'
		});
		await publishRecord(db, who, { stopId, form: publishForm(2, reason('The title was wrong')) }, hours(1));
		equal(await titleAt(hours(1)), 'Right');
		const earlier = await publicEdition(reading(db), stopId, { at: hours(2), edition: 1 });
		equal(earlier.content.title.en, 'A visit');
		const editions = await publicEditions(reading(db), stopId, hours(2));
		deepEqual(
			editions.map(({ edition, reason: why }) => [edition, why?.en ?? null]),
			[
				[1, null],
				[2, 'The title was wrong']
			]
		);
		equal((await editionsOf(reading(db), stopId)).length, 2);
		// What was published is not changed, by any way.
		await rejects(db.updateTable('record_versions').set({ kept_at: noon }).execute());
		await rejects(
			db
				.updateTable('record_editions')
				.set({ public_from: hours(9) })
				.execute()
		);
		await rejects(db.deleteFrom('record_editions').execute());
	}));

test('what lacks a language, or words for its picture, is not published', () =>
	scene(async (world) => {
		const { stopId, who } = await begun(world, { lead: { ko: '왔습니다', en: ' ' } });
		await rejects(publishRecord(world.db, who, { stopId, form: publishForm(1) }, noon), {
			fields: { 'lead.en': 'lib.required' }
		});
		await rejects(publishRecord(world.db, nariAtDesk(world), { stopId, form: publishForm(1) }, noon), {
			kind: 'unknown'
		});
	}));
