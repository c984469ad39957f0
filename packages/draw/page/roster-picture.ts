import type { Rules, Transcript } from '../src/index.ts';
import { el } from './dom.ts';
import { say } from './state.ts';

type Range = { readonly min: number; readonly max: number };
type Bar = { readonly value: string; readonly all: number; readonly drawn: number; readonly range?: Range };
const MOST_BARS = 12;

/** The roster by feature: how many have each value and were drawn, against the minimum and maximum that the rules give. */
export function rosterPicture(transcript: Transcript): HTMLElement[] {
	const features = [...barsOf(transcript)];
	if (!features.length) return [];
	const hasRanges = features.some(([, bars]) => bars.some(({ range }) => range));
	const parts = features.map(([feature, bars]) => {
		const most = Math.max(1, ...bars.map(({ all }) => all));
		const shown = bars.slice(0, MOST_BARS).map((bar) => barPart(bar, most));
		const left = bars.length - shown.length;
		const rest = left > 0 ? [el('p', { class: 'soft' }, say('more', { count: left }))] : [];
		return el('section', {}, el('h3', {}, feature), ...shown, ...rest);
	});
	return [
		el('p', { class: 'soft' }, say(hasRanges ? 'featuresSay' : 'featuresFree')),
		el('div', { class: 'features card' }, ...parts)
	];
}

function barsOf({ roster, result, seal: { rules } }: Transcript): Map<string, Bar[]> {
	const drawn = new Set(result.drawn);
	const counts = new Map<string, Map<string, { all: number; drawn: number }>>();
	const countOf = (feature: string, value: string) => {
		const values = counts.get(feature) ?? counts.set(feature, new Map()).get(feature)!;
		return values.get(value) ?? values.set(value, { all: 0, drawn: 0 }).get(value)!;
	};
	for (const { feature, value } of rules.quotas ?? []) countOf(feature, value);
	for (const { lot, features } of roster) {
		for (const [feature, value] of Object.entries(features)) {
			const count = countOf(feature, value);
			count.all++;
			if (drawn.has(lot)) count.drawn++;
		}
	}
	return new Map(
		[...counts].map(([feature, values]) => {
			const bars = [...values].map(([value, count]) => ({ value, ...count, range: rangeOf(rules, feature, value) }));
			return [feature, bars.sort((a, b) => b.all - a.all)];
		})
	);
}

function rangeOf({ strata, quotas = [] }: Rules, feature: string, value: string): Range | undefined {
	const fixed = strata?.feature === feature ? strata.places[value] : undefined;
	if (fixed !== undefined) return { min: fixed, max: fixed };
	return quotas.find((quota) => quota.feature === feature && quota.value === value);
}

function barPart({ value, all, drawn, range }: Bar, most: number): HTMLElement {
	const at = (count: number) => `${((100 * Math.min(count, most)) / most).toFixed(2)}%`;
	const marks = range
		? [
				el('i', { class: 'range', style: `left:${at(range.min)};right:calc(100% - ${at(range.max)})` }),
				el('i', { class: 'dot', style: `left:${at(drawn)}` })
			]
		: [el('i', { class: 'part', style: `width:${at(drawn)}` })];
	const said = range
		? say('ofRange', {
				drawn,
				range: say(range.min === range.max ? 'exactly' : 'rangeIs', { min: range.min, max: range.max })
			})
		: say('of', { drawn, all });
	return el(
		'div',
		{ class: 'bar' },
		el('span', { class: 'name' }, value || '–'),
		el(
			'span',
			{ class: 'track', 'aria-hidden': 'true' },
			el('i', { class: 'all', style: `width:${at(all)}` }),
			...marks
		),
		el('span', { class: 'number' }, said)
	);
}
