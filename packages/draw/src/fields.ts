import { utf8 } from './bytes.ts';
import { LAST_INSTANT, MOST_TEXT } from './limits.ts';
import { refuse } from './refusal.ts';

// Checks of form (SPEC §2): each refuses what doesn't fit and names the place.

/** Refuses anything but an object that has all the `required` fields and none but these and the `optional` ones. */
export function checkFields(
	value: unknown,
	where: string,
	required: readonly string[],
	optional: readonly string[] = []
): void {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw refuse('draw.part-wrong', { where: where || '/' });
	const missing = required.find((name) => !Object.hasOwn(value, name));
	if (missing !== undefined) throw refuse('draw.part-missing', { where: `${where}/${missing}` });
	const strange = Object.keys(value).find((name) => !required.includes(name) && !optional.includes(name));
	if (strange !== undefined) throw refuse('draw.unknown-field', { where: `${where}/${strange}` });
}

/** Refuses anything but an array of `least` to `most` values. */
export function checkList(value: unknown, where: string, least: number, most: number): void {
	if (!Array.isArray(value)) throw refuse('draw.part-wrong', { where });
	if (value.length < least || value.length > most)
		throw refuse('draw.bad-count', { where, count: value.length, least, most });
}

/** Refuses anything but well-formed text of at least `least` and at most 1,024 bytes in UTF-8. */
export function checkText(value: unknown, where: string, least = 0): void {
	if (typeof value !== 'string') throw refuse('draw.part-wrong', { where });
	const bytes = utf8(value).length;
	if (bytes < least || bytes > MOST_TEXT) throw refuse('draw.bad-length', { where, bytes, least, most: MOST_TEXT });
}

/** Refuses anything but a whole number in the range. */
export function checkWhole(value: unknown, where: string, least: number, most: number): void {
	const isSound = Number.isSafeInteger(value) && !Object.is(value, -0);
	if (!isSound || (value as number) < least || (value as number) > most)
		throw refuse('draw.bad-number', { where, least, most });
}

/** Whether a value is an instant: whole seconds since 1970, from 1 to the end of the year 9999. */
export function isInstant(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= LAST_INSTANT;
}

/** Refuses a value that holds anything this protocol has no use for: null, fractions, -0, numbers from 2⁵³ on, malformed text. */
export function checkValues(value: unknown, where: string): void {
	const found = strangeIn(value);
	if (found)
		throw refuse(found.code, {
			where: where + found.where,
			least: -Number.MAX_SAFE_INTEGER,
			most: Number.MAX_SAFE_INTEGER
		});
}

type Strange = { readonly code: string; readonly where: string };

// The place is spelled on the way back, when there is one to spell.
function strangeIn(value: unknown): Strange | null {
	if (typeof value === 'number')
		return Number.isSafeInteger(value) && !Object.is(value, -0) ? null : { code: 'draw.bad-number', where: '' };
	if (typeof value === 'string') return value.isWellFormed() ? null : { code: 'draw.bad-unicode', where: '' };
	if (typeof value === 'boolean') return null;
	if (typeof value !== 'object' || value === null) return { code: 'draw.part-wrong', where: '' };
	if (Array.isArray(value)) return strangeInList(value);
	for (const name of Object.keys(value)) {
		const found = name.isWellFormed()
			? strangeIn((value as Record<string, unknown>)[name])
			: { code: 'draw.bad-unicode', where: '' };
		if (found) return { code: found.code, where: `/${name}${found.where}` };
	}
	return null;
}

function strangeInList(values: readonly unknown[]): Strange | null {
	for (let i = 0; i < values.length; i++) {
		const found = strangeIn(values[i]);
		if (found) return { code: found.code, where: `/${i}${found.where}` };
	}
	return null;
}
