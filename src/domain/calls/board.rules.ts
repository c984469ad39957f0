import type { Words } from '#lib/words.ts';
import { canonical } from '#draw/canonical.ts';
import type { Extension } from './extensions.rules.ts';
import type { WholeCall } from './rules.ts';

/** A call as the board tells of it: what it is, and until when it takes what. Instants in ISO 8601, UTC. */
export type BoardCall = {
	id: string;
	slug: string;
	notice_number: string;
	title: Words;
	host: Words;
	purpose: Words;
	zone: string;
	opens_at: string;
	closes_at: string;
	grace_minutes: number;
	draw_at: string;
	/** The tracks that close when the call does not. */
	tracks: { name: Words; closes_at: string }[];
	/** The deadlines that were moved, oldest first. */
	changes: { track: Words | null; old_at: string; new_at: string; reason: Words; changed_at: string }[];
	/** Whose signatures announce a later deadline of it, two of them: public keys (Ed25519, base64url), one a person. */
	keys: string[];
};

/** What the board says: of the calls people apply in, as of an instant, and the hash of each page that says it. */
export type Board = {
	v: 'madang/board/v1';
	origin: string;
	as_of: string;
	calls: BoardCall[];
	/** SHA-256 (hex) of each page, by its name. */
	pages: Record<string, string>;
};

/** The board as it lies outside: with the signature (Ed25519) of its canonical JSON, and the key, as base64url. */
export type SignedBoard = { board: Board; key: string; signature: string };

export const boardFile = 'board.json';
/** The purpose of the key that signs the board. */
export const boardPurpose = 'board';
/** It is written anew where something changed, and at the latest after so long. */
export const boardEveryMs = 60_000;
/** A call is on it so long after its deadline. */
export const onBoardDays = 14;

/** What of a call stands on the board. */
export function onBoard(call: WholeCall, keys: string[]): BoardCall {
	const { id, slug, notice_number, title, purpose, grace_minutes } = call;
	const nameOf = (track: string | null) => call.tracks.find((one) => one.id === track)?.name ?? null;
	return {
		...{ id, slug, notice_number, title, purpose, grace_minutes },
		...{ host: call.host.name, zone: call.stop.time_zone, keys: [...keys].sort() },
		opens_at: call.opens_at.toISOString(),
		closes_at: call.closes_at.toISOString(),
		draw_at: call.draw_at.toISOString(),
		tracks: call.tracks.flatMap(({ name, closes_at }) =>
			closes_at ? [{ name, closes_at: closes_at.toISOString() }] : []
		),
		changes: call.changes.map(({ track_id, old_at, new_at, reason, changed_at }) => ({
			...{ track: nameOf(track_id), reason, old_at: old_at.toISOString() },
			...{ new_at: new_at.toISOString(), changed_at: changed_at.toISOString() }
		}))
	};
}

/** What is signed of a board. */
export const boardText = (board: Board): string => canonical(board);

/** The board in a file; null where there is none. Who signed it is still to be asked. */
export function boardIn(text: string | null): SignedBoard | null {
	try {
		const { board, key, signature } = JSON.parse(text ?? 'null') as SignedBoard;
		const isBoard =
			board.v === 'madang/board/v1' && Array.isArray(board.calls) && !Number.isNaN(Date.parse(board.as_of));
		return isBoard ? { board, key, signature } : null;
	} catch {
		return null;
	}
}

/** The extensions of a call that go on from its deadline as the board has it, in their order: what two people announced since. */
export function standingExtensions(call: Pick<BoardCall, 'id' | 'closes_at'>, extensions: Extension[]): Extension[] {
	const standing: Extension[] = [];
	let until = call.closes_at;
	for (const one of extensions.filter(({ content }) => content.call === call.id)) {
		if (one.content.old_at !== until) continue;
		standing.push(one);
		until = one.content.new_at;
	}
	return standing;
}
