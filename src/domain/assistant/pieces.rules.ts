import { z } from 'zod';
import type { DraftPiece } from '#db/kinds.ts';
import { characterFault, tidy } from '#lib/text.ts';
import type { Failure, Passage, Use } from './rules.ts';

/** The shape an answer must have: pieces of text, each with the ids of the passages it rests on. */
export const answerShape = z.object({
	pieces: z.array(z.object({ text: z.string(), sources: z.array(z.string()) }))
});

/** Letters of one piece, and how many pieces, by use. */
const bounds: Record<Use, { letters: number; pieces: number }> = {
	translation: { letters: 20_000, pieces: 400 },
	summary: { letters: 400, pieces: 8 },
	groups: { letters: 300, pieces: 40 },
	record: { letters: 2_000, pieces: 40 }
};

type Read = { pieces: DraftPiece[] } | { failure: Failure };

/**
 * What an answer says, or why it is none: it is no JSON of the shape, a piece rests on nothing or on a passage that was
 * not given, a translation leaves a passage out, a group has but one question. All of it is taken or nothing.
 */
export function piecesIn(use: Use, answer: string, passages: Passage[]): Read {
	const read = answerShape.safeParse(parsed(answer));
	if (!read.success) return { failure: 'nonsense' };
	const known = new Set(passages.map(({ id }) => id));
	const pieces = read.data.pieces.map(({ text, sources }) => ({ text: plain(text), sources: [...new Set(sources)] }));
	if (pieces.some(({ sources }) => sources.some((id) => !known.has(id)))) return { failure: 'foreign' };
	const { letters, pieces: count } = bounds[use];
	const isFine = pieces.every(({ text, sources }) => text !== '' && text.length <= letters && sources.length > 0);
	if (!isFine || pieces.length === 0 || pieces.length > count) {
		return { failure: use === 'groups' && pieces.length === 0 ? 'nothing' : 'nonsense' };
	}
	return fitting[use](pieces, passages);
}

const asTheyAre = (pieces: DraftPiece[]): Read => ({ pieces });

const fitting: Record<Use, (pieces: DraftPiece[], passages: Passage[]) => Read> = {
	summary: asTheyAre,
	record: asTheyAre,
	translation: (pieces, passages) => {
		const byId = new Map(pieces.map((piece) => [piece.sources.join(), piece]));
		const ordered = passages.flatMap(({ id }) => byId.get(id) ?? []);
		return ordered.length === passages.length && pieces.length === passages.length
			? { pieces: ordered }
			: { failure: 'nonsense' };
	},
	groups: (pieces) => {
		const all = pieces.flatMap(({ sources }) => sources);
		const isApart = new Set(all).size === all.length;
		return isApart && pieces.every(({ sources }) => sources.length > 1) ? { pieces } : { failure: 'nonsense' };
	}
};

function parsed(answer: string): unknown {
	try {
		return JSON.parse(answer);
	} catch {
		return undefined;
	}
}

// A paragraph is one: what stands in braces would be drawn from facts, and a heading or a picture is nobody's claim.
function plain(text: string): string {
	const one = tidy(text).replace(/\n{2,}/g, '\n');
	const lines = one.split('\n').map((line) => line.replace(/^\s*\{[\w -]*\}\s*$/, ''));
	const whole = tidy(lines.join('\n'));
	return characterFault(whole) ? '' : whole;
}
