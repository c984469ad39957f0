import { constants, inflateRawSync } from 'node:zlib';
import { hasResidentNumber } from '../resident.ts';

const paragraphText = 16 + 51; // HWPTAG_PARA_TEXT
const mostInflated = 32 << 20;

/** Whether a resident registration number stands in a section of an HWP document (HWP 5.0 §4.3): in one of its paragraphs. */
export function hwpHoldsNumber(section: Buffer, isPacked: boolean): boolean {
	const records = isPacked ? unpacked(section) : section;
	for (let at = 0; at + 4 <= records.length;) {
		const head = records.readUInt32LE(at);
		const isLong = head >>> 20 === 0xfff;
		if (isLong && at + 8 > records.length) return false;
		const size = isLong ? records.readUInt32LE(at + 4) : head >>> 20;
		at += isLong ? 8 : 4;
		if ((head & 0x3ff) === paragraphText && hasResidentNumber(textIn(records.subarray(at, at + size)))) return true;
		at += size;
	}
	return false;
}

function unpacked(section: Buffer): Buffer {
	try {
		return inflateRawSync(section, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostInflated });
	} catch {
		return Buffer.alloc(0); // not packed as it says: a scanner and a reader will see what it is
	}
}

// §4.3.2, table 6: what stands for a line's end or a space is one unit long, every other control eight.
const oneLong = new Set([0, 10, 13, 24, 25, 26, 27, 28, 29, 30, 31]);

function textIn(units: Buffer): string {
	let text = '';
	for (let at = 0; at + 2 <= units.length; at += 2) {
		const code = units.readUInt16LE(at);
		if (code >= 32) text += String.fromCharCode(code);
		else {
			text += code === 24 ? '-' : code === 30 || code === 31 ? ' ' : '|';
			if (!oneLong.has(code)) at += 14;
		}
	}
	return text;
}
