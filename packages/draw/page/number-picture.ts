import type { Lottery, Transcript } from '../src/index.ts';
import { keyedOrder } from '../src/order.ts';
import { valueOf } from '../src/roster.ts';
import { compareText } from '../src/rules.ts';
import { keyFor } from '../src/stream.ts';
import { typesOf } from '../src/types.ts';
import { el, svg } from './dom.ts';
import { say } from './state.ts';

const WIDTH = 1000;
const MOST_PIECES = 600;
type Form<F extends Lottery['form']> = Extract<Lottery, { form: F }>;
type Piece = { readonly from: number; readonly width: number; readonly isHit: boolean };

/** The number that the seed gave, on the line that it fell on: of panels, or of everybody's shares. */
export function numberPicture(transcript: Transcript): HTMLElement {
	const { lottery } = transcript.seal;
	if (lottery.form === 'panels') return panelsPart(transcript, lottery);
	if (lottery.form === 'shares') return sharesPart(transcript, lottery);
	return halvingPart(transcript, lottery);
}

/** Totals halved again and again: at each step the number's next bit says which half goes on. */
function halvingPart({ result: { number } }: Transcript, { of }: Form<'halving'>): HTMLElement {
	const steps = Math.log2(of);
	const bars = Array.from({ length: steps }, (_, i) => {
		const width = 2 ** -(i + 1);
		const from = Math.floor(number / of / width) * width;
		const place = { y: 16 * i, height: 12 };
		return [
			svg('rect', { class: 'even', x: 0, width: WIDTH, ...place }),
			svg('rect', { class: 'hit', x: WIDTH * from, width: Math.max(3, WIDTH * width), ...place })
		];
	});
	const picture = svg(
		'svg',
		{
			...{ class: 'halves', viewBox: `0 0 ${WIDTH} ${16 * steps}`, preserveAspectRatio: 'none' },
			...{ role: 'img', 'aria-label': say('number') }
		},
		...bars.flat()
	);
	const said = say('numberHalving', { number, of, steps });
	return el('div', { class: 'card' }, el('p', { class: 'big' }, String(number)), el('p', {}, said), picture);
}

function panelsPart({ result }: Transcript, { of, panels }: Form<'panels'>): HTMLElement {
	if (of === 1) return el('div', { class: 'card' }, el('p', {}, say('numberOne')));
	const { number, panel = 0 } = result;
	let end = 0;
	const pieces = panels.map(({ times }, i) => {
		const from = end;
		end += times;
		return { from: from / of, width: times / of, isHit: i === panel };
	});
	const facts = { lines: panels.length, last: of - 1, number, line: panel + 1 };
	return el(
		'div',
		{ class: 'card' },
		el('p', { class: 'big' }, String(number)),
		el('p', {}, say('numberSay', facts)),
		linePicture(pieces, [number / of]),
		el('p', { class: 'scale', 'aria-hidden': 'true' }, el('span', {}, '0'), el('span', {}, String(of - 1)))
	);
}

function sharesPart(transcript: Transcript, lottery: Form<'shares'>): HTMLElement {
	const { number } = transcript.result;
	const said = [
		el('p', { class: 'big' }, String(number)),
		el('p', {}, say('numberShares', { number, of: lottery.of }))
	];
	if (transcript.roster.length > MOST_PIECES) return el('div', { class: 'card' }, ...said);
	const { pieces, points } = laidOut(transcript, lottery);
	return el('div', { class: 'card' }, ...said, linePicture(pieces, points));
}

/** Shares end to end as SPEC §8.2 lays them, and the points that were picked. */
function laidOut({ seal: { rules }, roster, result }: Transcript, { shares, of }: Form<'shares'>) {
	const shareOf = new Map(
		typesOf(roster, rules).flatMap(({ members }, t) => members.map(({ lot }) => [lot, shares[t]! / of] as const))
	);
	const { strata } = rules;
	const order = keyedOrder(roster, keyFor(result.seed, 'order'));
	if (strata) order.sort((a, b) => compareText(valueOf(a, strata.feature)!, valueOf(b, strata.feature)!));
	const drawn = new Set(result.drawn);
	const whole = result.drawn.length;
	let end = 0;
	const pieces = order.map(({ lot }) => {
		const from = end;
		end += shareOf.get(lot)!;
		return { from: from / whole, width: (end - from) / whole, isHit: drawn.has(lot) };
	});
	return { pieces, points: result.drawn.map((_, i) => (result.number / of + i) / whole) };
}

function linePicture(pieces: readonly Piece[], points: readonly number[]): SVGElement {
	const seen = pieces.filter(({ width, isHit }) => isHit || width * WIDTH > 0.05);
	const rects = seen.map(({ from, width, isHit }, i) =>
		svg('rect', {
			class: isHit ? 'hit' : i % 2 ? 'odd' : 'even',
			x: (WIDTH * from).toFixed(2),
			width: Math.max(isHit ? 3 : 0.4, WIDTH * width - 0.8).toFixed(2),
			y: isHit ? 20 : 26,
			height: isHit ? 52 : 40
		})
	);
	const marks = points.map((point) =>
		svg('path', { class: 'mark', d: `M${(WIDTH * point).toFixed(2)} 18l-7 -14h14z` })
	);
	return svg(
		'svg',
		{ class: 'line', viewBox: `-8 0 ${WIDTH + 16} 76`, role: 'img', 'aria-label': say('number') },
		...rects,
		...marks
	);
}
