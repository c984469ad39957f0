import type { Option } from '#db/kinds.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import type { FieldPart } from './parts.rules.ts';

/** What a field can ask for. */
export const fieldKinds = [
	'text',
	'long',
	'choice',
	'number',
	'link',
	'organisation',
	'phone',
	'person',
	'track'
] as const;

/** A field as an organiser types it: its choices one a line, `value | 한국어 | English`. */
export type TypedField = Omit<FieldPart, 'options' | 'help'> & { help: Words; options: string };

/** Which fields no form can do without: who applies, with which number, in which track. */
const needed = { organisation: 'organisation', track: 'track' } as const;

/**
 * Fields as they are kept. Refuses, naming each: a choice with fewer than two options or a line that is none, a feature
 * that nobody need answer or that has no choices, a second or a missing field for the firm's number or the track.
 */
export function fieldsOf(typed: TypedField[]): FieldPart[] {
	const faults: Record<string, string> = {};
	const fields = typed.map((field, at): FieldPart => {
		const options = field.kind === 'choice' ? optionsOf(field.options) : [];
		if (!options || (field.kind === 'choice' && options.length < 2)) {
			faults[`fields.${at}.options`] = 'calls.options-wrong';
		}
		if (field.is_feature && !isCountable(field)) faults[`fields.${at}.is_feature`] = 'calls.feature-needs-choices';
		const help = field.help.ko || field.help.en ? field.help : null;
		return { ...field, help, options: options ?? [] };
	});
	for (const kind of Object.values(needed)) Object.assign(faults, onceFaults(typed, kind));
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return withKeys(fields, 'field');
}

const isCountable = (field: TypedField) => field.is_required && (field.kind === 'choice' || field.kind === 'track');

function onceFaults(typed: TypedField[], kind: string): Record<string, string> {
	const places = typed.flatMap((field, at) => (field.kind === kind ? [at] : []));
	if (places.length === 0) return { fields: `calls.needs-${kind}` };
	if (places.length > 1) return { [`fields.${places[1]}.kind`]: 'calls.only-one-such-field' };
	const first = places[0] ?? 0;
	return typed[first]?.is_required ? {} : { [`fields.${first}.is_required`]: 'calls.must-be-required' };
}

/** Choices from lines, or undefined where a line is none or a value comes twice. Two parts: the value is the English. */
export function optionsOf(text: string): Option[] | undefined {
	const lines = text.split('\n').filter((line) => line.trim());
	const options = lines.map(optionOf);
	const values = new Set(options.map((option) => option?.value));
	return values.has(undefined) || values.size < options.length ? undefined : (options as Option[]);
}

function optionOf(line: string): Option | undefined {
	const parts = line.split('|').map((part) => part.trim());
	const [value, ko, en] = parts.length === 2 ? [valueFrom(parts[1] ?? ''), ...parts] : parts;
	if (parts.length > 3 || !ko || !en || !/^[a-z0-9][a-z0-9_-]{0,40}$/.test(value ?? '')) return undefined;
	return { value: value ?? '', label: { ko, en } };
}

const valueFrom = (english: string) =>
	english
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 40);

/** Choices as lines, the way they are typed. */
export function optionLines(options: Option[]): string {
	return options.map(({ value, label }) => `${value} | ${label.ko} | ${label.en}`).join('\n');
}

/** The same rows, each new one with a key of its own. */
export function withKeys<T extends { key: string }>(rows: T[], stem: string): T[] {
	const taken = new Set(rows.map((row) => row.key));
	let next = 1;
	const seen = new Set<string>();
	return rows.map((row) => {
		if (row.key && !seen.has(row.key)) {
			seen.add(row.key);
			return row;
		}
		while (taken.has(`${stem}-${next}`)) next++;
		const key = `${stem}-${next}`;
		taken.add(key);
		seen.add(key);
		return { ...row, key };
	});
}

/** The rows after a button of theirs: `up.2` moves the third up, `down.2` down, `remove.2` takes it away. */
export function pressed<T>(rows: T[], press: string): T[] {
	const [, what, where] = /^(up|down|remove)\.(\d+)$/.exec(press) ?? [];
	const at = Number(where);
	if (what === undefined || !(at in rows)) return rows;
	if (what === 'remove') return rows.toSpliced(at, 1);
	const to = what === 'up' ? at - 1 : at + 1;
	if (!(to in rows)) return rows;
	const moved = rows[at] as T;
	return rows.toSpliced(at, 1).toSpliced(to, 0, moved);
}
