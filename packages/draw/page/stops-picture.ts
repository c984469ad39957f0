import { cellsByType } from '../src/cells.ts';
import { compareFractions, type Fraction, type Transcript } from '../src/index.ts';
import { el } from './dom.ts';
import { say } from './state.ts';

type Row = { stop: string; places: number; drawn: number; ranked: number; first: number; chances: Fraction[] };

/** A tour's stops, one line each: places, drawn, who ranks it, and from which chance to which. */
export function stopsPicture(transcript: Transcript): HTMLElement[] {
	const rows = rowsOf(transcript);
	if (!rows.length) return [];
	const head = ['stop', 'stopPlaces', 'stopRanked', 'stopFirst', 'stopChance'] as const;
	const table = el(
		'table',
		{},
		el('thead', {}, el('tr', {}, ...head.map((name) => el('th', { scope: 'col' }, say(name))))),
		el('tbody', {}, ...rows.map(rowPart))
	);
	return [el('p', { class: 'soft' }, say('stopsSay')), el('div', { class: 'card stops' }, table)];
}

function rowsOf({ seal: { rules, lottery }, chances, result }: Transcript): Row[] {
	const rows = (rules.stops ?? []).map(({ stop, places }): Row => ({
		stop,
		places,
		drawn: result.stops![stop]!.length,
		ranked: 0,
		first: 0,
		chances: []
	}));
	const at = new Map(rows.map((row) => [row.stop, row]));
	for (const cells of rows.length ? cellsByType(lottery.types) : []) {
		cells.forEach((c, choice) => {
			const { stop, size } = lottery.types[c]!;
			const row = at.get(stop!)!;
			row.ranked += size;
			if (choice === 0) row.first += size;
			row.chances.push(chances[c]!);
		});
	}
	return rows;
}

function rowPart({ stop, places, drawn, ranked, first, chances }: Row): HTMLElement {
	const sorted = [...chances].sort(compareFractions);
	const ends = sorted.length ? [sorted[0]!, sorted.at(-1)!].map(inPercent) : ['–'];
	const share = sorted.length ? sorted.at(-1)![0] / sorted.at(-1)![1] : 0;
	const bar = el(
		'span',
		{ class: 'share', 'aria-hidden': 'true' },
		el('i', { style: `width:${(100 * share).toFixed(1)}%` })
	);
	return el(
		'tr',
		{},
		el('th', { scope: 'row' }, stop),
		el('td', {}, `${drawn} / ${places}`),
		el('td', {}, String(ranked)),
		el('td', {}, String(first)),
		el('td', {}, [...new Set(ends)].join(' – '), bar)
	);
}

function inPercent([num, den]: Fraction): string {
	return `${((100 * num) / den).toFixed(1)} %`;
}
