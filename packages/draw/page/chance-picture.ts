import {
	about,
	checkCertificate,
	compareFractions,
	placeChances,
	type Fraction,
	type Transcript
} from '../src/index.ts';
import { el, svg } from './dom.ts';
import { say } from './state.ts';

type Step = { readonly chance: Fraction; readonly count: number };
const [WIDTH, HEIGHT] = [1000, 320];

/** Everybody's chance, from the highest to the lowest, and the optimum that the certificate proves (SPEC §6.5). */
export function chancePicture({ seal: { lottery, certificate, rules } }: Transcript): HTMLElement {
	const isTour = lottery.types[0]?.stop !== undefined;
	const steps = stepsOf(
		placeChances(lottery),
		isTour ? lottery.types.filter(({ ranking, stop }) => ranking?.[0] === stop) : lottery.types
	);
	const gap = checkCertificate({ lottery, certificate, rules });
	const isProved = gap !== null && !rules.merit && gap[0] / gap[1] < 0.001;
	const [most, least] = [steps[0]!, steps.at(-1)!];
	const label = say('chancesLabel', { most: most.chance.join('/'), least: least.chance.join('/') });
	const top = topFor(most.chance);
	const line = pathOf(steps, top);
	const picture = svg(
		'svg',
		{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
		svg('path', { class: 'half', d: `M0 ${HEIGHT / 2}H${WIDTH}` }),
		svg('path', { class: 'area', d: `${line}V${HEIGHT}H0Z` }),
		svg('path', { class: 'line', d: line }),
		...(isProved ? [svg('path', { class: 'best', d: line })] : [])
	);
	const axis = [top, top / 2, 0].map((part) => el('span', {}, `${Number((100 * part).toPrecision(3))} %`));
	const ends =
		steps.length === 1
			? [endPart(say('everybody'), least)]
			: [endPart(say('highest'), most), endPart(say('lowest'), least)];
	if (isProved) ends.push(bestPart(gap, isTour ? 'bestStops' : 'bestSay'));
	return el(
		'div',
		{ class: 'card' },
		el('p', { class: 'soft' }, say('chancesSay')),
		el('div', { class: 'plot' }, el('div', { class: 'axis', 'aria-hidden': 'true' }, ...axis), picture),
		el('dl', { class: 'ends' }, ...ends)
	);
}

/** Types of one chance are one step. */
function stepsOf(chances: readonly Fraction[], types: readonly { readonly size: number }[]): Step[] {
	const sorted = chances.map((chance, t) => ({ chance, count: types[t]!.size }));
	sorted.sort((a, b) => compareFractions(b.chance, a.chance));
	const steps: Step[] = [];
	for (const { chance, count } of sorted) {
		const last = steps.at(-1);
		if (last && compareFractions(last.chance, chance) === 0)
			steps[steps.length - 1] = { chance, count: last.count + count };
		else steps.push({ chance, count });
	}
	return steps;
}

/** Where the axis ends: 1, ½ or ⅕ of a power of ten, no lower than the highest chance, so that small ones are told apart. */
function topFor([num, den]: Fraction): number {
	for (let power = 1; ; power /= 10) {
		const below = [power / 2, power / 5, power / 10].findIndex((next) => next < num / den || power < 1e-9);
		if (below >= 0) return [power, power / 2, power / 5][below]!;
	}
}

function pathOf(steps: readonly Step[], top: number): string {
	const people = steps.reduce((sum, { count }) => sum + count, 0);
	let at = 0;
	return steps
		.map(({ chance: [num, den], count }, i) => {
			const y = (HEIGHT - (HEIGHT * num) / den / top).toFixed(1);
			at += count;
			return `${i ? 'V' : 'M0 '}${y}H${((WIDTH * at) / people).toFixed(1)}`;
		})
		.join('');
}

function endPart(name: string, { chance, count }: Step): HTMLElement {
	const [num, den] = chance;
	const { count: times, of } = about(chance);
	const isRound = num === 0 || num === den;
	const percent = isRound ? `${(100 * num) / den} %` : `${percentOf(num / den)} %`;
	const near = den === of ? '' : ` ≈ ${times}/${of}`;
	const people = count === 1 ? say('onePerson') : say('people', { count });
	return el(
		'div',
		{},
		el('dt', {}, name),
		el('dd', {}, el('b', {}, percent), el('span', {}, isRound ? people : `${num}/${den}${near} · ${people}`))
	);
}

/** With two decimals, or three digits that say something. */
function percentOf(part: number): string {
	return part < 0.001 ? String(Number((100 * part).toPrecision(3))) : (100 * part).toFixed(2);
}

function bestPart(gap: Fraction, says: 'bestSay' | 'bestStops'): HTMLElement {
	// What is a hundred-billionth to who reads a wall? The steps say it to the last digit.
	const within = gap[0] === 0 ? 0 : Math.max(0.000001, Number((gap[0] / gap[1]).toPrecision(2)));
	return el(
		'div',
		{ class: 'best' },
		el('dt', {}, say('best')),
		el('dd', {}, el('span', {}, say(says, { gap: within.toFixed(6).replace(/\.?0+$/, '') })))
	);
}
