import { createHash } from 'node:crypto';
import { boardPages } from '#domain/calls/board.mail.ts';
import { boardCalls, judgedBefore, changedForBoard } from '#domain/calls/board.read.server.ts';
import {
	boardEveryMs,
	boardFile,
	boardIn,
	boardPurpose,
	boardText,
	type Board,
	type SignedBoard
} from '#domain/calls/board.rules.ts';
import { extensionHash, extensionsFile, extensionsIn, type Extension } from '#domain/calls/extensions.rules.ts';
import { adoptExtension } from '#domain/calls/extensions.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import type { Outside } from '#lib/outside.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { isSignedBy, publicKeyFor, signed, signingKey } from '#lib/signing.server.ts';
import { statusPlaces } from '#lib/status.server.ts';
import { Turns } from '#lib/turns.ts';

const turns = new Turns(boardEveryMs);
let lastSeq = 0;

/**
 * Keeps the board outside the program: where something changed, and every minute. What two organisers announced there while
 * the program was away is judged first, by when the board was last written.
 */
export async function keepBoard(db: Db, at: Date): Promise<void> {
	if (statusPlaces.length === 0) return;
	const { head, isChanged } = await changedForBoard(reading(db), lastSeq);
	lastSeq = head;
	if (!isChanged && !turns.isDue(at)) return;
	turns.take(at);
	await writeBoard(db, statusPlaces, at);
}

/** Judges what was announced and writes the board, in every place. One that does not answer is a fault, once the others have it. */
export async function writeBoard(db: Db, places: Outside[], at: Date): Promise<void> {
	const read = await Promise.allSettled(places.map(readPlace));
	const there = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	await adoptAnnounced(db, there, at);
	const calls = await boardCalls(reading(db), at);
	const said = { origin: baseUrl, as_of: at.toISOString(), calls };
	const pages = boardPages(said, []);
	const board: Board = { v: 'madang/board/v1', ...said, pages: hashesOf(pages) };
	const key = await signingKey(db, boardPurpose, at);
	const whole: SignedBoard = { board, key: key.publicKey, signature: signed(boardText(board), key) };
	const written = await Promise.allSettled(there.map((one) => writeTo(one, pages, JSON.stringify(whole))));
	const failed = [...read, ...written].find((one) => one.status === 'rejected');
	if (failed) throw failed.reason;
}

/** A place as it was found: the board that lies there, and what was announced beside it. */
type Found = { place: Outside; before: SignedBoard | null; extensions: Extension[] };

async function readPlace(place: Outside): Promise<Found> {
	const [board, extensions] = await Promise.all([place.read(boardFile), place.read(extensionsFile)]);
	return { place, before: boardIn(board), extensions: extensionsIn(extensions) };
}

async function writeTo({ place, before }: Found, pages: Record<string, string>, board: string): Promise<void> {
	for (const [name, text] of Object.entries(pages)) await place.put(name, text);
	await place.put(boardFile, board);
	for (const name of Object.keys(before?.board.pages ?? {})) if (!(name in pages)) await place.remove(name);
}

async function adoptAnnounced(db: Db, places: Found[], at: Date): Promise<void> {
	const found = places.flatMap(({ extensions }) => extensions);
	if (found.length === 0) return;
	const boardAt = await lastWritten(
		db,
		places.map(({ before }) => before)
	);
	const known = await judgedBefore(reading(db), found.map(extensionHash));
	const fresh = found.filter((one) => !known.has(extensionHash(one)));
	const inOrder = fresh.toSorted((a, b) => a.content.announced_at.localeCompare(b.content.announced_at));
	for (const extension of inOrder) await adoptExtension(db, { extension, boardAt }, at);
}

// Only what the program itself signed says when it was last there.
async function lastWritten(db: Db, boards: (SignedBoard | null)[]): Promise<Date | null> {
	const own = await publicKeyFor(reading(db), boardPurpose);
	const instants = boards.flatMap((one) =>
		one && own && isSignedBy(own, boardText(one.board), one.signature) ? [Date.parse(one.board.as_of)] : []
	);
	return instants.length ? new Date(Math.max(...instants)) : null;
}

function hashesOf(pages: Record<string, string>): Record<string, string> {
	const hashed = Object.entries(pages).map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]);
	return Object.fromEntries(hashed) as Record<string, string>;
}
