import {
	beaconRandomness,
	chancesOf,
	checkCertificate,
	compareFractions,
	type Language,
	type Transcript
} from '../src/index.ts';
import { el, svg } from './dom.ts';
import { word } from './words.ts';

/** The roster by feature: how many have each value, and how many of those were drawn. */
export function rosterPicture({ roster, result }: Transcript, language: Language): HTMLElement {
	const drawn = new Set(result.drawn);
	const counts = new Map<string, Map<string, [number, number]>>();
	for (const { lot, features } of roster) {
		for (const [feature, value] of Object.entries(features)) {
			const values = counts.get(feature) ?? counts.set(feature, new Map()).get(feature)!;
			const [all, taken] = values.get(value) ?? [0, 0];
			values.set(value, [all + 1, taken + (drawn.has(lot) ? 1 : 0)]);
		}
	}
	const most = Math.max(1, ...[...counts.values()].flatMap((values) => [...values.values()].map(([all]) => all)));
	const parts = [...counts].map(([feature, values]) => {
		const bars = [...values]
			.sort(([, a], [, b]) => b[0] - a[0])
			.slice(0, 12)
			.map(([value, [all, taken]]) => bar(value, { all, taken, most }, language));
		return el('section', {}, el('h3', {}, feature), ...bars);
	});
	return el('div', { class: 'features' }, ...parts);
}

function bar(
	value: string,
	{ all, taken, most }: { all: number; taken: number; most: number },
	language: Language
): HTMLElement {
	const track = el(
		'span',
		{ class: 'track', style: `width:${(100 * all) / most}%` },
		el('i', { style: `width:${(100 * taken) / all}%` })
	);
	return el(
		'div',
		{ class: 'bar' },
		el('span', {}, value),
		track,
		el('span', { class: 'number' }, word('of', language, { drawn: taken, all }))
	);
}

/** Everybody's chance, from the highest to the lowest, and what is proved of the lowest. */
export function chancePicture({ seal: { lottery, certificate, rules } }: Transcript, language: Language): HTMLElement {
	const steps = chancesOf(lottery)
		.map((chance, t) => ({ chance, size: lottery.types[t]!.size }))
		.sort((a, b) => compareFractions(b.chance, a.chance));
	const people = steps.reduce((sum, { size }) => sum + size, 0);
	const [width, height] = [900, 260];
	const y = ([num, den]: readonly [number, number]) => height - (height * num) / den;
	let at = 0;
	const path = steps.map(({ chance, size }, i) => {
		const from = (width * at) / people;
		at += size;
		return `${i ? 'L' : 'M'}${from.toFixed(1)} ${y(chance).toFixed(1)}L${((width * at) / people).toFixed(1)} ${y(chance).toFixed(1)}`;
	});
	const least = steps.at(-1)!.chance;
	const gap = checkCertificate({ lottery, certificate, rules });
	const lines = [0, 0.25, 0.5, 0.75, 1].map((share) =>
		svg(
			'g',
			{},
			svg('line', {
				x1: 0,
				x2: width,
				y1: height - share * height,
				y2: height - share * height,
				stroke: 'var(--line)'
			}),
			svg('text', { x: width + 8, y: height - share * height + 4 }, `${100 * share} %`)
		)
	);
	const picture = svg(
		'svg',
		{ viewBox: `0 -10 ${width + 60} ${height + 30}`, role: 'img', 'aria-label': word('chances', language) },
		...lines,
		svg('path', { d: `${path.join('')}L${width} ${height}L0 ${height}Z`, fill: 'var(--good-soft)' }),
		svg('path', { d: path.join(''), fill: 'none', stroke: 'var(--good)', 'stroke-width': 2.5 }),
		svg('line', {
			x1: 0,
			x2: width,
			y1: y(least),
			y2: y(least),
			stroke: 'var(--mark)',
			'stroke-width': 2,
			'stroke-dasharray': '3 5'
		}),
		svg('text', { x: 4, y: y(least) - 8 }, `${least[0]}/${least[1]} · ${((100 * least[0]) / least[1]).toFixed(2)} %`)
	);
	const proved =
		gap && !rules.merit && gap[0] / gap[1] < 0.001
			? [el('p', {}, word('chancesProved', language, { gap: (gap[0] / gap[1]).toExponential(1) }))]
			: [];
	return el('div', { class: 'card' }, el('p', { class: 'soft' }, word('chancesSay', language)), picture, ...proved);
}

/** What went into the seed, and the seed, as squares of colour. */
export function seedPicture({ seal, randomness, result, sealDigest }: Transcript, language: Language): HTMLElement {
	const { beacon } = randomness;
	const parts: [string, string][] = [];
	if (beacon) parts.push([word('beacon', language, { round: beacon.round }), beaconRandomness(beacon.signature)]);
	for (const { name } of seal.randomness.witnesses ?? []) {
		const reveal = randomness.reveals?.find((one) => one.name === name);
		parts.push(reveal ? [word('secret', language, { name }), reveal.secret] : [word('held', language, { name }), '']);
	}
	parts.push([word('seal', language), sealDigest]);
	const sources = el(
		'div',
		{},
		...parts.map(([title, text]) => el('p', {}, el('b', {}, title), el('br'), el('code', {}, text)))
	);
	const seed = el('div', {}, el('b', {}, word('theSeed', language)), squares(result.seed), el('code', {}, result.seed));
	return el('div', { class: 'card making' }, sources, el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'), seed);
}

function squares(hex: string): HTMLElement {
	const colours = hex.match(/../g)!.map((byte) => parseInt(byte, 16));
	return el(
		'div',
		{ class: 'hex', 'aria-hidden': 'true' },
		...colours.map((byte) => el('i', { style: `background:hsl(${(byte * 360) / 256} 45% ${40 + byte / 12}%)` }))
	);
}

/** The lottery laid end to end, and where the number fell. */
export function numberPicture({ seal: { lottery }, result }: Transcript, language: Language): HTMLElement {
	const { number } = result;
	if (lottery.form === 'shares')
		return el('div', { class: 'card' }, el('p', {}, word('numberShares', language, { number, of: lottery.of })));
	if (lottery.of === 1) return el('div', { class: 'card' }, el('p', {}, word('numberOne', language)));
	const width = 900;
	let end = 0;
	const pieces = lottery.panels.map(({ times }, i) => {
		const from = (width * end) / lottery.of;
		end += times;
		const isHere = i === result.panel;
		return svg('rect', {
			x: from,
			y: isHere ? 18 : 24,
			height: isHere ? 40 : 28,
			width: Math.max(0.5, (width * times) / lottery.of - 0.6),
			fill: isHere ? 'var(--mark)' : i % 2 ? 'var(--good)' : 'var(--good-soft)'
		});
	});
	const x = (width * number) / lottery.of;
	const picture = svg(
		'svg',
		{ viewBox: `0 0 ${width} 90`, role: 'img', 'aria-label': word('number', language) },
		...pieces,
		svg('path', { d: `M${x} 14l-6 -10h12z`, fill: 'var(--mark)' }),
		svg('text', { x: Math.min(Math.max(x, 40), width - 60), y: 80, 'text-anchor': 'middle' }, String(number))
	);
	const facts = { last: lottery.of - 1, number, line: result.panel! + 1 };
	return el('div', { class: 'card' }, el('p', { class: 'soft' }, word('numberSay', language, facts)), picture);
}
