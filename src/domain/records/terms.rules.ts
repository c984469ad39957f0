import { refusal } from '#lib/refusal.ts';
import type { Locale, Words } from '#lib/words.ts';
import { proseOf, type Block, type Inline } from './markdown.rules.ts';

/** An explained word: in both languages, its other spellings, what it means, from where, and when that was looked up. */
export type Term = {
	id: string;
	word: Words;
	aliases: string[];
	explanation: Words;
	source_title: Words;
	source_url: string;
	checked_on: string;
};

export const termNotFound = () => refusal('unknown', 'records.term-not-found');
export const termTaken = () => refusal('conflict', 'records.term-taken');

const latin = /[A-Za-z0-9]/;
const hangul = /[가-힣]/;
// What may follow a Korean word and leave it the same word.
const particle =
	/^(?:은|는|이|가|을|를|의|에|로|와|과|도|만|란|나|야|께|에서|에게|으로|까지|부터|보다|처럼|이나|이라|라는|이란|이며|이고|입니다|이다|들)/;

/** All spellings of the terms, the longest first: of two at one place the longer is meant. */
function spellings(terms: Term[]): { spelling: string; id: string }[] {
	return terms
		.flatMap(({ id, word, aliases }) =>
			[...new Set([word.ko, word.en, ...aliases].filter(Boolean))].map((spelling) => ({ spelling, id }))
		)
		.sort((one, other) => other.spelling.length - one.spelling.length);
}

/** Where a spelling first stands in a text as a word of its own, or -1. Latin words end at letters, Korean ones at particles. */
export function placeOf(spelling: string, text: string): number {
	// Small and large letters are told apart where all are large: an abbreviation is not the word it looks like.
	const isExact = spelling === spelling.toUpperCase();
	const [where, what] = isExact ? [text, spelling] : [text.toLowerCase(), spelling.toLowerCase()];
	for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + 1)) {
		const [before, after] = [text[at - 1] ?? '', text.slice(at + what.length)];
		if (isWord(spelling, before, after)) return at;
	}
	return -1;
}

function isWord(spelling: string, before: string, after: string): boolean {
	const next = after[0] ?? '';
	if (latin.test(spelling[0]!) && latin.test(before)) return false;
	if (hangul.test(spelling[0]!) && hangul.test(before)) return false;
	if (latin.test(spelling.at(-1)!)) return !latin.test(next) || /^s(?![A-Za-z0-9])/.test(after);
	return !hangul.test(next) || particle.test(after);
}

/** A text's blocks with each term marked where it first stands, and which were found under which heading. */
export type Marked = { blocks: Block[]; used: string[] };

export function markTerms(blocks: Block[], terms: Term[]): Marked {
	const open = spellings(terms);
	const used: string[] = [];
	const mark = (inlines: Inline[]): Inline[] => inlines.flatMap((one) => markIn(one, open, used));
	return { blocks: blocks.map((block) => markBlock(block, mark)), used };
}

function markBlock(block: Block, mark: (inlines: Inline[]) => Inline[]): Block {
	switch (block.is) {
		case 'paragraph':
			return { ...block, inside: mark(block.inside) };
		case 'list':
			return { ...block, items: block.items.map((item) => item.map((one) => markBlock(one, mark))) };
		case 'quotation':
			return { ...block, inside: block.inside.map((one) => markBlock(one, mark)) };
		case 'table':
			return { ...block, rows: block.rows.map((row) => row.map(mark)) };
		default:
			return block; // a heading stays as it is: the first use is in the text
	}
}

type Spelling = { spelling: string; id: string };

function markIn(one: Inline, open: Spelling[], used: string[]): Inline[] {
	if (one.is === 'strong' || one.is === 'em')
		return [{ ...one, inside: one.inside.flatMap((inner) => markIn(inner, open, used)) }];
	return one.is === 'text' ? markText(one.text, open, used) : [one];
}

function markText(text: string, open: Spelling[], used: string[]): Inline[] {
	let first: { at: number; spelling: string; id: string } | undefined;
	for (const { spelling, id } of open) {
		if (used.includes(id)) continue;
		const at = placeOf(spelling, text);
		if (at !== -1 && (!first || at < first.at)) first = { at, spelling, id };
	}
	if (!first) return text ? [{ is: 'text', text }] : [];
	used.push(first.id);
	const end = first.at + first.spelling.length;
	return [
		...(first.at > 0 ? [{ is: 'text' as const, text: text.slice(0, first.at) }] : []),
		{ is: 'term', text: text.slice(first.at, end), term: first.id },
		...markText(text.slice(end), open, used)
	];
}

// Two capitals or more, at most two small letters in a row: GPU, HBM3E, MoU, R&D; neither McDonald nor YouTube.
const abbreviation = /(?<![A-Za-z0-9@/.&-])[A-Za-z][A-Za-z0-9]*(?:&[A-Za-z0-9]+)?(?![A-Za-z0-9@/])/g;
const isAbbreviation = (word: string) =>
	(word.match(/[A-Z]/g)?.length ?? 0) >= 2 && !/[a-z]{3}/.test(word) && !/^[IVX]+$/.test(word);

/** Abbreviations of a text that no term explains, nor the text itself where they first stand, with how often they stand there. */
export function unexplained(blocks: Block[], terms: Term[]): { word: string; times: number }[] {
	const text = proseOf(blocks);
	const known = new Set(
		terms.flatMap(({ word, aliases }) => [word.ko, word.en, ...aliases]).map((one) => one.toUpperCase())
	);
	const found = new Map<string, number>();
	for (const [raw] of text.matchAll(abbreviation)) {
		if (!isAbbreviation(raw)) continue;
		const word = raw.replace(/(?<=[A-Z0-9])s$/, '');
		if (!known.has(word.toUpperCase())) found.set(word, (found.get(word) ?? 0) + 1);
	}
	return [...found].filter(([word]) => !isSaidInPlace(word, text)).map(([word, times]) => ({ word, times }));
}

// "GPU(그래픽 처리 장치)" and "graphics processing unit (GPU)" explain it on the spot.
function isSaidInPlace(word: string, text: string): boolean {
	const at = text.search(new RegExp(`(?<![A-Za-z0-9])${word.replace(/[&]/g, '\\$&')}(?![A-Za-z0-9])`));
	return /^\s?[(（][^)）]{2,}/.test(text.slice(at + word.length)) || /[\p{L}] ?[(（]$/u.test(text.slice(0, at));
}

/** The terms of a list in the order they are used. */
export const inOrder = (ids: string[], terms: Term[]): Term[] =>
	ids.flatMap((id) => terms.find((term) => term.id === id) ?? []);

/** Terms by the alphabet of a reader's language. */
export const byWord = (terms: Term[], locale: Locale): Term[] =>
	[...terms].sort((one, other) => one.word[locale].localeCompare(other.word[locale], locale));
