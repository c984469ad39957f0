import type { FieldSettings } from '#db/kinds.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import { isDay } from '#lib/zone.ts';
import { conditionFaults, plainFigure } from './conditions.rules.ts';
import {
	fileTypes,
	hasOptions,
	isCountable,
	isCounted,
	isSection,
	settingsOfKind,
	type FieldKind
} from './kinds.rules.ts';
import { optionLines, optionsOf } from './options.rules.ts';
import type { FieldPart } from './parts.rules.ts';
import { withKeys } from './rows.rules.ts';

/** A field as an organiser types it: its choices one a line in each language, its settings as far as its kind has any. */
export type TypedField = Omit<FieldPart, 'kind' | 'options' | 'help' | 'settings' | 'shown_when'> & {
	kind: FieldKind;
	help: Words;
	options: Words;
	limit_unit: 'letters' | 'words';
	unit: Words;
	min: string;
	max: string;
	least: number | null;
	most: number | null;
	types: string[];
	megabytes: number | null;
	guardian: boolean;
	/** Whether the answer tells who applies; empty where its kind says so. */
	names: '' | 'yes' | 'no';
	when: { key: string; values: string[] };
};

/** What a form must fit: the tracks of its call, and the fields it had, whose choices keep their values. */
export type FormAround = { tracks?: string[]; before?: FieldPart[] };

/** Which fields no form can do without: who applies, with which number, in which track. */
const needed = ['organisation', 'track'] as const;

/**
 * Fields as they are kept. Refuses, naming each: choices that are none, bounds out of order, a feature that nobody need
 * answer or that has no choices, a second or a missing field for the firm's number or the track. Conditions are left to
 * `formFaults`: while rows are being moved about they may point anywhere.
 */
export function fieldsOf(typed: TypedField[], { before = [] }: FormAround = {}): FieldPart[] {
	const faults: Record<string, string> = {};
	const fields = typed.map((field, at): FieldPart => {
		const options = hasOptions(field) ? optionsOf(field.options, optionsBefore(field, before)) : [];
		const found = faultsOf(field, options);
		for (const [name, code] of Object.entries(found)) faults[`fields.${at}.${name}`] = code;
		return fieldFrom(field, Array.isArray(options) ? options : []);
	});
	for (const kind of needed) Object.assign(faults, onceFaults(typed, kind));
	for (const kind of ['birth', 'stops']) Object.assign(faults, secondFaults(typed, kind));
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return withKeys(fields, 'field');
}

const optionsBefore = (field: TypedField, before: FieldPart[]) =>
	before.find(({ key }) => field.key !== '' && key === field.key)?.options ?? [];

/** Refuses fields whose conditions cannot be: see `conditionFaults`. Answers with the fields. */
export function withSoundConditions(fields: FieldPart[], { tracks = [] }: FormAround): FieldPart[] {
	const faults = conditionFaults(fields, tracks);
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return fields;
}

/** A field as it is kept, from what was typed; nothing of what only other kinds have. */
export function fieldFrom(field: TypedField, options: FieldPart['options']): FieldPart {
	const { key, kind, label, max_length } = field;
	const isAsked = !isSection(field);
	return {
		...{ key, kind, label, options, help: field.help.ko || field.help.en ? field.help : null },
		...{ is_required: isAsked && field.is_required, is_feature: isAsked && field.is_feature },
		max_length: isCounted(field) || kind === 'link' ? max_length : null,
		settings: settingsFrom(field),
		shown_when: field.when.key ? { key: field.when.key, values: field.when.values } : null
	};
}

function settingsFrom(field: TypedField): FieldSettings {
	const all: FieldSettings = {
		limitUnit: field.limit_unit === 'words' ? 'words' : undefined,
		unit: field.unit.ko || field.unit.en ? field.unit : undefined,
		min: plainBound(field, field.min),
		max: plainBound(field, field.max),
		least: field.least ?? undefined,
		most: field.most ?? undefined,
		types: field.types.length ? fileTypes.filter((type) => field.types.includes(type)) : undefined,
		megabytes: field.megabytes ?? undefined,
		guardian: field.guardian || undefined,
		names: field.names === '' ? undefined : field.names === 'yes'
	};
	const own = [...(settingsOfKind[field.kind] ?? []), ...(isSection(field) ? [] : (['names'] as const))];
	return Object.fromEntries(
		Object.entries(all).filter(([name, value]) => own.includes(name as 'min') && value !== undefined)
	);
}

const plainBound = (field: TypedField, bound: string) =>
	(field.kind === 'number' ? plainFigure(bound) : bound.trim()) || undefined;

function faultsOf(field: TypedField, options: FieldPart['options'] | string): Record<string, string> {
	const faults: Record<string, string> = {};
	if (typeof options === 'string') faults.options = options;
	if (field.is_feature && !(field.is_required && isCountable(field))) faults.is_feature = 'calls.feature-needs-choices';
	if (field.kind === 'birth' && !field.is_required) faults.is_required = 'calls.must-be-required';
	if (field.kind === 'number' || field.kind === 'date') Object.assign(faults, boundFaults(field));
	const most = field.most ?? Infinity;
	if (field.kind === 'choices' && (field.least ?? 0) > Math.min(most, options.length))
		faults.least = 'calls.least-over-most';
	return faults;
}

function boundFaults(field: TypedField): Record<string, string> {
	const isNumber = field.kind === 'number';
	const isBound = (text: string) => text === '' || (isNumber ? /^-?\d{1,15}(\.\d{1,6})?$/.test(text) : isDay(text));
	const [min, max] = [plainBound(field, field.min) ?? '', plainBound(field, field.max) ?? ''];
	const code = isNumber ? 'lib.not-a-number' : 'lib.not-a-day';
	if (!isBound(min)) return { min: code };
	if (!isBound(max)) return { max: code };
	if (min === '' || max === '') return {};
	return (isNumber ? Number(min) > Number(max) : min > max) ? { min: 'calls.min-over-max' } : {};
}

function onceFaults(typed: TypedField[], kind: 'organisation' | 'track'): Record<string, string> {
	const first = typed.findIndex((field) => field.kind === kind);
	if (first < 0) return { fields: `calls.needs-${kind}` };
	const second = secondFaults(typed, kind);
	if (Object.keys(second).length) return second;
	return typed[first]?.is_required ? {} : { [`fields.${first}.is_required`]: 'calls.must-be-required' };
}

function secondFaults(typed: TypedField[], kind: string): Record<string, string> {
	const places = typed.flatMap((field, at) => (field.kind === kind ? [at] : []));
	return places.length > 1 ? { [`fields.${places[1]}.kind`]: 'calls.only-one-such-field' } : {};
}

/** A kept field as its form shows it. */
export function typedField(field: FieldPart): TypedField {
	const { settings } = field;
	return {
		...{ key: field.key, kind: field.kind as FieldKind, label: field.label, help: field.help ?? { ko: '', en: '' } },
		...{ is_required: field.is_required, is_feature: field.is_feature, max_length: field.max_length },
		...{ options: optionLines(field.options), limit_unit: settings.limitUnit ?? 'letters' },
		...{ unit: settings.unit ?? { ko: '', en: '' }, min: settings.min ?? '', max: settings.max ?? '' },
		...{ least: settings.least ?? null, most: settings.most ?? null, types: settings.types ?? [] },
		...{ megabytes: settings.megabytes ?? null, guardian: settings.guardian ?? false },
		names: settings.names === undefined ? '' : settings.names ? 'yes' : 'no',
		when: field.shown_when ?? { key: '', values: [] }
	};
}
