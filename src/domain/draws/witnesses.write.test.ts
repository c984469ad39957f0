import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret } from '#draw';
import { hours, letters, scene, told } from '../../../tests/cast.ts';
import { bora, chan, linkOf, noClock, prepared, revealed, sealed, secretOf } from '../../../tests/draws.ts';
import { witnessesOf } from './read.server.ts';
import { promiseSecret, revealSecret } from './witnesses.write.server.ts';
import { conductDraw, prepareDraw } from './write.server.ts';

test('a witness is asked by a letter with a link of their own, and a promise replaces the one before', () =>
	scene(async (world) => {
		const { draw } = await prepared(world);
		const link = await linkOf(world, bora.email);
		await promiseSecret(world.db, link, commitSecret('the first secret of all'), hours(52));
		await promiseSecret(world.db, link, commitSecret(secretOf('보라')), hours(53));
		const [first] = await witnessesOf(world.db, draw.id);
		equal(first?.commitment, commitSecret(secretOf('보라')));
		equal((await told(world.db)).filter((verb) => verb === 'witness.promised').length, 2);
	}));

test("a link that is nobody's, or another draw's, is not there", () =>
	scene(async (world) => {
		await prepared(world);
		const link = await linkOf(world, bora.email);
		const hash = commitSecret(secretOf('보라'));
		const unknown = { code: 'draws.not-found', kind: 'unknown' };
		await rejects(promiseSecret(world.db, { ...link, token: 'guessed' }, hash, hours(52)), unknown);
		await rejects(promiseSecret(world.db, { ...link, slug: 'elsewhere' }, hash, hours(52)), unknown);
	}));

test('a promise after the seal is refused', () =>
	scene(async (world) => {
		await sealed(world);
		const late = promiseSecret(
			world.db,
			await linkOf(world, bora.email),
			commitSecret('another secret at all'),
			hours(61)
		);
		await rejects(late, { code: 'draws.already-sealed' });
	}));

test('a reveal before the seal is refused', () =>
	scene(async (world) => {
		await prepared(world);
		const link = await linkOf(world, bora.email);
		await promiseSecret(world.db, link, commitSecret(secretOf('보라')), hours(52));
		const early = revealSecret(world.db, link, { secret: secretOf('보라'), ...noClock }, hours(53));
		await rejects(early, { code: 'draws.not-sealed' });
	}));

test('a reveal that does not match the promise is refused, and the right one still counts', () =>
	scene(async (world) => {
		const { draw } = await sealed(world);
		const link = await linkOf(world, bora.email);
		const wrong = revealSecret(world.db, link, { secret: secretOf('찬'), ...noClock }, hours(61));
		await rejects(wrong, { code: 'draws.reveal-differs' });
		await revealSecret(world.db, link, { secret: secretOf('보라'), ...noClock }, hours(61));
		deepEqual(
			(await witnessesOf(world.db, draw.id)).map(({ reveal }) => reveal),
			[secretOf('보라'), null]
		);
	}));

test('a reveal twice: the same changes nothing, and after the draw nothing comes in', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		const link = await linkOf(world, bora.email);
		const lines = (await told(world.db)).length;
		await revealSecret(world.db, link, { secret: secretOf('보라'), ...noClock }, hours(62));
		equal((await told(world.db)).length, lines);
		await conductDraw(world.db, draw.id, {}, hours(72));
		await rejects(revealSecret(world.db, link, { secret: 'another secret at all', ...noClock }, hours(73)), {
			code: 'draws.already-revealed'
		});
	}));

test('preparing again keeps the link and the promise of a witness who stays, and asks only the new one', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const { draw } = await prepared(world);
		const link = await linkOf(world, chan.email);
		await promiseSecret(db, link, commitSecret(secretOf('찬')), hours(52));
		const dara = { name: '다라', email: 'dara@example.test' };
		await prepareDraw(db, hanaOrganising, { call, form: { usesBeacon: false, witnesses: [chan, dara] } }, hours(53));
		const witnesses = await witnessesOf(db, draw.id);
		deepEqual(
			witnesses.map(({ name, position }) => [name, position]),
			[
				['찬', 1],
				['다라', 2]
			]
		);
		equal(witnesses[0]?.commitment, commitSecret(secretOf('찬')));
		const toChan = (await letters(db)).filter(({ to_address }) => to_address === chan.email);
		equal(toChan.length, 1);
		match(toChan[0]!.body, new RegExp(link.token));
	}));
