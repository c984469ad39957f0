import type { Transcript } from '../src/index.ts';
import { chancePicture } from './chance-picture.ts';
import { el } from './dom.ts';
import { numberPicture } from './number-picture.ts';
import { rosterPicture } from './roster-picture.ts';
import { seedPicture } from './seed-picture.ts';
import { say, verified } from './state.ts';
import { stopsPicture } from './stops-picture.ts';

// As many lots as anybody reads; of a hundred thousand the rest is counted, and found by number.
const SHOWN = 400;

/** The pictures of a verified transcript, each under its heading; `ask` is called with a lot that was pressed. */
export function resultParts(ask: (lot: number) => void): HTMLElement[] {
	const transcript = verified();
	if (!transcript) return [];
	const features = rosterPicture(transcript);
	const stops = stopsPicture(transcript);
	return [
		...(features.length ? [el('h2', {}, say('features')), ...features] : []),
		...(stops.length ? [el('h2', {}, say('stops')), ...stops] : []),
		el('h2', {}, say('chances')),
		chancePicture(transcript),
		el('h2', {}, say('seed')),
		seedPicture(transcript),
		el('h2', {}, say('number')),
		numberPicture(transcript),
		el('h2', {}, say('lots')),
		...Object.entries(transcript.result.stops ?? { '': transcript.result.drawn }).flatMap(([stop, lots]) => [
			...(stop ? [el('h3', {}, stop)] : []),
			lotList(lots, ask)
		]),
		...reservesPart(transcript.result.reserves, ask)
	];
}

/** The reserves are many; they are there for whoever looks for them. */
function reservesPart(lots: readonly number[], ask: (lot: number) => void): HTMLElement[] {
	if (!lots.length) return [];
	return [
		el(
			'details',
			{ class: 'reserves' },
			el('summary', {}, say('reserves', { count: lots.length })),
			lotList(lots, ask, 'soft')
		)
	];
}

/** Lots as buttons that tell their story. */
export function lotList(lots: readonly number[], ask: (lot: number) => void, tone = ''): HTMLElement {
	const items = lots
		.slice(0, SHOWN)
		.map((lot) => el('li', {}, el('button', { type: 'button', click: () => ask(lot) }, String(lot))));
	if (lots.length > SHOWN) items.push(el('li', { class: 'rest' }, say('more', { count: lots.length - SHOWN })));
	return el('ol', { class: `lots ${tone}` }, ...items);
}

/** The scenes of a ceremony after the steps: how the seed came to be, the number, the chances, the roster, the drawn. */
export function scenesOf(transcript: Transcript): (() => HTMLElement[])[] {
	const features = rosterPicture(transcript);
	return [
		() => [el('h2', {}, say('chances')), chancePicture(transcript)],
		() => [el('h2', {}, say('seed')), seedPicture(transcript)],
		() => [el('h2', {}, say('number')), numberPicture(transcript)],
		...(transcript.seal.rules.stops ? [() => [el('h2', {}, say('stops')), ...stopsPicture(transcript)]] : []),
		...drawnScenes(transcript.result.drawn),
		...(features.length ? [() => [el('h2', {}, say('features')), ...rosterPicture(transcript)]] : [])
	];
}

/** So many lots at a time can be read from the back of a hall, and of more than so many nobody waits for the last. */
const [AT_A_TIME, AT_MOST] = [150, 3000];

/** The lots drawn, all of them, a wall full at a time. */
function drawnScenes(drawn: readonly number[]): (() => HTMLElement[])[] {
	const shown = Math.min(drawn.length, AT_MOST);
	const starts = Array.from({ length: Math.ceil(shown / AT_A_TIME) }, (_, i) => i * AT_A_TIME);
	return starts.map((from) => () => {
		const to = Math.min(shown, from + AT_A_TIME);
		const lots = drawn
			.slice(from, to)
			.map((lot, i) => el('li', { style: `animation-delay:${Math.min(i * 90, 4000)}ms` }, String(lot)));
		if (to === shown && shown < drawn.length)
			lots.push(el('li', { class: 'rest' }, say('more', { count: drawn.length - shown })));
		const part = say('lotsPart', { from: from + 1, to, all: drawn.length });
		const title = el('h2', {}, say('lots'), ...(starts.length > 1 ? [' ', el('small', {}, part)] : []));
		return [title, el('ol', { class: 'lots drawn' }, ...lots)];
	});
}
