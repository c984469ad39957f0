import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

/**
 * Canonical JSON by RFC 8785 (SPEC §2): names sorted by UTF-16 code units, no spaces, ECMAScript numbers.
 * Refuses what JSON cannot carry: undefined, NaN, infinities, functions, lone surrogates.
 */
export function canonical(value: unknown, where = ''): string {
	if (value === null || value === true || value === false) return String(value);
	if (typeof value === 'string') return quoted(value, where);
	if (typeof value === 'number') return written(value, where);
	if (Array.isArray(value)) return '[' + value.map((item, i) => canonical(item, `${where}/${i}`)).join(',') + ']';
	if (typeof value === 'object') return object(value as Record<string, unknown>, where);
	throw refuse('draw.not-json', { where: where || '/' });
}

/** SHA-256 of the canonical JSON of `value`, as hex. */
export function digestOf(value: unknown): string {
	return toHex(sha256(utf8(canonical(value))));
}

function object(value: Record<string, unknown>, where: string): string {
	const parts = Object.keys(value)
		.sort()
		.map((name) => quoted(name, where) + ':' + canonical(value[name], `${where}/${name}`));
	return '{' + parts.join(',') + '}';
}

function quoted(text: string, where: string): string {
	if (!text.isWellFormed()) throw refuse('draw.bad-unicode', { where: where || '/' });
	return JSON.stringify(text);
}

function written(value: number, where: string): string {
	if (!Number.isFinite(value)) throw refuse('draw.not-json', { where: where || '/' });
	return JSON.stringify(value);
}
