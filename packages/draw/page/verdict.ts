import type { Step, Transcript, Verdict } from '../src/index.ts';
import { el, svg } from './dom.ts';
import { say, state } from './state.ts';

/** What it came to, unmistakably: green and what was drawn, or red and where it fails. */
export function verdictPart(): HTMLElement[] {
	const { verdict, given } = state;
	if (!verdict) return [];
	return verdict.ok ? goodPart(verdict, given as Transcript) : [badPart(verdict)];
}

function goodPart({ notes }: Verdict, { seal, result, roster, sealDigest }: Transcript): HTMLElement[] {
	const rehearsal = seal.tag === 'rehearsal' ? [el('p', { class: 'rehearsal' }, say('rehearsal'))] : [];
	const box = el(
		'section',
		{ class: 'verdict good', 'aria-labelledby': 'verdict' },
		sign(true),
		el(
			'div',
			{},
			el('h2', { id: 'verdict' }, say('good')),
			...rehearsal,
			el('p', { class: 'call' }, seal.call),
			el('p', {}, say('drawnOf', { drawn: result.drawn.length, entrants: roster.length })),
			el(
				'p',
				{ class: 'seal' },
				el('b', {}, say('sealIs')),
				' ',
				el('code', {}, sealDigest),
				el('small', {}, say('sealSay'))
			)
		)
	);
	const items = notes.map((note) => el('li', {}, note[state.language]));
	return items.length
		? [box, el('section', { class: 'notes' }, el('h2', {}, say('notes')), el('ul', {}, ...items))]
		: [box];
}

function badPart({ steps, says }: Verdict): HTMLElement {
	const first = steps.find((step) => !step.ok);
	const count = { bad: steps.filter((step) => !step.ok).length, all: steps.length };
	return el(
		'section',
		{ class: 'verdict bad', 'aria-labelledby': 'verdict' },
		sign(false),
		el(
			'div',
			{},
			el('h2', { id: 'verdict' }, say('bad')),
			el('p', {}, say('badSay')),
			...(first
				? [el('h3', {}, first.title[state.language]), ...differencePart(first)]
				: [el('p', {}, says[state.language])]),
			...(first ? [el('p', { class: 'count' }, say('badCount', count))] : [])
		)
	);
}

/** Where it differs, what is claimed, what it should be; or the sentence, where there aren't two values to lay side by side. */
function differencePart({ facts = {}, says }: Step): HTMLElement[] {
	const { where, found, expected } = facts;
	if (where === undefined || found === undefined || expected === undefined) return [el('p', {}, says[state.language])];
	const rows = [
		[say('where'), String(where)],
		[say('claimed'), String(found)],
		[say('computed'), String(expected)]
	] as const;
	return [
		el(
			'dl',
			{ class: 'difference' },
			...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, el('code', {}, value))])
		)
	];
}

/** The steps, as a list that grows while they are checked. */
export function stepItem({ ok, title, says }: Step): HTMLElement {
	return el(
		'li',
		{ class: ok ? 'good' : 'bad' },
		sign(ok),
		el(
			'div',
			{},
			el('h3', {}, title[state.language], el('span', { class: 'unseen' }, ` (${say(ok ? 'passed' : 'failed')})`)),
			el('p', {}, says[state.language])
		)
	);
}

function sign(isGood: boolean): SVGElement {
	const path = isGood ? 'M5.5 10.4 8.7 13.6 14.6 7' : 'M6.3 6.3 13.7 13.7M13.7 6.3 6.3 13.7';
	return svg(
		'svg',
		{ class: 'sign', viewBox: '0 0 20 20', 'aria-hidden': 'true' },
		svg('circle', { cx: 10, cy: 10, r: 10 }),
		svg('path', { d: path })
	);
}
