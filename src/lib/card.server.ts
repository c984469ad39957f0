import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { drawPdf, fitted, leading, type Set } from './pdf.server.ts';
import { root } from './settings.server.ts';
import { escaped } from './xml.ts';

/** What stands on a card: a line above, the title, a line below, and who shows it. */
export type Card = { above: string; title: string; below: string; from: string; locale: string };

const [wide, high, edge] = [1200, 630, 80];

let ready: Promise<Buffer[]> | undefined;

// The renderer and the letters are read once, when the first card is asked for.
function started(): Promise<Buffer[]> {
	return (ready ??= (async () => {
		const renderer = readFileSync(join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'));
		await initWasm(renderer).catch((fault: unknown) => {
			// Planting the sample has started it in this process already, from the sources; the build comes second.
			if (!(fault as Error).message.startsWith('Already initialized')) throw fault;
		});
		return ['Regular', 'Bold'].map((weight) => readFileSync(join(root, `src/lib/fonts/Pretendard-${weight}.otf`)));
	})());
}

/**
 * A card for other sites to show a page by (Open Graph): 1200 × 630, PNG. The title is as large as it can be in three
 * lines, measured with the letters it is drawn in.
 */
export async function drawCard(card: Card): Promise<Uint8Array<ArrayBuffer>> {
	return drawPng(svgOf(card, await laidOut(card.title, card.locale)));
}

/** An SVG as a PNG, with our own letters and nobody else's. */
export async function drawPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
	const fonts = await started();
	const drawn = new Resvg(svg, {
		font: { fontBuffers: fonts, loadSystemFonts: false, defaultFontFamily: 'Pretendard' } as never
	});
	try {
		return new Uint8Array(drawn.render().asPng());
	} finally {
		drawn.free();
	}
}

async function laidOut(title: string, locale: string): Promise<Set> {
	let set: Set | undefined;
	await drawPdf({ title, locale, at: new Date(0) }, (pdf) => {
		set = fitted(
			pdf,
			title,
			{ width: wide - 2 * edge, height: 300 },
			{ weight: 'bold', most: 76, least: 44, lines: 3 }
		);
	});
	return set!;
}

function svgOf({ above, below, from, locale }: Card, { size, lines }: Set): string {
	const text = (x: number, y: number, said: string, more: string) =>
		`<text x="${x}" y="${y}" font-family="Pretendard" ${more}>${escaped(said)}</text>`;
	const first = 214 + size * 0.36;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" xml:lang="${locale}">`,
		`<rect width="${wide}" height="${high}" fill="#fbfaf6"/><rect width="${wide}" height="14" fill="#12513f"/>`,
		text(edge, 120, above, 'font-size="30" font-weight="700" fill="#12513f"'),
		...lines.map((line, nth) =>
			text(edge, first + nth * size * leading, line, `font-size="${size}" font-weight="700" fill="#1c211e"`)
		),
		`<rect x="${edge}" y="498" width="${wide - 2 * edge}" height="2" fill="#dedacd"/>`,
		text(edge, 556, below, 'font-size="28" fill="#575d57"'),
		text(wide - edge, 556, from, 'font-size="28" font-weight="700" fill="#12513f" text-anchor="end"'),
		'</svg>'
	].join('');
}
