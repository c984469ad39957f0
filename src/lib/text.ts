import { hasResidentNumber } from './resident.ts';

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' });
const encoder = new TextEncoder();

/** How many letters a person would count: grapheme clusters, so a Hangul syllable or an emoji is one. */
export function letterCount(text: string): number {
	let count = 0;
	for (const _ of segmenter.segment(text)) count++;
	return count;
}

/** The first letters of a text, at most so many, none of them cut. */
export function lettersUpTo(most: number, text: string): string {
	return [...segmenter.segment(text)]
		.slice(0, most)
		.map(({ segment }) => segment)
		.join('');
}

/** How many words a person would count: what stands between spaces, as Korean eojeol do. A mark alone is no word. */
export function wordCount(text: string): number {
	return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}\p{S}]/u.test(word)).length;
}

/** Whether a person would count more than `most` letters. A text has at least one code unit for each letter. */
export function isLongerThan(most: number, text: string): boolean {
	return text.length > most && letterCount(text) > most;
}

/** Text as it is kept: NFC, one kind of line end, no space at the ends that nobody can see. */
export function tidy(text: string): string {
	return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(edges, '');
}

// Blank to the eye though `trim` keeps them: Hangul fillers, Braille blank, zero-width and format characters.
const invisible = '\\s\\u115f\\u1160\\u3164\\uffa0\\u2800\\p{Cf}\\p{Cc}';
const edges = new RegExp(`^[${invisible}]+|[${invisible}]+$`, 'gu');

/** Whether nothing in the text can be seen. */
export function isBlank(text: string): boolean {
	return tidy(text) === '';
}

/** What is wrong with the characters of a text, as the code of a complaint, or undefined. */
export function characterFault(text: string): string | undefined {
	if (/\p{Cs}/u.test(text) || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text))
		return 'lib.control-characters';
	if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) return 'lib.control-characters';
	if (hasResidentNumber(text)) return 'lib.resident-number';
	return isPiledUp(text) ? 'lib.odd-characters' : undefined;
}

// More than twenty bytes a letter, on the whole. Letters that never join the one before are counted first, for they
// are most of any honest text, and counting by clusters is slow.
function isPiledUp(text: string): boolean {
	const bytes = encoder.encode(text).length;
	const isMore = (letters: number) => bytes > 20 * letters + 100;
	return isMore(0) && isMore(text.length - text.replace(/[ -~가-힣一-鿿]+/g, '').length) && isMore(letterCount(text));
}

/** Whether one word mixes Latin with Cyrillic or Greek letters, as look-alike names do. */
export function mixesScripts(text: string): boolean {
	return text
		.split(/[^\p{L}]+/u)
		.some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}

const sentences = new Intl.Segmenter('ko', { granularity: 'sentence' });

/** The first sentence of a text, for where there is room for one; a line's end ends it too. */
export function firstSentence(text: string): string {
	const [line = ''] = text.trim().split('\n');
	for (const { segment } of sentences.segment(line)) return segment.trim();
	return '';
}

/** The sentences of a text, in order; a line's end ends one too. */
export function sentencesOf(text: string): string[] {
	const lines = text.split('\n').flatMap((line) => [...sentences.segment(line)].map(({ segment }) => tidy(segment)));
	return lines.filter((line) => line !== '');
}
