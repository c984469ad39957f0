import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDir } from './settings.server.ts';

/** Where what has come of a file waits for the rest. */
export const partPath = (key: string) => join(dataDir, 'uploads', `${key}.part`);

/** Takes away what has come. */
export const dropPart = (key: string) => rm(partPath(key), { force: true });

const keepEvery = 4 << 20;
const writing = new Map<string, { stop: () => void; done: Promise<unknown> }>();

/**
 * What comes in for one file, one writer at a time: whoever comes to go on ends the one before, for its connection may
 * be long dead without our knowing.
 */
export async function inTurn<T>(key: string, work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
	for (let before = writing.get(key); before; before = writing.get(key)) {
		before.stop();
		await before.done.catch(() => {});
	}
	const stop = new AbortController();
	const done = work(stop.signal).finally(() => writing.delete(key));
	writing.set(key, { stop: () => stop.abort(), done });
	return done;
}

/** What a piece says of itself: where it begins, how much may follow, its hash where it was told (`Upload-Checksum`). */
export type Piece = { from: number; most: number; sha256?: string | undefined };

/** How it ended: how much is there now, and whether the sender went away, sent too much or something else than said. */
export type Appended = { received: number; end: 'done' | 'cut' | 'too-much' | 'other-hash' };

/**
 * Writes a piece behind what has come before. `keep` is told how much is safely on the disk, every 4 MiB and at the end,
 * also when the sender is cut off. What came beyond the last `keep` before a crash is written over by the next piece.
 */
export async function append(
	key: string,
	{ from, most, sha256 }: Piece,
	body: AsyncIterable<Uint8Array>,
	{ keep, stopped }: { keep: (received: number) => Promise<void>; stopped: AbortSignal }
): Promise<Appended> {
	await mkdir(join(dataDir, 'uploads'), { recursive: true, mode: 0o700 });
	const file = await open(partPath(key), from === 0 ? 'w' : 'r+');
	const hash = createHash('sha256');
	let [at, kept, end] = [from, from, 'done' as Appended['end']];
	const save = async () => {
		await file.datasync();
		await keep((kept = at));
	};
	try {
		await file.truncate(from);
		for await (const piece of untilCut(body, stopped, () => (end = 'cut'))) {
			if (at + piece.length > from + most) {
				end = 'too-much';
				break;
			}
			await file.write(piece, 0, piece.length, at);
			if (sha256) hash.update(piece);
			at += piece.length;
			if (!sha256 && at - kept >= keepEvery) await save();
		}
		// A piece with a hash counts as a whole or not at all.
		if (sha256 && (end !== 'done' || hash.digest('hex') !== sha256)) {
			return { received: from, end: end === 'done' ? 'other-hash' : end };
		}
		if (at > kept) await save();
		return { received: at, end };
	} finally {
		await file.close();
	}
}

// A sender who is gone is no fault: what came before counts.
async function* untilCut(
	body: AsyncIterable<Uint8Array>,
	stopped: AbortSignal,
	cut: () => void
): AsyncGenerator<Uint8Array> {
	const pieces = body[Symbol.asyncIterator]();
	const stop = new Promise<undefined>((done) => stopped.addEventListener('abort', () => done(undefined)));
	try {
		for (;;) {
			const next = await Promise.race([pieces.next(), stop]);
			if (!next) return cut();
			if (next.done) return;
			yield next.value;
		}
	} catch {
		cut();
	}
}
