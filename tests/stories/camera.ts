import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';

const [width, height] = [640, 480];

/** A picture of unit squares as a page has it: one path, `M3 5h1v1h-1z…`, and how wide it is. */
type Picture = { path: string; width: number };

/** A browser whose camera sees this picture: grey, a little off the middle, as a phone held out would show it. */
export async function browserSeeing(picture: Picture): Promise<Browser> {
	const file = join(mkdtempSync(join(tmpdir(), 'madang-camera-')), 'ticket.y4m');
	writeFileSync(file, videoOf(picture));
	return chromium.launch({
		executablePath: await findChromium(),
		args: [
			...['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
			`--use-file-for-fake-video-capture=${file}`
		]
	});
}

// A YUV4MPEG2 stream: for each frame the brightness of every point, then two quarter planes of colour, which is none.
function videoOf(picture: Picture): Buffer {
	const step = Math.floor((height * 0.85) / picture.width);
	const [left, top] = [130, 30];
	const light = Buffer.alloc(width * height, 110);
	const paint = (x: number, y: number, size: number, brightness: number) => {
		for (let down = 0; down < size * step; down++) {
			const from = (top + y * step + down) * width + left + x * step;
			light.fill(brightness, from, from + size * step);
		}
	};
	paint(0, 0, picture.width, 215);
	for (const [, x, y] of picture.path.matchAll(/M(\d+) (\d+)h1/g)) paint(Number(x), Number(y), 1, 45);
	const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
	const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
	return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]);
}
