import { refuse } from './refusal.ts';

const HEX = /^(?:[0-9a-f]{2})*$/;
const HEX_CODES = '0123456789abcdef';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** UTF-8 bytes of a string. Refuses a lone surrogate: two different strings must never give the same bytes. */
export function utf8(text: string): Uint8Array {
	if (!text.isWellFormed()) throw refuse('draw.bad-unicode', { where: JSON.stringify(text) });
	return encoder.encode(text);
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
	const codes = new Uint8Array(2 * bytes.length);
	for (let i = 0; i < bytes.length; i++) {
		codes[2 * i] = HEX_CODES.charCodeAt(bytes[i]! >>> 4);
		codes[2 * i + 1] = HEX_CODES.charCodeAt(bytes[i]! & 15);
	}
	// Decoded in one go: a text put together digit by digit takes a kilobyte of memory for every digest.
	return decoder.decode(codes);
}

/** Bytes of lower-case hex. Refuses upper case, odd lengths and, when `length` (in bytes) is given, any other. */
export function fromHex(hex: string, where: string, length?: number): Uint8Array {
	if (!isHex(hex, length)) throw refuse('draw.bad-hex', { where, bytes: length ?? 'any' });
	const bytes = new Uint8Array(hex.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = 16 * digit(hex, 2 * i) + digit(hex, 2 * i + 1);
	return bytes;
}

function digit(hex: string, at: number): number {
	const code = hex.charCodeAt(at);
	return code < 58 ? code - 48 : code - 87;
}

/** Whether `text` is lower-case hex of `length` bytes (of any number when not given). */
export function isHex(text: unknown, length?: number): text is string {
	if (typeof text !== 'string' || !HEX.test(text)) return false;
	return length === undefined || text.length === 2 * length;
}

/** The parts, one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** Four bytes, big-endian. */
export function u32(value: number): Uint8Array {
	return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}

/** Eight bytes, big-endian. */
export function u64(value: number | bigint): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
	return bytes;
}

/** Eight hex digits as a word; they are known to be hex. */
export function hexWord(hex: string, at: number): number {
	let word = 0;
	for (let i = at; i < at + 8; i++) {
		const code = hex.charCodeAt(i);
		word = (word << 4) | (code < 58 ? code - 48 : code - 87);
	}
	return word;
}

/** Bytes, a multiple of four, as big-endian words. */
export function wordsOf(bytes: Uint8Array): Int32Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i));
}
