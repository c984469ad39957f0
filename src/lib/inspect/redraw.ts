import { crc32, deflateSync } from 'node:zlib';
import { Unfit } from './found.ts';
import { pictureIn } from './image.ts';
import { type Source } from './source.ts';

/** Draws an SVG: as a PNG, and its points, four bytes each. */
export type Draw = (svg: string) => { png: Uint8Array; points: Uint8Array };
/** A WebP's points: four bytes each, red, green, blue and how opaque. */
export type ReadWebp = (
	bytes: Uint8Array<ArrayBuffer>
) => Promise<{ width: number; height: number; data: Uint8ClampedArray }>;

/** What is drawn anew is within this, and had no more points than a large screen has four times over. */
const [widest, highest] = [800, 400];
const mostPixels = 16e6;

/**
 * A picture (PNG, JPEG or WebP) drawn anew as a PNG that fits into 800 × 400: its points and nothing else that was in the
 * file. What claims too many points is refused before any is read; throws `Unfit` where it is no such picture.
 */
export async function redrawn(
	source: Source,
	{ draw, readWebp }: { draw: Draw; readWebp: ReadWebp }
): Promise<Uint8Array> {
	const size = pictureIn(source);
	if (!size || size.kind === 'gif') throw new Unfit('unknown');
	if (size.width * size.height > mostPixels) throw new Unfit('too-many-pixels');
	const bytes = new Uint8Array(source.read(0, source.size));
	const picture = size.kind === 'webp' ? pngOf(await readWebp(bytes)) : bytes;
	const share = Math.min(1, widest / size.width, highest / size.height);
	const [width, height] = [size.width, size.height].map((side) => Math.max(1, Math.round(side * share)));
	const link = `data:image/${size.kind === 'jpg' ? 'jpeg' : 'png'};base64,${Buffer.from(picture).toString('base64')}`;
	const { png, points } = draw(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
			`<image width="${width}" height="${height}" preserveAspectRatio="none" href="${link}"/></svg>`
	);
	// What it cannot read it leaves out, and says nothing.
	if (points.every((byte, at) => at % 4 !== 3 || byte === 0)) throw new Unfit('broken');
	return png;
}

/** Points as a PNG (PNG specification, third edition, §5 and §11), each line as it is. */
function pngOf({ width, height, data }: { width: number; height: number; data: Uint8ClampedArray }): Uint8Array {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 6], 8); // eight bits, red, green, blue and alpha
	const lines = Buffer.alloc(height * (width * 4 + 1));
	for (let y = 0; y < height; y++)
		lines.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
	const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 1 })), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function chunk(name: string, body: Buffer): Buffer {
	const [length, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(name), body])];
	length.writeUInt32BE(body.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}
