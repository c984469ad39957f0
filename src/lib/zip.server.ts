import { once } from 'node:events';
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib';
import { refusal } from '#lib/refusal.ts';

/** What an archive may at most hold: files in it, and bytes of one and of all of them unpacked. */
export type ZipLimits = { files: number; each: number; whole: number };

type Held = { offset: number; packed: number; size: number; method: number };

const unreadable = () => refusal('invalid', 'lib.not-an-archive');
const tooLarge = () => refusal('invalid', 'lib.archive-too-large');

/**
 * The files of a ZIP archive (PKWARE APPNOTE 6.3), by name; `read` unpacks one. What its own list says of sizes is judged
 * before anything is unpacked, and unpacking stops at what the list said: a bomb is refused unlit. Refuses encrypted
 * archives, other methods than stored and deflate, and ZIP64, which nothing of the allowed size needs.
 */
export function openZip(bytes: Buffer, limits: ZipLimits): { names: string[]; read: (name: string) => Buffer } {
	const held = listOf(bytes, limits);
	return {
		names: [...held.keys()],
		read: (name) => {
			const file = held.get(name);
			if (!file) throw unreadable();
			return unpacked(bytes, file);
		}
	};
}

function listOf(bytes: Buffer, limits: ZipLimits): Map<string, Held> {
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
	if (end === -1 || end + 22 > bytes.length) throw unreadable();
	const count = bytes.readUInt16LE(end + 10);
	if (count > limits.files) throw tooLarge();
	const held = new Map<string, Held>();
	let at = bytes.readUInt32LE(end + 16);
	let whole = 0;
	for (let nth = 0; nth < count; nth++) {
		if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable();
		const [nameLength, more, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
		const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
		const file = {
			...{ method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20) },
			...{ size: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42) }
		};
		if (isEncrypted || ![0, 8].includes(file.method)) throw unreadable();
		whole += file.size;
		if (file.size > limits.each || whole > limits.whole) throw tooLarge();
		held.set(bytes.toString('utf8', at + 46, at + 46 + nameLength!), file);
		at += 46 + nameLength! + more! + comment!;
	}
	return held;
}

function unpacked(bytes: Buffer, { offset, packed, size, method }: Held): Buffer {
	if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) throw unreadable();
	const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
	const part = bytes.subarray(from, from + packed);
	try {
		const whole = method === 0 ? part : inflateRawSync(part, { maxOutputLength: Math.max(1, size) });
		if (whole.length === size) return whole;
	} catch {
		// longer than its list said, or no deflate at all
	}
	throw unreadable();
}

/** A file to pack: its name in the archive, and its text or bytes in pieces. */
export type Packed = { name: string; pieces: Iterable<string | Uint8Array> };

/** Packs files into a ZIP archive, piece by piece as they come: no more than a piece and a file's list entry is held. */
export async function* zip(files: Iterable<Packed>): AsyncGenerator<Uint8Array> {
	const list: Buffer[] = [];
	let offset = 0;
	for (const { name, pieces } of files) {
		const head = headOf(name);
		yield head;
		const sums = { crc: 0, size: 0, packed: 0 };
		for await (const chunk of deflated(pieces, sums)) {
			sums.packed += chunk.length;
			yield chunk;
		}
		const after = Buffer.alloc(16);
		after.writeUInt32LE(0x08074b50, 0);
		writeSums(after, 4, sums);
		yield after;
		list.push(entryOf(name, sums, offset));
		offset += head.length + sums.packed + after.length;
	}
	yield* list;
	yield endOf(list, offset);
}

type Sums = { crc: number; size: number; packed: number };

async function* deflated(pieces: Packed['pieces'], sums: Sums): AsyncGenerator<Buffer> {
	const deflate = createDeflateRaw();
	const fed = (async () => {
		for (const piece of pieces) {
			const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
			sums.crc = crc32(bytes, sums.crc);
			sums.size += bytes.length;
			if (!deflate.write(bytes)) await once(deflate, 'drain');
		}
		deflate.end();
	})();
	yield* deflate;
	await fed;
}

// Bit 3: sums follow the file; bit 11: its name is UTF-8. 0x21 is 1 January 1980, the first day the form can say.
const flags = 0x0808;

function headOf(name: string): Buffer {
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	for (const [at, value] of [
		[4, 20],
		[6, flags],
		[8, 8],
		[12, 0x21],
		[26, Buffer.byteLength(name)]
	] as const)
		head.writeUInt16LE(value, at);
	return Buffer.concat([head, Buffer.from(name)]);
}

function entryOf(name: string, sums: Sums, offset: number): Buffer {
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	for (const [at, value] of [
		[4, 20],
		[6, 20],
		[8, flags],
		[10, 8],
		[14, 0x21],
		[28, Buffer.byteLength(name)]
	] as const)
		entry.writeUInt16LE(value, at);
	writeSums(entry, 16, sums);
	entry.writeUInt32LE(offset, 42);
	return Buffer.concat([entry, Buffer.from(name)]);
}

function writeSums(into: Buffer, at: number, { crc, packed, size }: Sums): void {
	for (const [nth, value] of [crc, packed, size].entries()) into.writeUInt32LE(value, at + 4 * nth);
}

function endOf(list: Buffer[], offset: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(list.length, 8);
	end.writeUInt16LE(list.length, 10);
	end.writeUInt32LE(
		list.reduce((sum, { length }) => sum + length, 0),
		12
	);
	end.writeUInt32LE(offset, 16);
	return end;
}
