import { join } from 'node:path';
import PdfKit from 'pdfkit';
import { encodeQR } from 'qr';
import { root } from './settings.server.ts';

/** A page being drawn. Lengths are points (1/72 inch), from its upper left corner. */
export type Pdf = PDFKit.PDFDocument;
export type Weight = 'regular' | 'bold';
export type Box = { x: number; y: number; width: number; height: number };
/** How a text is set: never larger than `most`, never smaller than `least`, on so many lines at most. */
export type Setting = { weight?: Weight; most: number; least: number; lines?: number; colour?: string };
export type Set = { size: number; lines: string[] };

/** Points of so many millimetres. */
export const mm = (length: number): number => (length * 72) / 25.4;
export const a4 = { width: mm(210), height: mm(297) };

/** How far the next line is below a line, in its size. */
export const leading = 1.22;
const fonts = join(root, 'src/lib/fonts');

type Sheet = { title: string; locale: string; at: Date; size?: { width: number; height: number } };

/**
 * Draws a PDF and answers with its bytes. Latin and Hangul are embedded, only the letters that are used, so that it prints
 * alike everywhere; text stays text, to search and to read aloud. The first page is there; `pdf.addPage()` makes more.
 */
export function drawPdf(sheet: Sheet, draw: (pdf: Pdf) => void): Promise<Buffer<ArrayBuffer>> {
	const { width, height } = sheet.size ?? a4;
	const pdf = new PdfKit({
		...{ size: [width, height], margin: 0, lang: sheet.locale, displayTitle: true, pdfVersion: '1.7' },
		info: { Title: sheet.title, Producer: 'Madang', Creator: 'Madang', CreationDate: sheet.at, ModDate: sheet.at }
	});
	pdf.registerFont('regular', join(fonts, 'Pretendard-Regular.otf'));
	pdf.registerFont('bold', join(fonts, 'Pretendard-Bold.otf'));
	const chunks: Buffer[] = [];
	return new Promise((done, fail) => {
		pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
		pdf.on('end', () => done(Buffer.concat(chunks)));
		pdf.on('error', fail);
		draw(pdf);
		pdf.end();
	});
}

/**
 * How a text fits a width and a height: as large as may be, wrapped between words, inside a word where a word alone is
 * too long. What does not fit at the smallest size ends with an ellipsis.
 */
export function fitted(pdf: Pdf, text: string, { width, height }: Pick<Box, 'width' | 'height'>, how: Setting): Set {
	const shown = text.normalize('NFC').replace(/\s+/g, ' ').trim();
	pdf.font(how.weight ?? 'regular');
	const most = (size: number) => Math.max(1, Math.min(how.lines ?? 1, Math.floor(height / (size * leading))));
	for (let size = how.most; size > how.least; size -= 0.5) {
		const lines = wrapped(pdf, shown, width, size);
		const breaksWord = lines.length > 1 && lines.slice(0, -1).some((line, at) => !isBetweenWords(lines, at, shown));
		if (lines.length <= most(size) && !breaksWord) return { size, lines };
	}
	const lines = wrapped(pdf, shown, width, how.least);
	const kept = most(how.least);
	if (lines.length <= kept) return { size: how.least, lines };
	return { size: how.least, lines: [...lines.slice(0, kept - 1), cut(pdf, lines.slice(kept - 1).join(' '), width)] };
}

/** Sets a text into a box as `fitted` says, and answers where it ends. */
export function setText(pdf: Pdf, text: string, box: Box, how: Setting & { align?: 'left' | 'center' }): number {
	const { size, lines } = fitted(pdf, text, box, how);
	pdf
		.font(how.weight ?? 'regular')
		.fontSize(size)
		.fillColor(how.colour ?? '#111111');
	lines.forEach((line, at) => {
		const shift = how.align === 'center' ? (box.width - pdf.widthOfString(line)) / 2 : 0;
		pdf.text(line, box.x + shift, box.y + at * size * leading, { lineBreak: false });
	});
	return box.y + lines.length * size * leading;
}

/** Draws what a QR code says as areas, sharp at any size, with the quiet zone it needs inside `size`. */
export function setQr(pdf: Pdf, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
	const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
	const step = size / rows.length;
	rows.forEach((row, down) =>
		row.forEach((isDark, across) => {
			// A hair wider than its step: else some printers show light between areas that touch.
			if (isDark) pdf.rect(x + across * step, y + down * step, step * 1.02, step * 1.02);
		})
	);
	pdf.fill('#000000');
}

/** The letters of a text that the fonts do not have, and that print as an empty box: each once. */
export function lettersMissing(pdf: Pdf, text: string): string[] {
	pdf.font('bold');
	const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } })._font;
	return [...new Set(text.normalize('NFC'))].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0)!));
}

const widthAt = (pdf: Pdf, text: string, size: number) => pdf.fontSize(size).widthOfString(text);

function wrapped(pdf: Pdf, text: string, width: number, size: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (widthAt(pdf, longer, size) <= width) {
			line = longer;
			continue;
		}
		if (line !== '') lines.push(line);
		const pieces = pieced(pdf, word, width, size);
		lines.push(...pieces.slice(0, -1));
		line = pieces.at(-1)!;
	}
	return [...lines, line];
}

function pieced(pdf: Pdf, word: string, width: number, size: number): string[] {
	const pieces = [''];
	for (const { segment } of new Intl.Segmenter('ko').segment(word)) {
		const longer = pieces.at(-1)! + segment;
		if (longer === segment || widthAt(pdf, longer, size) <= width) pieces[pieces.length - 1] = longer;
		else pieces.push(segment);
	}
	return pieces;
}

function isBetweenWords(lines: string[], at: number, text: string): boolean {
	const upTo = lines.slice(0, at + 1).join(' ');
	return text.startsWith(`${upTo} `);
}

function cut(pdf: Pdf, text: string, width: number): string {
	const letters = Array.from(new Intl.Segmenter('ko').segment(text), ({ segment }) => segment);
	while (letters.length > 0 && pdf.widthOfString(`${letters.join('')}…`) > width) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}
