import { fieldsRefused, refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import { fieldsOf, typedField, withSoundConditions, type TypedField } from './fields.rules.ts';
import { hasOptions } from './kinds.rules.ts';
import { optionLines } from './options.rules.ts';
import type { FieldPart } from './parts.rules.ts';
import type { Field } from './rules.ts';

/**
 * A published form with its wording corrected and optional fields added: nothing else may change, because people have
 * answered it and quotas count it. Refuses a field that is missing or in another place, choices that are not as many as
 * they were, what is wrong with a new field, and when nothing is different.
 */
export function correctedFields(before: Field[], typed: TypedField[], tracks: string[]): FieldPart[] {
	const kept = typed.filter((row) => row.key !== '');
	if (kept.length !== before.length || kept.some((row, at) => row.key !== before[at]?.key)) throw formNewer();
	const faults: Record<string, string> = {};
	const rows = typed.map((row, at): FieldPart | TypedField => {
		const old = before.find(({ key }) => key === row.key);
		if (!old) return { ...row, is_required: false, is_feature: false };
		const corrected = reworded(old, row);
		if (!corrected) faults[`fields.${at}.options`] = 'calls.options-fixed';
		return corrected ?? old;
	});
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	const known = rows.filter((row): row is FieldPart => 'settings' in row);
	const all = rows.map((row) => ('settings' in row ? typedField(row) : row));
	const made = withSoundConditions(fieldsOf(all, { before: known }), { tracks });
	const after = made.map((field) => known.find(({ key }) => key === field.key) ?? field);
	if (changesBetween(before, after).length === 0) throw formUnchanged();
	return after;
}

function reworded(old: Field, row: TypedField): FieldPart | undefined {
	const help = row.help.ko || row.help.en ? row.help : null;
	const unit = old.settings.unit && (row.unit.ko || row.unit.en) ? { unit: row.unit } : {};
	const wording = { label: row.label, help, settings: { ...old.settings, ...unit } };
	if (!hasOptions(old)) return { ...old, ...wording };
	const lines = { ko: row.options.ko.split('\n'), en: row.options.en.split('\n') };
	const [ko, en] = [lines.ko, lines.en].map((all) => all.map((line) => line.trim()).filter(Boolean));
	if (ko?.length !== old.options.length || en?.length !== old.options.length) return undefined;
	const options = old.options.map(({ value }, at) => ({ value, label: { ko: ko[at] ?? '', en: en[at] ?? '' } }));
	return { ...old, ...wording, options };
}

/** One thing that a later version says otherwise. */
export type FormChange = { what: 'added' | 'reworded'; key: string; label: Words };

/** What a later version of a form has that an earlier one had not, in the form's order. */
export function changesBetween(before: Field[], after: Field[]): FormChange[] {
	return after.flatMap((field): FormChange[] => {
		const old = before.find(({ key }) => key === field.key);
		if (!old) return [{ what: 'added', key: field.key, label: field.label }];
		return wording(old) === wording(field) ? [] : [{ what: 'reworded', key: field.key, label: field.label }];
	});
}

const wording = ({ label, help, options, settings }: Field) =>
	[
		label.ko,
		label.en,
		help?.ko,
		help?.en,
		...Object.values(optionLines(options)),
		settings.unit?.ko,
		settings.unit?.en
	].join('\0');

export const formNewer = () => refusal('conflict', 'calls.form-newer');
export const formUnchanged = () => refusal('invalid', 'calls.form-unchanged');
