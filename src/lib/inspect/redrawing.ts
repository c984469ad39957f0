// A process of its own that draws a stranger's picture anew, as `process.ts` looks into files: it may read the picture,
// this folder and the two libraries that know pictures. Answers with the PNG itself, or with one line of JSON and a 1.
import { readFileSync } from 'node:fs';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import decode, { init } from '@jsquash/webp/decode.js';
import { Unfit } from './found.ts';
import { redrawn } from './redraw.ts';
import { fileSource } from './source.ts';

const [path, modules] = process.argv.slice(2) as [string, string];
const wasm = (name: string) => readFileSync(`${modules}/${name}`);

function draw(svg: string) {
	const drawn = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
	return { png: drawn.asPng(), points: drawn.pixels };
}

try {
	await initWasm(wasm('@resvg/resvg-wasm/index_bg.wasm'));
	await init(await WebAssembly.compile(new Uint8Array(wasm('@jsquash/webp/codec/dec/webp_dec.wasm'))));
	const readWebp = (bytes: Uint8Array<ArrayBuffer>) => decode(bytes.buffer);
	process.stdout.write(await redrawn(fileSource(path), { draw, readWebp }));
} catch (fault) {
	console.log(JSON.stringify({ unfit: fault instanceof Unfit ? fault.reason : 'broken' }));
	process.exitCode = 1;
}
