import '../../../tests/folder.ts';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, words } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { articleForm, publishForm, wholeArticle } from '../../../tests/records.ts';
import { reading } from '#lib/db.server.ts';
import { pictureAtDesk, publicPicture, recordOf } from './article.read.server.ts';
import { beginRecord, publishRecord, saveRecord } from './article.write.server.ts';
import { addPicture } from './pictures.write.server.ts';

// One pixel.
const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
async function* bytes(of: Uint8Array) {
	yield of;
}

test('a picture is put above the record; the public sees it with an edition that shows it, and not before', () =>
	scene(async (world) => {
		const { db, call } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		const sent = () => ({ stopId, name: 'harbour.png', body: bytes(png) });
		await rejects(addPicture(db, who, sent(), noon), { kind: 'unknown' }, 'there is no record yet');
		await beginRecord(db, who, { stopId, article: wholeArticle() }, noon);
		await rejects(addPicture(db, nariAtDesk(world), sent(), noon), { kind: 'unknown' });
		await rejects(addPicture(db, who, { stopId, name: 'a.png', body: bytes(Buffer.from('MZ no picture')) }, noon), {
			code: 'records.picture-unfit'
		});
		await addPicture(db, who, sent(), noon);
		const { content, version } = (await recordOf(reading(db), stopId))!;
		const id = content.picture.id!;
		equal((await pictureAtDesk(reading(db), stopId, id)).kind, 'png');
		const open = (at: Date) => publicPicture(reading(db), stopId, { id, at });
		await rejects(publishRecord(db, who, { stopId, form: publishForm(version) }, noon), {
			fields: Object.fromEntries(
				['alt.ko', 'alt.en', 'credit.ko', 'credit.en'].map((name) => [`picture.${name}`, 'lib.required'])
			)
		});
		const picture = { id, alt: words('A harbour'), caption: words(''), credit: words('Us') };
		await saveRecord(db, who, { stopId, form: articleForm(version, { picture }) }, noon);
		await rejects(open(noon), { kind: 'unknown' });
		const from = { 'from.day': '2026-11-23', 'from.time': '13:00' };
		await publishRecord(db, who, { stopId, form: publishForm(version + 1, from) }, noon);
		await rejects(open(new Date(hours(1).getTime() - 1)), { kind: 'unknown' });
		equal((await open(hours(1))).name, 'harbour.png');
		const foreign = { ...picture, id: call.id };
		await rejects(saveRecord(db, who, { stopId, form: articleForm(version + 1, { picture: foreign }) }, noon), {
			fields: { 'picture.id': 'lib.not-a-choice' }
		});
		deepEqual((await told(db)).slice(0, 2), ['record.begun', 'record.picture-added']);
	}));
