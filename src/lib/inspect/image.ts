import { Unfit, type Kind } from './found.ts';
import type { Source } from './source.ts';

/** A picture as its head describes it: points. */
export type Size = { kind: Kind; width: number; height: number };

// The largest photographs of telephones have 200 million pixels; what a header claims beyond is there to fill memory.
const mostPixels = 210e6;
const longestSide = 30_000;

/** What picture it is, by its first bytes, or undefined. Refuses one whose header claims more pixels than any camera has. */
export const imageIn = (source: Source): Kind | undefined => pictureIn(source)?.kind;

/** The same, with how large it says it is. */
export function pictureIn(source: Source): Size | undefined {
	const size = sizeIn(source);
	if (!size) return undefined;
	if (size.width === 0 || size.height === 0) throw new Unfit('broken');
	const isTooLarge = size.width >= longestSide || size.height >= longestSide || size.width * size.height > mostPixels;
	if (isTooLarge) throw new Unfit('too-many-pixels');
	return size;
}

function sizeIn(source: Source): Size | undefined {
	const head = source.read(0, 32);
	if (head.length < 16) return undefined;
	if (head.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n') return sizeOfPng(head);
	if (/^GIF8[79]a/.test(head.toString('latin1'))) {
		return { kind: 'gif', width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
	}
	if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return sizeOfWebp(head);
	return head.readUInt16BE(0) === 0xffd8 && head[2] === 0xff ? sizeOfJpeg(source) : undefined;
}

function sizeOfPng(head: Buffer): Size {
	if (head.toString('latin1', 12, 16) !== 'IHDR' || head.length < 24) throw new Unfit('broken');
	return { kind: 'png', width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

// The three forms of RFC 9649: lossy, lossless, extended.
function sizeOfWebp(head: Buffer): Size {
	if (head.length < 30) throw new Unfit('broken');
	switch (head.toString('latin1', 12, 16)) {
		case 'VP8 ':
			return { kind: 'webp', width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
		case 'VP8L': {
			const bits = head.readUInt32LE(21);
			return { kind: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
		}
		case 'VP8X':
			return { kind: 'webp', width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
	}
	throw new Unfit('broken');
}

// The segments of ITU-T T.81 one after the other, until the frame's header says how large it is.
function sizeOfJpeg(source: Source): Size {
	for (let at = 2, segments = 0; segments < 2000; segments++) {
		const head = source.read(at, 9);
		if (head.length < 9 || head[0] !== 0xff) throw new Unfit('broken');
		const marker = head[1]!;
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { kind: 'jpg', height: head.readUInt16BE(5), width: head.readUInt16BE(7) };
		at += marker === 0xff ? 1 : 2 + head.readUInt16BE(2);
	}
	throw new Unfit('broken');
}
