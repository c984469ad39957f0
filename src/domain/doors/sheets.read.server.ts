import {
	a4,
	drawPdf,
	fitted,
	leading,
	lettersMissing,
	mm,
	qrMarks,
	setQr,
	type Dark,
	type Pdf,
	type Weight
} from '#lib/pdf.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { aSheet, bandOf, bands, type Badge } from './badges.rules.ts';

/** What is on a badge, in points from its upper left corner. */
type Line = { text: string; x: number; y: number; width: number; size: number; weight: Weight; colour: string };
type Band = { x: number; y: number; width: number; height: number; colour: string };
type Placed = { band: Band; lines: Line[]; code: { text: string; x: number; y: number; size: number } | null };

/** One badge as a picture: what its file prints, to look at before. */
export type BadgePicture = Omit<Placed, 'code'> & {
	key: string;
	code: { x: number; y: number; size: number; steps: number; dark: Dark[] } | null;
};

export const badgeSize = { width: mm(90), height: mm(64) };
const inner = { x: mm(6), width: badgeSize.width - mm(12) };
const bandHeight = mm(9);
const codeSize = mm(25);

type Of = { title: Words; stop: string };

/** Where everything on a badge goes: the name as large as it fits, beside it the code of whoever has a ticket. */
function placed(pdf: Pdf, badge: Badge, { title, stop }: Of): Placed {
	const top = mm(13);
	const code = badge.secret
		? { text: badge.secret, x: badgeSize.width - mm(4) - codeSize, y: mm(24), size: codeSize }
		: null;
	const width = code ? code.x - inner.x - mm(1) : inner.width;
	const lines: Line[] = [];
	let y = top;
	const add = (
		text: string,
		weight: Weight,
		how: { most: number; least: number; lines: number; height: number },
		colour = '#111111'
	) => {
		if (text.trim() === '') return;
		const set = fitted(
			pdf,
			text,
			{ width: y < mm(22) && !code ? inner.width : width, height: how.height },
			{ ...how, weight }
		);
		for (const line of set.lines) {
			lines.push(measured(pdf, { text: line, x: inner.x, y, size: set.size, weight, colour }));
			y += set.size * leading;
		}
		y += mm(1.2);
	};
	const head = fitted(
		pdf,
		`${inWords(title, 'ko')} · ${stop}`,
		{ width: inner.width, height: mm(5) },
		{ most: 8.5, least: 6 }
	);
	const [small] = head.lines;
	lines.push(
		measured(pdf, { text: small!, x: inner.x, y: mm(5), size: head.size, weight: 'regular', colour: '#575d57' })
	);
	add(badge.name, 'bold', { most: 30, least: 9, lines: 3, height: mm(20) });
	add(badge.second, 'regular', { most: 13, least: 8, lines: 1, height: mm(6) }, '#333333');
	add(badge.firm, 'regular', { most: 12, least: 7.5, lines: 2, height: mm(11) }, '#333333');
	const band = {
		x: mm(4),
		y: badgeSize.height - mm(4) - bandHeight,
		width: badgeSize.width - mm(8),
		height: bandHeight,
		colour: bands[badge.group].colour
	};
	lines.push(...bandLine(pdf, badge, band));
	return { band, lines, code };
}

function bandLine(pdf: Pdf, badge: Badge, band: Band): Line[] {
	const words = bandOf(badge);
	const said = words.ko === words.en ? words.ko : `${words.ko} · ${words.en}`;
	const set = fitted(
		pdf,
		said,
		{ width: band.width - mm(6), height: band.height },
		{ weight: 'bold', most: 14, least: 8 }
	);
	const y = band.y + (band.height - set.size * leading) / 2;
	const line = measured(pdf, { text: set.lines[0]!, x: 0, y, size: set.size, weight: 'bold', colour: '#ffffff' });
	return [{ ...line, x: band.x + (band.width - line.width) / 2 }];
}

// A picture whose letters are of another typeface keeps the width by it.
const measured = (pdf: Pdf, line: Omit<Line, 'width'>): Line => ({
	...line,
	width: pdf.font(line.weight).fontSize(line.size).widthOfString(line.text)
});

type Sheets = Of & { badges: Badge[]; skip: number; locale: Locale };

/** Badges as a file to print: eight to a sheet of A4, with marks to cut along. The first `skip` places stay free. */
export function badgeSheets({ badges, skip, locale, ...of }: Sheets, at: Date): Promise<Buffer<ArrayBuffer>> {
	const left = (a4.width - aSheet.columns * badgeSize.width) / 2;
	const top = (a4.height - aSheet.rows * badgeSize.height) / 2;
	return drawPdf({ title: inWords(of.title, locale), locale, at }, (pdf) => {
		badges.forEach((badge, nth) => {
			const place = (nth + skip) % aSheet.each;
			if (nth > 0 && place === 0) pdf.addPage();
			if (nth === 0 || place === 0) cutMarks(pdf, left, top);
			const x = left + (place % aSheet.columns) * badgeSize.width;
			const y = top + Math.floor(place / aSheet.columns) * badgeSize.height;
			paint(pdf, placed(pdf, badge, of), { x, y });
		});
	});
}

function paint(pdf: Pdf, { band, lines, code }: Placed, at: { x: number; y: number }): void {
	pdf.roundedRect(at.x + band.x, at.y + band.y, band.width, band.height, 4).fill(band.colour);
	if (code) setQr(pdf, code.text, { x: at.x + code.x, y: at.y + code.y, size: code.size });
	for (const { text, x, y, size, weight, colour } of lines) {
		pdf
			.font(weight)
			.fontSize(size)
			.fillColor(colour)
			.text(text, at.x + x, at.y + y, { lineBreak: false });
	}
}

function cutMarks(pdf: Pdf, left: number, top: number): void {
	const [from, to] = [mm(2), mm(7)];
	const right = a4.width - left;
	const bottom = a4.height - top;
	for (let column = 0; column <= aSheet.columns; column++) {
		const x = left + column * badgeSize.width;
		pdf
			.moveTo(x, top - to)
			.lineTo(x, top - from)
			.moveTo(x, bottom + from)
			.lineTo(x, bottom + to);
	}
	for (let row = 0; row <= aSheet.rows; row++) {
		const y = top + row * badgeSize.height;
		pdf
			.moveTo(left - to, y)
			.lineTo(left - from, y)
			.moveTo(right + from, y)
			.lineTo(right + to, y);
	}
	pdf.lineWidth(0.35).stroke('#000000');
}

/** The pictures of some badges, and which letters of all of them the type does not have. */
export async function badgePictures({ badges, ...of }: Of & { badges: Badge[] }, shown: Badge[], at: Date) {
	let pictures: BadgePicture[] = [];
	let missing: string[] = [];
	await drawPdf({ title: 'pictures', locale: 'ko', at }, (pdf) => {
		pictures = shown.map((badge) => {
			const { code, ...rest } = placed(pdf, badge, of);
			return {
				...rest,
				key: badge.key,
				code: code && { ...qrMarks(code.text), x: code.x, y: code.y, size: code.size }
			};
		});
		missing = lettersMissing(pdf, badges.map(({ name, second, firm }) => name + second + firm).join(''));
	});
	return { pictures, missing };
}
