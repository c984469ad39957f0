import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { saveDraft } from '#domain/applications/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { folderOutside, type Outside } from '#lib/outside.server.ts';
import { isSignedBy, newKey, signed, type SigningKey } from '#lib/signing.server.ts';
import { addPerson, hours, letters, noon, scene, told, withRole, type Scene } from '../../../tests/cast.ts';
import { writeBoard } from '../../jobs/keep-board.ts';
import { announcementKeys, boardCalls, changedForBoard, judgedExtensions } from './board.read.server.ts';
import { boardFile, boardIn, boardText } from './board.rules.ts';
import { extensionText, extensionsFile, type Extended, type Extension } from './extensions.rules.ts';
import { adoptExtension, endAnnouncementKey, makeAnnouncementKey } from './extensions.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';

// The cast's call closes an hour after noon; the program was last there at noon, and is back two hours later.
const away = hours(0.5);
const back = hours(2);

/** Hana and Bitna, who organise the host, with a key each. */
async function keyed(world: Scene) {
	const { db, host, visitors } = world;
	const bitna = await withRole(db, await addPerson(db, 'bitna'), 'organiser', { host });
	const pairs = [newKey(), newKey()] as const;
	for (const [nth, visitor] of [visitors.hana, bitna].entries())
		await makeAnnouncementKey(db, gate.hostOrganiser(visitor, host), pairs[nth]!.publicKey, hours(-1));
	return { bitna, pairs };
}

const content = ({ call }: Scene, more: Partial<Extended> = {}): Extended => ({
	...{ v: 'madang/extension/v1', call: call.id, slug: call.slug, reason: { ko: '접수 시스템 장애', en: 'An outage' } },
	...{ old_at: hours(1).toISOString(), new_at: hours(30).toISOString(), announced_at: away.toISOString() },
	...more
});

const by = (content: Extended, ...keys: SigningKey[]): Extension => ({
	content,
	signatures: keys.map((key) => ({ key: key.publicKey, signature: signed(extensionText(content), key) }))
});

const closing = async ({ db, call }: Scene) => (await callBySlug(reading(db), call.slug)).closes_at.toISOString();

/** A place outside in a folder of this test's own. */
async function outside(play: (place: Outside, folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'madang-board-'));
	await play(folderOutside(folder), folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

test('what two organisers signed while the program was away holds when it is back: once, with a letter and on the notice', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		await saveDraft(db, joonApplying, { version: 0, answers: { proposal: '초안' } }, noon);
		const { pairs } = await keyed(world);
		const found = { extension: by(content(world), ...pairs), boardAt: noon };
		const both = await Promise.all([adoptExtension(db, found, back), adoptExtension(db, found, back)]);
		deepEqual(both.toSorted(), [null, undefined]);
		equal(await closing(world), hours(30).toISOString());
		const whole = await wholeCall(reading(db), await callBySlug(reading(db), call.slug));
		deepEqual([whole.review_until, whole.draw_at], [hours(48 + 29), hours(72 + 29)], 'the reviews keep their days');
		deepEqual(
			whole.changes.map(({ old_at, new_at, reason }) => [old_at, new_at, reason.en]),
			[[hours(1), hours(30), 'An outage']]
		);
		const [letter] = await letters(db);
		match(
			letter!.body,
			/처음 마감: 2026-11-23\(월\) 13:00 KST\n새 마감: 2026-11-24\(화\) 18:00 KST\n사유: 접수 시스템 장애/
		);
		equal((await told(db)).at(-1), 'deadline.adopted');
	}));

test('what does not hold moves nothing, and is on record with its reason', () =>
	scene(async (world) => {
		const { db, host, visitors } = world;
		const { pairs } = await keyed(world);
		const [hana] = pairs;
		const stranger = newKey();
		await makeAnnouncementKey(db, gate.hostOrganiser(visitors.nari, world.otherHost), stranger.publicKey, noon);
		const at = (more: Partial<Extended>) => by(content(world, more), ...pairs);
		const forged = at({ new_at: hours(31).toISOString() });
		const cases: [string, Extension, string][] = [
			['one key', by(content(world), hana), 'calls.needs-two-keys'],
			['one key twice', by(content(world, { new_at: hours(32).toISOString() }), hana, hana), 'calls.needs-two-keys'],
			[
				'another host’s key',
				by(content(world, { new_at: hours(33).toISOString() }), hana, stranger),
				'calls.key-not-known'
			],
			[
				'changed after signing',
				{ ...forged, content: { ...forged.content, new_at: hours(99).toISOString() } },
				'calls.key-not-known'
			],
			[
				'before the board was last written',
				at({ announced_at: hours(-1).toISOString() }),
				'calls.announced-while-there'
			],
			['from the future', at({ announced_at: hours(3).toISOString() }), 'calls.announced-while-there'],
			['another deadline than there is', at({ old_at: hours(0.9).toISOString() }), 'calls.change-differs'],
			['once it had passed', at({ announced_at: hours(1.5).toISOString() }), 'calls.deadline-passed'],
			['too soon', at({ new_at: hours(5).toISOString() }), 'calls.deadline-too-soon']
		];
		for (const [what, extension, code] of cases)
			equal(await adoptExtension(db, { extension, boardAt: noon }, back), code, what);
		await endAnnouncementKey(db, gate.hostOrganiser(visitors.hana, host), await keyOf(world, 'bitna'), noon);
		equal(
			await adoptExtension(db, { extension: at({}), boardAt: noon }, back),
			'calls.key-not-known',
			'a key that ended'
		);
		equal(await closing(world), hours(1).toISOString());
		deepEqual(await letters(db), []);
		const judged = await judgedExtensions(reading(db), host);
		equal(judged.filter(({ refused }) => refused).length, cases.length + 1);
		equal((await told(db)).filter((verb) => verb === 'deadline.not-adopted').length, cases.length + 1);
		equal(await adoptExtension(db, { extension: at({ call: world.host }), boardAt: noon }, back), undefined);
	}));

const keyOf = async ({ db, host }: Scene, name: string) =>
	(await announcementKeys(reading(db), host)).find((key) => key.name === name)!.id;

test('a new key ends the one before; another host’s is not there to be ended', () =>
	scene(async (world) => {
		const { db, host, otherHost, visitors } = world;
		await keyed(world);
		await makeAnnouncementKey(db, gate.hostOrganiser(visitors.hana, host), newKey().publicKey, noon);
		equal((await announcementKeys(reading(db), host)).length, 2);
		const nari = gate.hostOrganiser(visitors.nari, otherHost);
		await rejects(endAnnouncementKey(db, nari, await keyOf(world, 'hana'), noon), { code: 'calls.key-not-found' });
		await rejects(endAnnouncementKey(db, nari, 'nonsense', noon), { code: 'calls.key-not-found' });
		equal((await told(db)).filter((verb) => verb === 'announcement.key-made').length, 3);
	}));

test('the board says outside, whole and without a script, what stands; and nothing of a draft', () =>
	scene(async (world) => {
		const { db } = world;
		const { pairs } = await keyed(world);
		await outside(async (place, folder) => {
			const away = () => Promise.reject(new Error('it does not answer'));
			const silent: Outside = { read: away, put: away, remove: away };
			await rejects(writeBoard(db, [silent, place], noon), /does not answer/, 'the other has it all the same');
			const page = readFileSync(join(folder, 'calls/seoul.html'), 'utf8');
			match(page, /접수 마감: <strong class="when">2026-11-23\(월\) 13:00 KST/);
			match(page, /2026-11-23\(월\) 12:00:00 KST 기준/);
			match(
				readFileSync(join(folder, 'calls/seoul.en.html'), 'utf8'),
				/Applications close: .*Mon 23 Nov 2026, 13:00 KST/
			);
			match(readFileSync(join(folder, 'index.html'), 'utf8'), /href="calls\/seoul.html"/);
			ok(!/<script|<link|<img|src=/.test(page) && page.length < 8_000, 'it needs nothing else');
			const { board, key, signature } = boardIn(await place.read(boardFile))!;
			ok(isSignedBy(key, boardText(board), signature));
			deepEqual(board.calls[0]!.keys, pairs.map(({ publicKey }) => publicKey).sort());
			await db.updateTable('calls').set({ published_at: null }).execute();
			await writeBoard(db, [place], hours(0.1));
			deepEqual([await boardCalls(reading(db), noon), await place.read('calls/seoul.html')], [[], null]);
		});
	}));

test('what lies outside is adopted before the board is written anew, by when the program last wrote it', () =>
	scene(async (world) => {
		const { db } = world;
		const { pairs } = await keyed(world);
		await outside(async (place) => {
			await writeBoard(db, [place], noon);
			const early = by(content(world, { announced_at: hours(-0.5).toISOString() }), ...pairs);
			await place.put(extensionsFile, JSON.stringify([early, by(content(world), ...pairs), 'nonsense']));
			await writeBoard(db, [place], back);
			equal(await closing(world), hours(30).toISOString());
			await writeBoard(db, [place], hours(2.1));
			const { head, isChanged } = await changedForBoard(reading(db), 0);
			ok(isChanged && !(await changedForBoard(reading(db), head)).isChanged);
			deepEqual(
				(await told(db)).filter((verb) => verb.startsWith('deadline.')),
				['deadline.not-adopted', 'deadline.adopted']
			);
			match(
				(await place.read('calls/seoul.html'))!,
				/<del>2026-11-23\(월\) 13:00 KST<\/del> → <strong>2026-11-24\(화\) 18:00 KST/
			);
		});
	}));
