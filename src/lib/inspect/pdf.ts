import { constants, inflateSync } from 'node:zlib';
import { Unfit, type Found } from './found.ts';
import { pdfHoldsNumber } from './pdftext.ts';
import { piecesOf, type Source } from './source.ts';

const scripts = /\/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile|RichMedia)\b/;
const overlap = 128;
const mostInflated = 1 << 20;
const mostStreams = 2000;

/** Whether it is a PDF, and what in it acts by itself (ISO 32000-2 §12.6), or undefined. */
export function pdfIn(source: Source): Found | undefined {
	if (!/^\s{0,4}%PDF-\d/.test(source.read(0, 12).toString('latin1'))) return undefined;
	const end = source.read(Math.max(0, source.size - 65_536), 65_536).toString('latin1');
	if (!end.includes('%%EOF')) throw new Unfit('broken');
	const seen = { acts: false, isLocked: false, streams: 0 };
	let before = '';
	for (const piece of piecesOf(source)) {
		const text = before + piece.toString('latin1');
		look(text, seen);
		lookInside(text, seen);
		before = text.slice(-overlap);
	}
	const holdsNumber = !seen.isLocked && pdfHoldsNumber(source);
	return { kind: 'pdf', isLocked: seen.isLocked, cautions: seen.acts ? ['pdf-script'] : [], holdsNumber };
}

type Seen = { acts: boolean; isLocked: boolean; streams: number };

function look(text: string, seen: Seen): void {
	const plain = named(text);
	seen.acts ||= scripts.test(plain);
	seen.isLocked ||= /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(plain);
}

// A name may be written with its letters in hexadecimal: /J#61vaScript.
const named = (text: string) =>
	text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

// Since PDF 1.5 objects may lie packed together in streams; each is opened as far as it goes, within limits.
function lookInside(text: string, seen: Seen): void {
	for (const { index, 0: mark } of text.matchAll(/\/ObjStm[^]{0,400}?stream\r?\n/g)) {
		if (seen.acts || (seen.streams += 1) > mostStreams) return;
		const packed = Buffer.from(text.slice(index + mark.length, index + mark.length + mostInflated), 'latin1');
		try {
			const opened = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 8 * mostInflated });
			look(opened.toString('latin1'), seen);
		} catch {
			continue; // not packed by Flate, or not whole in this piece: nothing to be read here
		}
	}
}
