import type { Explanation } from '../src/index.ts';
import { el, svg } from './dom.ts';
import { say } from './state.ts';

const WIDTH = 1000;
/** More members of a type than this are a line, not squares. */
const MOST_SQUARES = 200;

/** Why this lot, or why not, to be seen: its place among those of its type, or its piece and the next step. */
export function lotPicture({ piece, type, chance: [num, den] }: Explanation, of: number): HTMLElement[] {
	// What was certain before the draw, either way, has nothing to show.
	if (num === 0 || num === den) return [];
	if (piece) return [pieceLine(piece, of), el('p', { class: 'soft' }, say('pieceSay'))];
	if (type.size < 2) return [];
	return [type.size > MOST_SQUARES ? rankLine(type) : rankSquares(type), el('p', { class: 'soft' }, say('rankSay'))];
}

/** The members in the order of the seed: those drawn are filled, this lot has a ring. */
function rankSquares({ size, rank, taken }: Explanation['type']): HTMLElement {
	const squares = Array.from({ length: size }, (_, i) =>
		el('i', { class: [i < taken ? 'in' : '', i + 1 === rank ? 'own' : ''].join(' ').trim() })
	);
	return el(
		'div',
		{ class: 'members', role: 'img', 'aria-label': say('rankLabel', { size, rank, taken }) },
		...squares
	);
}

function rankLine({ size, rank, taken }: Explanation['type']): HTMLElement {
	const at = (WIDTH * (rank - 0.5)) / size;
	return lineOf(say('rankLabel', { size, rank, taken }), (WIDTH * taken) / size, at);
}

function pieceLine({ share, ahead }: NonNullable<Explanation['piece']>, of: number): HTMLElement {
	return lineOf(say('pieceLabel', { share, ahead }), (WIDTH * share) / of, (WIDTH * ahead) / of);
}

/** A line filled from its beginning to somewhere, and a mark on it. */
function lineOf(label: string, filled: number, mark: number): HTMLElement {
	const picture = svg(
		'svg',
		{ class: 'line lot', viewBox: `-8 0 ${WIDTH + 16} 60`, role: 'img', 'aria-label': label },
		svg('rect', { class: 'even', x: 0, y: 24, width: WIDTH, height: 28 }),
		svg('rect', { class: 'part', x: 0, y: 24, width: filled.toFixed(2), height: 28 }),
		svg('path', { class: 'mark', d: `M${mark.toFixed(2)} 52V18l-8 -14h16l-8 14` })
	);
	return el('div', {}, picture);
}
