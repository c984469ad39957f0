import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

/**
 * Canonical JSON by RFC 8785 (SPEC §2): names sorted by UTF-16 code units, no spaces, ECMAScript numbers.
 * Refuses what JSON cannot carry, naming where: undefined, NaN, infinities, functions, lone surrogates.
 */
export function canonical(value: unknown): string {
	if (isOrdered(value)) {
		const quick = JSON.stringify(value);
		// A lone surrogate is escaped by JSON.stringify; then, and only then, the text can hold this.
		if (!quick.includes('\\ud')) return quick;
	}
	const text = written(value);
	// Places are only looked for once something is wrong: a roster has a million entrants.
	if (text === null) throw refuse('draw.not-json', { where: placeOf(value, '') || '/' });
	return text;
}

/** SHA-256 of the canonical JSON of `value`, as hex. */
export function digestOf(value: unknown): string {
	return toHex(sha256(utf8(canonical(value))));
}

/** Whether JSON.stringify already gives the canonical text, but for lone surrogates: every object's names in order. */
function isOrdered(value: unknown): boolean {
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
	if (typeof value === 'number') return Number.isFinite(value);
	if (Array.isArray(value)) return value.every(isOrdered);
	if (typeof value !== 'object' || 'toJSON' in value) return false;
	const names = Object.keys(value);
	for (let i = 0; i < names.length; i++) {
		if (i > 0 && names[i - 1]! > names[i]!) return false;
		if (!isOrdered((value as Record<string, unknown>)[names[i]!])) return false;
	}
	return true;
}

function written(value: unknown): string | null {
	if (typeof value === 'string') return value.isWellFormed() ? JSON.stringify(value) : null;
	if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : null;
	if (value === null || value === true || value === false) return String(value);
	if (Array.isArray(value)) return listed(value);
	return typeof value === 'object' ? object(value as Record<string, unknown>) : null;
}

function listed(values: readonly unknown[]): string | null {
	let text = '[';
	for (let i = 0; i < values.length; i++) {
		const part = written(values[i]);
		if (part === null) return null;
		text += i ? ',' + part : part;
	}
	return text + ']';
}

function object(value: Record<string, unknown>): string | null {
	let text = '{';
	for (const name of Object.keys(value).sort()) {
		const part = written(value[name]);
		if (part === null || !name.isWellFormed()) return null;
		text += (text.length > 1 ? ',' : '') + JSON.stringify(name) + ':' + part;
	}
	return text + '}';
}

/** The path of the first value that JSON cannot carry. */
function placeOf(value: unknown, where: string): string | null {
	if (written(value) !== null) return null;
	if (typeof value !== 'object' || value === null) return where;
	for (const [name, part] of Object.entries(value)) {
		const place = placeOf(part, `${where}/${name}`);
		if (place !== null) return place;
	}
	return where;
}
