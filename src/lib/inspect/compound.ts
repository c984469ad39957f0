import { Unfit, type Found } from './found.ts';
import { hwpHoldsNumber } from './hwptext.ts';
import type { Source } from './source.ts';

const signature = 'd0cf11e0a1b11ae1';
const mostSectors = 1 << 20;
const mostEntries = 20_000;
const mostRemembered = 1 << 16;
const mostOfSection = 8 << 20;
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
	const read = (stream: Stream, most: number) => contentOf(source, file, { streams, stream, most });
	const told = read(header, 256);
	if (told.length < 40) throw new Unfit('broken');
	if (!told.toString('latin1').startsWith('HWP Document File\0')) throw new Unfit('old-office');
	// HWP 5.0 §3.2.1: the first bit says that texts are packed, the second that a password is set.
	const [isPacked, isLocked] = [(told.readUInt32LE(36) & 0b01) !== 0, (told.readUInt32LE(36) & 0b10) !== 0];
	const isEmbedding = streams.some(({ name }) => /^BIN[0-9A-F]{4}\.(ole|eps|ps|exe|js|vbs)$/i.test(name));
	const sections = isLocked ? [] : streams.filter(({ name, type }) => type === 2 && /^Section\d+$/.test(name));
	const holdsNumber = sections.some((section) => hwpHoldsNumber(read(section, mostOfSection), isPacked));
	return { kind: 'hwp', isLocked, cautions: isEmbedding ? ['hwp-embedded'] : [], holdsNumber };
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

type Content = { streams: Stream[]; stream: Stream; most: number };

/** A stream from its start, `most` bytes of it. A small one lies in the root's own stream, in sectors of 64 bytes. */
function contentOf(source: Source, file: Compound, { streams, stream, most }: Content): Buffer {
	const head = source.read(0, 512);
	const wanted = Math.min(stream.size, most);
	const isSmall = stream.size < head.readUInt32LE(56);
	const sectors = isSmall
		? smallChain(file, { streams, start: stream.start, table: head.readUInt32LE(60) })
		: chainOf(file, stream.start);
	const parts: Buffer[] = [];
	let length = 0;
	while (length < wanted) {
		const { value } = sectors.next();
		if (!value) throw new Unfit('broken');
		parts.push(value);
		length += value.length;
	}
	return Buffer.concat(parts).subarray(0, wanted);
}

type Small = { streams: Stream[]; start: number; table: number };

function* smallChain(file: Compound, { streams, start, table }: Small): Generator<Buffer> {
	const root = streams.find(({ type }) => type === 5);
	if (!root) throw new Unfit('broken');
	const perSector = file.sectorSize / 64;
	const [sectorOf, tableOf] = [remembered(chainOf(file, root.start)), remembered(chainOf(file, table))];
	for (let id = start; id < endOfChain; id = smallNext(file, tableOf, id)) {
		const from = 64 * (id % perSector);
		yield sectorOf(Math.floor(id / perSector)).subarray(from, from + 64);
	}
}

function smallNext(file: Compound, tableOf: (place: number) => Buffer, id: number): number {
	const perSector = file.sectorSize / 4;
	return tableOf(Math.floor(id / perSector)).readUInt32LE(4 * (id % perSector));
}

/** The sectors of a chain by their place in it, followed as far as is asked. */
function remembered(chain: Generator<Buffer>): (place: number) => Buffer {
	const seen: Buffer[] = [];
	return (place) => {
		while (seen.length <= place) {
			const { value } = chain.next();
			if (!value || seen.length >= mostRemembered) throw new Unfit('broken');
			seen.push(value);
		}
		return seen[place]!;
	};
}
