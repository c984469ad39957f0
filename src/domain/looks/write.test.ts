import '../../../tests/folder.ts';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { logoById, lookOf } from './read.server.ts';
import { addLogo, chooseColour, removeLogo } from './write.server.ts';

// One pixel.
const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
async function* bytes(of: Uint8Array) {
	yield of;
}

test('a host’s colour is on its pages and on no other’s; taken back, there is none', () =>
	scene(async (world) => {
		const { db, host, otherHost } = world;
		await chooseColour(db, hanaAtDesk(world), '#7a1f3d', noon);
		equal((await lookOf(reading(db), host))?.shades?.colour, '#7a1f3d');
		equal(await lookOf(reading(db), otherHost), null);
		await chooseColour(db, nariAtDesk(world), '#1d5c8f', noon);
		equal((await lookOf(reading(db), host))?.shades?.colour, '#7a1f3d');
		await chooseColour(db, hanaAtDesk(world), null, noon);
		equal((await lookOf(reading(db), host))?.shades, null);
		deepEqual(await told(db), ['host.coloured', 'host.coloured', 'host.coloured']);
	}));

test('a colour that cannot be read is refused with how far it stands out, and leaves nothing', () =>
	scene(async (world) => {
		await rejects(chooseColour(world.db, hanaAtDesk(world), '#ffd400', noon), {
			code: 'looks.faint',
			detail: { colour: '#ffd400', ratio: '1.37', nearest: '#816c00' }
		});
		equal(await lookOf(reading(world.db), world.host), null);
		deepEqual(await told(world.db), []);
	}));

test('a logo is a picture of points, looked into; a drawing in words and what is none are refused', () =>
	scene(async (world) => {
		const { db, host } = world;
		const who = hanaAtDesk(world);
		for (const unfit of [svg, Buffer.from('MZ no picture'), Buffer.alloc(0)])
			await rejects(addLogo(db, who, bytes(unfit), noon), { code: 'looks.logo-unfit' });
		await rejects(addLogo(db, who, bytes(Buffer.alloc((1 << 20) + 1)), noon), { code: 'looks.logo-too-large' });
		await chooseColour(db, who, '#7a1f3d', noon);
		await addLogo(db, who, bytes(png), noon);
		const { logo, shades } = (await lookOf(reading(db), host))!;
		equal(shades?.colour, '#7a1f3d');
		equal((await logoById(reading(db), logo!)).kind, 'png');
		await removeLogo(db, who, noon);
		await rejects(logoById(reading(db), logo!), { kind: 'unknown' });
		await rejects(logoById(reading(db), 'no-id'), { kind: 'unknown' });
		deepEqual(await told(db), ['host.coloured', 'host.marked', 'host.unmarked']);
	}));
