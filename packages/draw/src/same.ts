import { canonical } from './canonical.ts';
import { refuse } from './refusal.ts';

/** Refuses a value that isn't the expected one: their canonical JSON differs (SPEC §10). `where` names the place. */
export function same(where: string, found: unknown, expected: unknown): void {
	if (isPlainlySame(found, expected)) return;
	const [a, b] = [canonical(found ?? null), canonical(expected)];
	if (a !== b) throw refuse('draw.differs', { where, found: short(a, b), expected: short(b, a) });
}

/** Whether two values are JSON and alike, found without writing them out. False may also mean that one isn't JSON. */
export function isPlainlySame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
		return a === b && (typeof a === 'string' || typeof a === 'boolean' || a === null || Number.isFinite(a));
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const names = Object.keys(a);
	if (names.length !== Object.keys(b).length || (Array.isArray(a) && names.length !== a.length)) return false;
	for (const name of names) {
		if (!Object.hasOwn(b, name)) return false;
		if (!isPlainlySame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])) return false;
	}
	return true;
}

/** The part of a long text around the first place where it differs from the other. */
function short(text: string, other: string): string {
	if (text.length <= 80) return text;
	let at = 0;
	while (at < text.length && text[at] === other[at]) at++;
	const from = Math.max(0, at - 30);
	return (from ? '…' : '') + text.slice(from, at + 50) + (at + 50 < text.length ? '…' : '');
}
