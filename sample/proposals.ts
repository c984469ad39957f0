import type { Locale } from '#lib/words.ts';
import type { Chance } from './chance.ts';
import type { Region, Size, Stage } from './fields.ts';
import * as en from './phrases.en.ts';
import * as ko from './phrases.ko.ts';
import type { Sector } from './sectors/sector.ts';
import { fill, type Gaps } from './sentence.ts';

export type About = { sector: Sector; track: string; region: Region; stage: Stage; size: Size };
export type Proposal = { summary: string; proposal: string; asks: string };

// Each letter is one part of a proposal; a space begins a new paragraph. Different people tell it in different order.
const shapes = [
	'pwr yn mltk',
	'wrT pyn lkz',
	'oprw hn mtz',
	'pwvr gTn mlz',
	'wprT hn mlk',
	'pwr goTn mkz',
	'opw yrn hmlz',
	'wTr gp yn mlck',
	'#pwr#yn#mlhz',
	'#wrvT#ny#mlk',
	'#pwrt#gn#hml',
	'pw -r-v-T ynmlz',
	'wr pn -m-l-h tz',
	'opwrv n mhk lz'
];
const headings: Record<Locale, string[][]> = {
	ko: [
		['지금 하는 일', '함께하고 싶은 일', '확인 방법과 일정'],
		['문제와 해법', '협력 내용', '기준과 기간'],
		['현재', '제안', '검증']
	],
	en: [
		['Where we are', 'What we propose', 'How we would know'],
		['Today', 'Together', 'Test and time']
	]
};

/** The three long answers of one application. */
export function proposalOf(about: About, language: Locale, chance: Chance): Proposal {
	const teller = tellerOf(about, language, chance);
	const text = withinLength(() => laidOut(chance.pick(shapes), teller.tell, language, chance));
	return { summary: teller.summary, proposal: text, asks: teller.asks() };
}

/** Says each part of a proposal, never the same sentence twice. */
function tellerOf({ sector, track, region, stage, size }: About, language: Locale, chance: Chance) {
	const voice = sector[language];
	const bank = language === 'ko' ? ko : en;
	const product = chance.pick(voice.products);
	const gaps: Gaps = {};
	for (const [key, values] of Object.entries(product.gaps)) gaps[key] = fill(chance.pick(values), {}, chance);
	const parts: Record<string, string[]> = {
		...{
			p: product.pain,
			w: product.what,
			r: stage === 'pre-seed' ? bank.early : product.proof,
			n: track === 'api' ? product.api : product.together
		},
		...{ m: product.measure, v: voice.data, o: bank.origin, t: bank.team[size], T: bank.traction[stage], y: bank.why },
		...{ l: bank.timeline, k: bank.cost, h: bank.worry, z: bank.close, g: bank.regional[region] ?? [], c: bank.cost }
	};
	const written = (line: string) => {
		const text = fill(line, gaps, chance);
		return language === 'en' ? inEnglish(text) : text;
	};
	const said = new Set<string>();
	const say = (lines: readonly string[]) => {
		const line = chance.pick(lines);
		if (said.has(line)) return '';
		said.add(line);
		return written(line);
	};
	return {
		summary: fitting(product.summary.map(written), chance),
		tell: (part: string) => say(parts[part] ?? []),
		asks: () =>
			[say(voice.asks), chance.happens(0.75) ? say(bank.askMore) : '', chance.happens(0.3) ? say(bank.askMore) : '']
				.filter(Boolean)
				.join(' ')
	};
}

/** One of the lines that fits the form's 80 letters. */
function fitting(lines: string[], chance: Chance): string {
	const short = lines.filter((line) => line.length <= 80);
	return short.length > 0 ? chance.pick(short) : `${lines[0]!.slice(0, 79)}…`;
}

/** A capital where a gap began a sentence, and `an` before a vowel. */
function inEnglish(text: string): string {
	return text
		.replace(/(^|[.?!] )([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
		.replace(/\b([Aa]) (?=[aeio])/g, '$1n ');
}

function laidOut(shape: string, tell: (part: string) => string, language: Locale, chance: Chance): string {
	const titles = chance.pick(headings[language]);
	let text = '';
	let chapter = 0;
	for (const letter of shape) {
		if (letter === ' ') text += '\n\n';
		else if (letter === '-') text += '\n• ';
		else if (letter === '#') text += `${text ? '\n\n' : ''}${chapter + 1}. ${titles[chapter++]}\n`;
		else text += `${/[\s]$|^$/.test(text) ? '' : ' '}${tell(letter)}`;
	}
	return text
		.replace(/[ ]+\n/g, '\n')
		.replace(/\n• (?=\n|$)/g, '')
		.replace(/ {2,}/g, ' ')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function withinLength(make: () => string): string {
	let best = make();
	for (let tries = 0; tries < 4 && best.length < 250; tries++) best = make();
	return best;
}
