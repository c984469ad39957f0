import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '#draw';
import { hours, letters, scene } from '../../../tests/cast.ts';
import { prepared } from '../../../tests/draws.ts';
import { drawOfCall, publicDraw, transcriptText } from './read.server.ts';
import { rehearseDraw } from './rehearsals.write.server.ts';

test('a rehearsal is conducted at once under its own tag, writes to nobody, and leaves the draw to come', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await prepared(world);
		const before = (await letters(db)).length;
		const slug = await rehearseDraw(db, hanaOrganising, hours(55));
		equal(slug, 'seoul-rehearsal-1');
		equal(await rehearseDraw(db, hanaOrganising, hours(56)), 'seoul-rehearsal-2');
		const rehearsal = await publicDraw(db, slug);
		deepEqual([rehearsal.tag, rehearsal.state], ['rehearsal', 'conducted']);
		const verdict = verify(JSON.parse(await transcriptText(db, rehearsal.id)));
		ok(verdict.ok, verdict.says.en);
		match(verdict.notes.map(({ en }) => en).join(), /rehearsal/);
		equal((await letters(db)).length, before);
		equal((await drawOfCall(db, call.id))?.state, 'prepared');
	}));

test('a rehearsal before the bands are frozen is refused', () =>
	scene(async ({ db, hanaOrganising }) => {
		await rejects(rehearseDraw(db, hanaOrganising, hours(40)), { code: 'draws.not-frozen' });
	}));
