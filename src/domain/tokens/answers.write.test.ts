import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Tx } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { hours, noon, scene, type Scene } from '../../../tests/cast.ts';
import { countUse, dropAnswers, onceFor, sightSince } from './answers.write.server.ts';
import { mostPerMinute } from './rules.ts';
import { makeToken } from './write.server.ts';

const asked = hashed('one');

async function token({ db, visitors, host }: Scene): Promise<string> {
	const form = { name: 'Website', rights: ['calls.read' as const], days: 30 };
	return makeToken(db, gate.hostOrganiser(visitors.hana, host), { form, secret: newSecret() }, noon);
}

/** Work that leaves something and counts how often it was done. */
function counted() {
	const work = async () => ({ status: 201, body: String(++work.times) });
	work.times = 0;
	return work;
}

test('the same request under a key is done once and answered the same; another under it is refused', () =>
	scene(async (world) => {
		const keyed = { tokenId: await token(world), key: 'k', asked };
		const work = counted();
		const first = await onceFor(world.db, keyed, work, noon);
		deepEqual(first, { status: 201, body: '1', isAgain: false });
		deepEqual(await onceFor(world.db, keyed, work, hours(23)), { ...first, isAgain: true });
		await rejects(onceFor(world.db, { ...keyed, asked: hashed('other') }, work, noon), { code: 'tokens.key-of-other' });
		equal(work.times, 1);
	}));

test('a key of another token, and one of a day ago, is another key', () =>
	scene(async (world) => {
		const [one, other] = [await token(world), await token(world)];
		const work = counted();
		for (const tokenId of [one, other]) await onceFor(world.db, { tokenId, key: 'k', asked }, work, noon);
		await onceFor(world.db, { tokenId: one, key: 'k', asked: hashed('new') }, work, hours(24));
		equal(work.times, 3);
		await dropAnswers(world.db, hours(25));
		equal((await world.db.selectFrom('token_answers').selectAll().execute()).length, 1);
	}));

test('while the first is in hand the second is refused, and does not wait', () =>
	scene(async (world) => {
		const keyed = { tokenId: await token(world), key: 'k', asked };
		const gone = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const slow = async () => {
			begun.resolve();
			await gone.promise;
			return { status: 200, body: 'done' };
		};
		const first = onceFor(world.db, keyed, slow, noon);
		await begun.promise;
		await rejects(onceFor(world.db, keyed, slow, noon), { code: 'tokens.key-in-hand' });
		gone.resolve();
		equal((await first).body, 'done');
	}));

test('what was refused under a key left nothing: it may come again, mended', () =>
	scene(async (world) => {
		const keyed = { tokenId: await token(world), key: 'k', asked };
		await rejects(
			onceFor(world.db, keyed, () => Promise.reject(new Error('no')), noon),
			/no/
		);
		const work = counted();
		equal((await onceFor(world.db, { ...keyed, asked: hashed('mended') }, work, noon)).isAgain, false);
	}));

test('what was done under a key is undone where its answer cannot be kept', () =>
	scene(async (world) => {
		const keyed = { tokenId: await token(world), key: 'k', asked };
		const work = async (tx: Tx) => {
			await tx.updateTable('people').set({ name: 'changed' }).execute();
			return { status: 2 ** 40, body: 'no status is so large' };
		};
		await rejects(onceFor(world.db, keyed, work, noon));
		const changed = world.db.selectFrom('people').select('id').where('name', '=', 'changed');
		deepEqual(await changed.execute(), []);
	}));

test('while uses cannot be counted a program changes nothing, and reads on', () =>
	scene(async (world) => {
		const tokenId = await token(world);
		await countUse(world.db, { tokenId, changes: true }, noon);
		// Somebody else holds its counter, and then there is none.
		await world.db.transaction().execute(async (tx) => {
			await tx.selectFrom('token_uses').select('token_id').forUpdate().execute();
			await rejects(countUse(world.db, { tokenId, changes: true }, noon), { code: 'tokens.uncounted', kind: 'busy' });
			await countUse(world.db, { tokenId, changes: false }, noon);
		});
		await sql`alter table token_uses rename to token_uses_away`.execute(world.owner);
		await rejects(countUse(world.db, { tokenId, changes: true }, noon), { code: 'tokens.uncounted' });
		await countUse(world.db, { tokenId, changes: false }, noon);
	}));

test('a token asks so often a minute and no more, and is told when there is room', () =>
	scene(async (world) => {
		const use = { tokenId: await token(world), changes: false };
		const at = new Date(noon.getTime() + 20_000);
		for (let nth = 0; nth < mostPerMinute; nth++) await countUse(world.db, use, at);
		await rejects(countUse(world.db, use, at), { code: 'tokens.too-often', detail: { waitS: 40 } });
		await countUse(world.db, use, new Date(noon.getTime() + 60_000));
	}));

test('what reads the same has been so since it was first read; what changed has a second of its own', () =>
	scene(async (world) => {
		const [tokenId, path] = [await token(world), hashed('/calls')];
		const read = (text: string, ms: number) =>
			sightSince(world.db, { tokenId, path, body: hashed(text) }, new Date(noon.getTime() + ms));
		deepEqual(await read('a', 100), new Date(noon.getTime() + 100));
		deepEqual(await read('a', 90_000), new Date(noon.getTime() + 100));
		deepEqual(await read('b', 90_300), new Date(noon.getTime() + 90_300));
		deepEqual(await read('c', 90_600), new Date(noon.getTime() + 91_000));
	}));
