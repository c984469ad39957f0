import '../../../tests/folder.ts';
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { crc32 } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { logoById, logosToRedraw, lookOf } from './read.server.ts';
import { addLogo, chooseColour, redrawLogo, removeLogo } from './write.server.ts';

// One pixel.
const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
// One point each, and one of 8 × 4 points.
const jpeg = Buffer.from(
	'/9j/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCYAUP/2Q==',
	'base64'
);
const webp = Buffer.from('UklGRh4AAABXRUJQVlA4TBEAAAAvB8AAAAdQjyKXp/+BiOh/AAA=', 'base64');

/** A picture that also tells something, in the form of its kind: a piece of text, or what a camera noted. */
const telling = {
	png: Buffer.concat([png.subarray(0, 33), pngText('Comment\0taken at home'), png.subarray(33)]),
	jpeg: Buffer.concat([
		jpeg.subarray(0, 2),
		Buffer.from('\xff\xe1\0\x15Exif\0\0taken at home', 'latin1'),
		jpeg.subarray(2)
	]),
	webp: Buffer.concat([webp, Buffer.from('<script>taken at home</script>')])
};

function pngText(text: string): Buffer {
	const named = Buffer.from(`tEXt${text}`, 'latin1');
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(text.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}

/** A picture whose head claims many points. */
function claiming(width: number, height: number): Buffer {
	const head = Buffer.from(png);
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	head.writeUInt32BE(crc32(head.subarray(12, 29)), 29);
	return head;
}

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

test('a logo is drawn anew: its points and nothing else that was in the file, and no larger than it is shown', () =>
	scene(async (world) => {
		const { db, host } = world;
		const sides = { png: [1, 1], jpeg: [1, 1], webp: [8, 4] };
		for (const [kind, sent] of Object.entries(telling)) {
			await addLogo(db, hanaAtDesk(world), bytes(sent), noon);
			const { id, kind: kept, size, sha256 } = await logoById(reading(db), (await lookOf(reading(db), host))!.logo!);
			const shown = await buffer(await files.read(id));
			deepEqual([kept, size], ['png', shown.length], kind);
			deepEqual([shown.readUInt32BE(16), shown.readUInt32BE(20)], sides[kind as keyof typeof sides], kind);
			ok(!shown.includes('taken at home') && !shown.includes('Exif'), kind);
			equal(sha256, createHash('sha256').update(shown).digest('hex'));
		}
	}));

test('what claims more points than a logo has is refused before any is read', () =>
	scene(async (world) => {
		const { db } = world;
		const begun = performance.now();
		for (const [width, height] of [
			[20_000, 20_000],
			[29_999, 600],
			[0, 1]
		] as const)
			await rejects(addLogo(db, hanaAtDesk(world), bytes(claiming(width, height)), noon), { code: 'looks.logo-unfit' });
		ok(performance.now() - begun < 10_000);
	}));

test('a logo that came before is drawn anew once, its bytes are gone, and what cannot be drawn is none any more', () =>
	scene(async (world) => {
		const { db, host } = world;
		const old = async (body: Buffer) => {
			await addLogo(db, hanaAtDesk(world), bytes(png), noon);
			const { logo } = (await lookOf(reading(db), host))!;
			const path = join(mkdtempSync(join(process.env.DATA_DIR!, 'old-')), 'logo');
			writeFileSync(path, body);
			await files.put(logo!, path);
			await db.updateTable('host_looks').set({ logo_drawn_at: null }).execute();
			return logo!;
		};
		const before = await old(telling.png);
		for (const logo of await logosToRedraw(reading(db))) await redrawLogo(db, logo, noon);
		const { logo } = (await lookOf(reading(db), host))!;
		ok(logo && logo !== before);
		await rejects(files.read(before));
		deepEqual(await logosToRedraw(reading(db)), []);
		const broken = await old(claiming(5, 5));
		await redrawLogo(db, { hostId: host, logoId: broken }, noon);
		equal((await lookOf(reading(db), host))?.logo, null);
		await rejects(files.read(broken));
	}));
