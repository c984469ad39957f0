import { constants, inflateSync } from 'node:zlib';
import { hasResidentNumber } from '../resident.ts';
import { piecesOf, type Source } from './source.ts';

const mostStreams = 3000;
const mostInflated = 64 << 20;
const mostPacked = 4 << 20;
const overlap = 32;

/** What a font's codes stand for, as far as digits and dashes go (ISO 32000-2 §9.10.3). */
type Codes = { bytes: number; letters: Map<number, string> };

/**
 * Whether a resident registration number stands in the text of a PDF: in the strings its pages show, read as Latin letters
 * and by each font's own table. A scanned page is a picture and is not read, nor what is packed otherwise than by Flate.
 */
export function pdfHoldsNumber(source: Source): boolean {
	const [pages, tables]: [string[], Codes[]] = [[], []];
	let left = mostInflated;
	for (const text of streamsOf(source)) {
		left -= text.length;
		if (left < 0) break;
		if (/begin(bfchar|bfrange)/.test(text)) tables.push(codesIn(text));
		else if (/\bT[jJ]\b|\)\s*'/.test(text)) pages.push(text);
	}
	const useful = tables.filter(({ letters }) => letters.size > 3);
	return pages.some((page) => {
		const lines = linesOf(page);
		return lines.some(hasResidentNumber) || useful.some((codes) => lines.some((line) => holds(line, codes)));
	});
}

function* streamsOf(source: Source): Generator<string> {
	let [at, before, count] = [0, '', 0];
	for (const piece of piecesOf(source)) {
		const text = before + piece.toString('latin1');
		const start = at - before.length;
		for (const { index, 0: mark } of text.matchAll(/(?<!end)stream\r?\n/g)) {
			if ((count += 1) > mostStreams) return;
			const opened = openedAt(source, start + index, mark.length);
			if (opened) yield opened;
		}
		at += piece.length;
		before = text.slice(-overlap);
	}
}

function openedAt(source: Source, mark: number, length: number): string | undefined {
	const from = Math.max(0, mark - 600);
	const dictionary = source
		.read(from, mark - from)
		.toString('latin1')
		.split('endobj')
		.at(-1)!;
	if (/\/Image\b|\/FontFile|\/DCTDecode|\/JPXDecode|\/Length[123]\b/.test(dictionary)) return undefined;
	const packed = source.read(mark + length, mostPacked);
	const end = packed.indexOf('endstream');
	const bytes = end === -1 ? packed : packed.subarray(0, end);
	if (!/\/FlateDecode|\/Fl\b/.test(dictionary))
		return /\/Filter/.test(dictionary) ? undefined : bytes.toString('latin1');
	try {
		const limits = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4 * mostPacked };
		return inflateSync(bytes, limits).toString('latin1');
	} catch {
		return undefined;
	}
}

const shown =
	/\[((?:\((?:\\[^]|[^\\)]){0,9999}\)|<[\da-fA-F\s]{0,9999}>|[-\d.\s]){0,9999})\]\s*TJ|(\((?:\\[^]|[^\\)]){0,9999}\)|<[\da-fA-F\s]{0,9999}>)\s*(?:Tj|'|")/g;

/** The strings a page shows, byte by byte; those shown without moving in between are one. */
function linesOf(page: string): string[] {
	const lines: string[] = [''];
	let end = 0;
	for (const { index, 0: all, 1: array, 2: single } of page.matchAll(shown)) {
		if (/\bT[dDm*]|\bET\b|'|"/.test(page.slice(end, index))) lines.push('');
		for (const [, literal, hex, gap] of (array ?? single ?? '').matchAll(part)) {
			if (gap !== undefined) {
				if (Number(gap) < widestKerning) lines.push('');
			} else lines.push(lines.pop()! + (literal === undefined ? unhexed(hex!) : unescaped(literal)));
		}
		end = index + all.length;
	}
	return lines;
}

// Between strings of one array stand gaps, in thousandths of a letter's height: what is a space wide parts two numbers.
const part = /\(((?:\\[^]|[^\\)])*)\)|<([\da-fA-F\s]*)>|(-?[\d.]+)/g;
const widestKerning = -240;

const unhexed = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1');

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const unescaped = (literal: string) =>
	literal.replace(/\\([0-7]{1,3}|\r?\n|[^])/g, (_, said: string) =>
		/^[0-7]/.test(said) ? String.fromCharCode(parseInt(said, 8) & 255) : (escapes[said] ?? said.trim())
	);

function holds(line: string, { bytes, letters }: Codes): boolean {
	let text = '';
	for (let at = 0; at + bytes <= line.length; at += bytes) {
		const code = bytes === 2 ? (line.charCodeAt(at) << 8) | line.charCodeAt(at + 1) : line.charCodeAt(at);
		text += letters.get(code) ?? '|';
	}
	return hasResidentNumber(text);
}

function codesIn(table: string): Codes {
	const letters = new Map<number, string>();
	const bytes = /begincodespacerange\s*<[\da-fA-F]{2}>/.test(table) ? 1 : 2;
	const add = (code: number, letter: number) => {
		const said = String.fromCharCode(letter);
		if (/[\d\s\p{Pd}]/u.test(said)) letters.set(code, said.replace(/\p{Pd}/u, '-'));
	};
	for (const [, block = ''] of table.matchAll(/beginbfchar([^]*?)endbfchar/g))
		for (const [, code, letter] of block.matchAll(/<([\da-fA-F]+)>\s*<([\da-fA-F]{4})>/g))
			add(parseInt(code!, 16), parseInt(letter!, 16));
	for (const [, block = ''] of table.matchAll(/beginbfrange([^]*?)endbfrange/g)) addRanges(block, add);
	return { bytes, letters };
}

function addRanges(block: string, add: (code: number, letter: number) => void): void {
	for (const [, low, high, first, list] of block.matchAll(
		/<([\da-fA-F]+)>\s*<([\da-fA-F]+)>\s*(?:<([\da-fA-F]{4})>|\[([^\]]*)\])/g
	)) {
		const from = parseInt(low!, 16);
		const count = Math.min(parseInt(high!, 16) - from + 1, 65_536);
		if (first) for (let at = 0; at < count; at++) add(from + at, parseInt(first, 16) + at);
		else [...list!.matchAll(/<([\da-fA-F]{4})>/g)].forEach(([, letter], at) => add(from + at, parseInt(letter!, 16)));
	}
}
