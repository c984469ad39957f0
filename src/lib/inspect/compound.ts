import { Unfit, type Found } from './found.ts';
import type { Source } from './source.ts';

const signature = 'd0cf11e0a1b11ae1';
const mostSectors = 1 << 20;
const mostEntries = 20_000;
const endOfChain = 0xfffffffe;

type Compound = { sectorSize: number; sector: (id: number) => Buffer; fat: (id: number) => number };
type Stream = { name: string; type: number; start: number; size: number };

/**
 * Whether it is a compound file ([MS-CFB]) and which: an HWP document is one with a stream `FileHeader` that says so.
 * Undefined for anything else; other compound files (older office documents, locked ones) are refused by name.
 */
export function compoundIn(source: Source): Found | undefined {
	if (source.read(0, 8).toString('hex') !== signature) return undefined;
	const file = open(source);
	const streams = directoryOf(source, file);
	const header = streams.find(({ name }) => name === 'FileHeader');
	if (!header) throw new Unfit(streams.some(({ name }) => name === 'EncryptedPackage') ? 'locked' : 'old-office');
	const told = contentOf(source, file, { streams, stream: header });
	if (!told.toString('latin1').startsWith('HWP Document File\0')) throw new Unfit('old-office');
	// HWP 5.0 §3.2.1: the second bit says that a password is set.
	const isLocked = (told.readUInt32LE(36) & 0b10) !== 0;
	const isEmbedding = streams.some(({ name }) => /^BIN[0-9A-F]{4}\.(ole|eps|ps|exe|js|vbs)$/i.test(name));
	return { kind: 'hwp', isLocked, cautions: isEmbedding ? ['hwp-embedded'] : [] };
}

function open(source: Source): Compound {
	const head = source.read(0, 512);
	if (head.length < 512) throw new Unfit('broken');
	const shift = head.readUInt16LE(30);
	if (shift !== 9 && shift !== 12) throw new Unfit('broken');
	const sectorSize = 1 << shift;
	const sector = (id: number) => {
		const bytes = source.read((id + 1) * sectorSize, sectorSize);
		if (bytes.length < sectorSize) throw new Unfit('broken');
		return bytes;
	};
	const table = fatSectors(head, sector, sectorSize);
	const perSector = sectorSize / 4;
	const fat = (id: number) => {
		const at = table[Math.floor(id / perSector)];
		if (at === undefined) throw new Unfit('broken');
		return sector(at).readUInt32LE(4 * (id % perSector));
	};
	return { sectorSize, sector, fat };
}

// The first 109 sectors of the allocation table are named in the header, the others in a chain of their own.
function fatSectors(head: Buffer, sector: (id: number) => Buffer, sectorSize: number): number[] {
	const ids = Array.from({ length: 109 }, (_, at) => head.readUInt32LE(76 + 4 * at));
	let next = head.readUInt32LE(68);
	for (let turns = 0; next < endOfChain; turns++) {
		if (turns > 1000) throw new Unfit('broken');
		const more = sector(next);
		for (let at = 0; at < sectorSize - 4; at += 4) ids.push(more.readUInt32LE(at));
		next = more.readUInt32LE(sectorSize - 4);
	}
	return ids.filter((id) => id < endOfChain);
}

function* chainOf(file: Compound, start: number): Generator<Buffer> {
	for (let id = start, turns = 0; id < endOfChain; id = file.fat(id), turns++) {
		if (turns > mostSectors) throw new Unfit('broken');
		yield file.sector(id);
	}
}

function directoryOf(source: Source, file: Compound): Stream[] {
	const streams: Stream[] = [];
	for (const bytes of chainOf(file, source.read(48, 4).readUInt32LE(0))) {
		for (let at = 0; at < bytes.length; at += 128) {
			const entry = bytes.subarray(at, at + 128);
			const length = Math.min(64, entry.readUInt16LE(64));
			const name = entry.toString('utf16le', 0, Math.max(0, length - 2));
			const [type, start, size] = [entry[66]!, entry.readUInt32LE(116), entry.readUInt32LE(120)];
			if (type !== 0) streams.push({ name, type, start, size });
		}
		if (streams.length > mostEntries) throw new Unfit('broken');
	}
	return streams;
}

/** The first 256 bytes of a stream. A small one lies in the root's own stream, in sectors of 64 bytes. */
function contentOf(source: Source, file: Compound, { streams, stream }: { streams: Stream[]; stream: Stream }): Buffer {
	const head = source.read(0, 512);
	const isSmall = stream.size < head.readUInt32LE(56);
	const content = isSmall
		? smallContent(file, { streams, stream, table: head.readUInt32LE(60) })
		: file.sector(stream.start).subarray(0, 256);
	if (content.length < 40) throw new Unfit('broken');
	return content;
}

type Small = { streams: Stream[]; stream: Stream; table: number };

function smallContent(file: Compound, { streams, stream, table }: Small): Buffer {
	const root = streams.find(({ type }) => type === 5);
	if (!root) throw new Unfit('broken');
	const wanted = Math.min(stream.size, 256);
	const perSector = file.sectorSize / 64;
	const parts: Buffer[] = [];
	for (let id = stream.start; parts.length * 64 < wanted; id = smallNext(file, table, id)) {
		const sector = nth(chainOf(file, root.start), Math.floor(id / perSector));
		parts.push(sector.subarray(64 * (id % perSector), 64 * (id % perSector) + 64));
	}
	return Buffer.concat(parts).subarray(0, wanted);
}

function smallNext(file: Compound, table: number, id: number): number {
	const perSector = file.sectorSize / 4;
	return nth(chainOf(file, table), Math.floor(id / perSector)).readUInt32LE(4 * (id % perSector));
}

function nth(chain: Generator<Buffer>, place: number): Buffer {
	for (const sector of chain) if (place-- === 0) return sector;
	throw new Unfit('broken');
}
