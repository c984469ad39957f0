import { refuse } from './refusal.ts';

const HEX_CODES = '0123456789abcdef';
/** The value of the character of each code that is a digit; -1 for all others. */
export const DIGITS = Int8Array.from({ length: 128 }, (_, code) => HEX_CODES.indexOf(String.fromCharCode(code)));
/** The two digits of every byte: the code of the first in the upper half. */
const HEX_PAIRS = Uint16Array.from(
	{ length: 256 },
	(_, byte) => (HEX_CODES.charCodeAt(byte >>> 4) << 8) | HEX_CODES.charCodeAt(byte & 15)
);
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
	for (let i = 0; i < bytes.length; i++)
		bytes[i] = 16 * DIGITS[hex.charCodeAt(2 * i)]! + DIGITS[hex.charCodeAt(2 * i + 1)]!;
	return bytes;
}

/** Whether `text` is lower-case hex of `length` bytes (of any number when not given). */
export function isHex(text: unknown, length?: number): text is string {
	if (typeof text !== 'string' || text.length % 2 === 1) return false;
	if (length !== undefined && text.length !== 2 * length) return false;
	let strange = 0;
	for (let i = 0; i < text.length; i++) strange |= DIGITS[text.charCodeAt(i)] ?? -1;
	return strange >= 0;
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

/** Writes a word as eight hex digits. */
export function writeHex(word: number, into: Uint8Array, at: number): void {
	for (let i = 0; i < 4; i++) {
		const pair = HEX_PAIRS[(word >>> (24 - 8 * i)) & 255]!;
		into[at + 2 * i] = pair >>> 8;
		into[at + 2 * i + 1] = pair;
	}
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

/**
 * Reads digests in hex, 64 lower-case digits each, as the codes of their digits, one after the other; false when one isn't
 * that. All in one go: asking strings for one character after the other takes three times as long.
 */
export function readDigits(texts: readonly string[], into: Uint8Array): boolean {
	for (const text of texts) if (typeof text !== 'string' || text.length !== 64) return false;
	const { read, written } = encoder.encodeInto(texts.join(''), into);
	let strange = 0;
	for (let i = 0; i < written; i++) strange |= DIGITS[into[i]!] ?? -1;
	return read === 64 * texts.length && strange >= 0;
}

/** The word that eight hex digits make, given as their codes from a place on; they are known to be digits. */
export function wordOf(digits: Uint8Array, from: number): number {
	let word = 0;
	for (let i = from; i < from + 8; i++) word = (word << 4) | DIGITS[digits[i]!]!;
	return word;
}

/** The first eight hex digits of a text as a word; they are known to be digits. */
export function firstWord(hex: string): number {
	let word = 0;
	for (let i = 0; i < 8; i++) word = (word << 4) | DIGITS[hex.charCodeAt(i)]!;
	return word;
}

/** Bytes, a multiple of four, as big-endian words. */
export function wordsOf(bytes: Uint8Array): Int32Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i));
}
