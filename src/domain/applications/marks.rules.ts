/** A piece of a text, and whether the other text has it too. */
export type Piece = { text: string; isShared: boolean };

const runLength = 3;
const plain = (word: string) =>
	word
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

/** A text in pieces, those it shares with another marked: runs of three words or more, or the whole where it is the same. */
export function sharedPieces(text: string, other: string): Piece[] {
	const parts = text.split(/(\s+)/);
	const words = parts.flatMap((part, at) => (part.trim() ? [{ at, word: plain(part) }] : []));
	const theirs = other.split(/\s+/).map(plain).filter(Boolean);
	if (theirs.length === 0) return text ? [{ text, isShared: false }] : [];
	if (words.map(({ word }) => word).join(' ') === theirs.join(' ')) return text ? [{ text, isShared: true }] : [];
	const runs = new Set(theirs.map((_, at) => theirs.slice(at, at + runLength).join(' ')));
	const shared = new Set<number>();
	for (let first = 0; first + runLength <= words.length; first++) {
		const run = words.slice(first, first + runLength);
		if (!runs.has(run.map(({ word }) => word).join(' '))) continue;
		for (let at = run[0]!.at; at <= run.at(-1)!.at; at++) shared.add(at);
	}
	const pieces: Piece[] = [];
	for (const [at, part] of parts.entries()) {
		const isShared = shared.has(at);
		const last = pieces.at(-1);
		if (last?.isShared === isShared) last.text += part;
		else pieces.push({ text: part, isShared });
	}
	return pieces.filter(({ text }) => text !== '');
}
