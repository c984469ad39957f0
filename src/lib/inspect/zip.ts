import { createInflateRaw } from 'node:zlib';
import { Unfit } from './found.ts';
import { NumberSearch, written } from './numbers.ts';
import { memorySource, piecesOf, type Source } from './source.ts';

/** One entry of an archive's central directory (APPNOTE.TXT §4.3.12), as declared there. */
type Entry = { name: string; isLocked: boolean; method: number; packed: number; size: number; at: number };

/**
 * What an archive turned out to hold: the names in it, what a password keeps shut, the start of what was asked for, and
 * whether a resident registration number is written in it.
 */
export type Archive = { names: string[]; isLocked: boolean; texts: Map<string, string>; holdsNumber: boolean };

/** What all of an archive may come to, with the archives in it. */
export type Budget = { entries: number; bytes: number; depth: number };

/** 5,000 entries, 512 MiB unpacked, and archives within an archive, but no deeper. */
export const usualBudget = (): Budget => ({ entries: 5000, bytes: 512 << 20, depth: 1 });

const mostRatio = 200;
const freeOfRatio = 8 << 20;
const mostNested = 32 << 20;
const mostText = 1 << 20;

/**
 * Reads an archive to its end without writing anything: what it declares is judged first (how many, how large, by what
 * ratio, under which paths, no two in one place), then each entry is unpacked and counted, for what is declared may be
 * a lie. `wanted` says of which entries the text is needed.
 */
export async function readArchive(source: Source, wanted: RegExp, budget = usualBudget()): Promise<Archive> {
	const entries = entriesOf(source, budget);
	judge(entries, source.size, budget);
	const archive: Archive = {
		names: entries.map(({ name }) => name),
		isLocked: false,
		texts: new Map(),
		holdsNumber: false
	};
	for (const entry of entries) {
		if (entry.isLocked) archive.isLocked = true;
		else await unpack(source, entry, { archive, wanted, budget });
	}
	return archive;
}

function entriesOf(source: Source, budget: Budget): Entry[] {
	const tail = source.read(Math.max(0, source.size - 65_557), 65_557);
	const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (at < 0 || tail.length - at < 22 || tail.readUInt16LE(at + 20) !== tail.length - at - 22)
		throw new Unfit('broken');
	const [count, size, start] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
	if (count > budget.entries || count === 0xffff) throw new Unfit('bomb');
	if (start + size > source.size || size > 16 << 20) throw new Unfit('broken');
	const directory = source.read(start, size);
	const entries: Entry[] = [];
	for (let from = 0; entries.length < count;) {
		const head = directory.subarray(from, from + 46);
		if (head.length < 46 || head.readUInt32LE(0) !== 0x02014b50) throw new Unfit('broken');
		const nameLength = head.readUInt16LE(28);
		entries.push(entryOf(head, directory.subarray(from + 46, from + 46 + nameLength)));
		from += 46 + nameLength + head.readUInt16LE(30) + head.readUInt16LE(32);
	}
	return entries;
}

function entryOf(head: Buffer, name: Buffer): Entry {
	const isUnix = head[5] === 3;
	const isLink = isUnix && (head.readUInt16LE(40) & 0xf000) === 0xa000;
	if (isLink) throw new Unfit('unsafe-path');
	const flags = head.readUInt16LE(8);
	return {
		name: name.toString(flags & 0x800 ? 'utf8' : 'latin1'),
		isLocked: (flags & 1) !== 0,
		...{ method: head.readUInt16LE(10), packed: head.readUInt32LE(20), size: head.readUInt32LE(24) },
		at: head.readUInt32LE(42)
	};
}

function judge(entries: Entry[], size: number, budget: Budget): void {
	if (entries.some(({ name }) => isUnsafe(name))) throw new Unfit('unsafe-path');
	if (new Set(entries.map(({ name }) => name)).size < entries.length) throw new Unfit('broken');
	const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
	const isTooMuch = declared > budget.bytes || (declared > freeOfRatio && declared > mostRatio * size);
	if (isTooMuch) throw new Unfit('bomb');
	const inOrder = entries.toSorted((one, other) => one.at - other.at);
	const overlaps = inOrder.some(({ at, packed }, place) => at + 30 + packed > (inOrder[place + 1]?.at ?? size));
	if (overlaps) throw new Unfit('bomb');
}

/** Whether unpacking under this name would write outside the folder: up, from the root, on a drive, or unseen. */
function isUnsafe(name: string): boolean {
	const isRooted = /^([/\\]|[A-Za-z]:)/.test(name);
	return name === '' || isRooted || /[\0-\x1f]/.test(name) || name.split(/[/\\]/).includes('..');
}

type Reading = { archive: Archive; wanted: RegExp; budget: Budget };

async function unpack(source: Source, entry: Entry, { archive, wanted, budget }: Reading): Promise<void> {
	const kept: Buffer[] = [];
	let [length, isNested] = [0, false];
	const isWanted = wanted.test(entry.name);
	const search = written.test(entry.name) ? new NumberSearch() : undefined;
	for await (const piece of contentOf(source, entry)) {
		if (length === 0) isNested = piece.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
		length += piece.length;
		search?.feed(piece);
		budget.bytes -= piece.length;
		if (length > entry.size || budget.bytes < 0) throw new Unfit('bomb');
		if (isNested && length > mostNested) throw new Unfit('nested');
		if (isNested || (isWanted && length <= mostText)) kept.push(piece);
	}
	if (length !== entry.size) throw new Unfit('broken');
	archive.holdsNumber ||= search?.found ?? false;
	if (isWanted) archive.texts.set(entry.name, Buffer.concat(kept).toString('utf8'));
	if (!isNested) return;
	if (budget.depth === 0) throw new Unfit('nested');
	const inner = { ...budget, entries: budget.entries - archive.names.length, depth: budget.depth - 1 };
	const { isLocked, holdsNumber } = await readArchive(memorySource(Buffer.concat(kept)), /^$/, inner);
	budget.bytes = inner.bytes;
	archive.isLocked ||= isLocked;
	archive.holdsNumber ||= holdsNumber;
}

async function* contentOf(source: Source, entry: Entry): AsyncGenerator<Buffer> {
	const head = source.read(entry.at, 30);
	if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw new Unfit('broken');
	const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
	if (start + entry.packed > source.size) throw new Unfit('broken');
	const packed: Source = {
		size: entry.packed,
		read: (at, length) => source.read(start + at, Math.min(length, entry.packed - at))
	};
	if (entry.method === 0) yield* piecesOf(packed);
	else if (entry.method === 8) yield* inflated(packed);
	else throw new Unfit('broken');
}

// Piece by piece: who counts them may stop before the next is made.
async function* inflated(packed: Source): AsyncGenerator<Buffer> {
	const inflater = createInflateRaw({ chunkSize: 1 << 18 });
	const feed = async () => {
		for (const piece of piecesOf(packed)) {
			if (inflater.destroyed) return;
			if (!inflater.write(piece)) await new Promise((done) => inflater.once('drain', done).once('close', done));
		}
		inflater.end();
	};
	void feed();
	try {
		for await (const piece of inflater) yield piece as Buffer;
	} catch {
		throw new Unfit('broken');
	} finally {
		inflater.destroy();
	}
}
