import type { Chance } from './chance.ts';

/** Values for the named gaps of a sentence. */
export type Gaps = Record<string, string>;

/**
 * Fills a pattern: `{name}` a gap, `{30~90/5}` a number in steps, `{this|that}` either, and after a word the particle
 * that fits it, written `[을]`, `[은]`, `[이]`, `[과]`, `[으로]`.
 */
export function fill(pattern: string, gaps: Gaps, chance: Chance): string {
	const filled = pattern.replace(/\{([^{}]*)\}/g, (_, inner: string) => {
		const range = /^(\d+)~(\d+)(?:\/(\d+))?$/.exec(inner);
		if (range) return inThousands(numberIn(range, chance));
		if (inner.includes('|')) return chance.pick(inner.split('|'));
		const value = gaps[inner];
		if (value === undefined) throw new Error(`no ${inner} for: ${pattern}`);
		return value;
	});
	return filled.includes('{') ? fill(filled, gaps, chance) : withParticles(inMyriads(filled));
}

function numberIn([, low, high, step]: RegExpExecArray, chance: Chance): number {
	const size = Number(step ?? 1);
	return Number(low) + size * chance.whole(0, Math.floor((Number(high) - Number(low)) / size));
}

function inThousands(number: number): string {
	return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Koreans count in ten thousands: not 17천 but 1만 7천. */
function inMyriads(text: string): string {
	if (!text.includes('천')) return text;
	return text.replace(/(?<![\d,])(\d)(\d)천(만?)/g, (_, tens: string, ones: string, myriad: string) => {
		const rest = ones === '0' ? '' : ` ${ones}천${myriad}`;
		return `${tens}${myriad ? '억' : '만'}${rest}`;
	});
}

const particles: Record<string, readonly [string, string]> = {
	은: ['은', '는'],
	이: ['이', '가'],
	을: ['을', '를'],
	과: ['과', '와'],
	으로: ['으로', '로'],
	이라: ['이라', '라'],
	이나: ['이나', '나'],
	이며: ['이며', '며'],
	에서: ['에서', '에서']
};

function withParticles(text: string): string {
	if (!text.includes('[')) return text;
	return text.replace(
		/(.)\[(\p{Script=Hangul}+)\]/gu,
		(_, before: string, particle: string) => before + josa(before, particle)
	);
}

/** The form of a particle that fits after a word, by the sound the word ends in. */
export function josa(word: string, particle: string): string {
	const forms = particles[particle];
	if (!forms) throw new Error(`no particle ${particle}`);
	const end = finalSound(word.at(-1) ?? '');
	return end === '' || (end === 'ㄹ' && particle === '으로') ? forms[1] : forms[0];
}

/** `''` for a vowel, `ㄹ`, or `other`. Digits and Latin letters as they are read aloud in Korean. */
function finalSound(letter: string): '' | 'ㄹ' | 'other' {
	const code = letter.charCodeAt(0) - 0xac00;
	if (code >= 0 && code < 11172) return code % 28 === 0 ? '' : code % 28 === 8 ? 'ㄹ' : 'other';
	if ('178LlRr'.includes(letter)) return 'ㄹ';
	return '036MmNn'.includes(letter) ? 'other' : '';
}
