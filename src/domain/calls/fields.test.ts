import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '#lib/refusal.ts';
import { words } from '../../../tests/cast.ts';
import { conditionFaults } from './conditions.rules.ts';
import { fieldsOf, typedField, withSoundConditions, type TypedField } from './fields.rules.ts';
import { fieldKinds, type FieldKind } from './kinds.rules.ts';
import { optionLines, optionsOf } from './options.rules.ts';
import { newField, pressedFields } from './press.rules.ts';
import { pressed, withKeys } from './rows.rules.ts';

const field = (kind: FieldKind, more: Partial<TypedField> = {}): TypedField => ({
	...typedField({ ...newField(kind), key: kind, is_required: true }),
	...more
});
const form = (...more: TypedField[]) => [field('organisation'), field('track'), ...more];
const faults = (fields: TypedField[], expected: Record<string, string>) =>
	throws(
		() => withSoundConditions(fieldsOf(fields), { tracks: ['api'] }),
		(fault: Refusal) => (deepEqual(fault.fields, expected), true)
	);
const lines = (ko: string, en: string) => ({ ko, en });

test('choices are read from lines and written back as they were', () => {
	const text = lines('수도권\n제주', 'Seoul area\nJeju');
	const options = optionsOf(text);
	deepEqual(options, [
		{ value: 'seoul-area', label: { ko: '수도권', en: 'Seoul area' } },
		{ value: 'jeju', label: { ko: '제주', en: 'Jeju' } }
	]);
	deepEqual(optionLines(Array.isArray(options) ? options : []), text);
});

test('a choice that is reworded in one language or moved keeps its value; a new one gets one of its own', () => {
	const before = [
		{ value: 'a', label: words('A') },
		{ value: 'b', label: words('B') }
	];
	const after = optionsOf(lines('B\n에이\n씨', 'B\nA\nB two'), before);
	deepEqual(Array.isArray(after) && after.map(({ value }) => value), ['b', 'a', 'b-two']);
	deepEqual(optionsOf(lines('가\n나', '가\n나')), [
		{ value: 'choice', label: words('가') },
		{ value: 'choice-2', label: words('나') }
	]);
});

for (const [ko, en, code] of [
	['', '', 'calls.options-too-few'],
	['가', 'A', 'calls.options-too-few'],
	['가\n가', 'A\nB', 'calls.options-twice'],
	['가\n나', 'A', 'calls.options-uneven']
] as const) {
	test(`choices that are none are refused: ${JSON.stringify([ko, en])}`, () =>
		faults(form(field('choice', { options: lines(ko, en) })), { 'fields.2.options': code }));
}

test('a form without the number of the firm, or with two, is refused', () => {
	faults([field('track')], { fields: 'calls.needs-organisation' });
	faults(form(field('organisation', { key: 'second' })), { 'fields.2.kind': 'calls.only-one-such-field' });
	faults(form(field('birth'), field('birth', { key: 'b' })), { 'fields.3.kind': 'calls.only-one-such-field' });
	faults([field('organisation', { is_required: false }), field('track')], {
		'fields.0.is_required': 'calls.must-be-required'
	});
});

test('quotas can only count a choice that must be answered', () => {
	faults(form(field('text', { is_feature: true })), { 'fields.2.is_feature': 'calls.feature-needs-choices' });
	faults(form(field('choices', { is_feature: true })), { 'fields.2.is_feature': 'calls.feature-needs-choices' });
	faults(form(field('choice', { is_feature: true, is_required: false })), {
		'fields.2.is_feature': 'calls.feature-needs-choices'
	});
	equal(fieldsOf(form(field('choice', { is_feature: true }))).length, 3);
});

test('bounds that cannot be are named', () => {
	faults(form(field('number', { min: '10', max: '9' })), { 'fields.2.min': 'calls.min-over-max' });
	faults(form(field('number', { max: 'ten' })), { 'fields.2.max': 'lib.not-a-number' });
	faults(form(field('date', { min: '2026-02-30' })), { 'fields.2.min': 'lib.not-a-day' });
	faults(form(field('date', { min: '2026-03-02', max: '2026-03-01' })), { 'fields.2.min': 'calls.min-over-max' });
	faults(form(field('choices', { least: 3 })), { 'fields.2.least': 'calls.least-over-most' });
	faults(form(field('birth', { is_required: false })), { 'fields.2.is_required': 'calls.must-be-required' });
});

test('a field keeps only the settings of its kind', () => {
	const typed = { min: '1', unit: words('people'), types: ['pdf'], limit_unit: 'words', guardian: true } as const;
	const kept = (kind: FieldKind) => fieldsOf(form(field(kind, { ...typed, types: ['pdf'] }))).at(-1)?.settings;
	deepEqual(kept('number'), { unit: words('people'), min: '1' });
	deepEqual(kept('long'), { limitUnit: 'words' });
	deepEqual(kept('file'), { types: ['pdf'] });
	deepEqual(kept('phone'), {});
});

test('every kind can be added, and what was added can be saved as it is', () => {
	let fields = fieldsOf(form());
	for (const kind of fieldKinds) fields = pressedFields(fields, `add.${kind}`, 'organisation').fields;
	const rest = fields.filter(({ kind, key }) => !['organisation', 'track'].includes(kind) || key === kind);
	const typed = rest.map((one) => ({ ...typedField(one), is_required: one.is_required || one.kind === 'birth' }));
	deepEqual(
		fieldsOf(typed, { before: rest }).map(({ kind }) => kind),
		rest.map(({ kind }) => kind)
	);
});

const choice = field('choice', { key: 'c' });
const on = (key: string, ...values: string[]) => ({ when: { key, values } });

test('a condition must name an earlier choice, one of its values, and not what all must answer', () => {
	const at2 = (code: string) => ({ 'fields.2.when': code });
	const at3 = (code: string) => ({ 'fields.3.when': code });
	faults(form(field('text', on('later', 'x')), field('choice', { key: 'later' })), at2('calls.condition-not-earlier'));
	faults(form(field('choice', { key: 'self', ...on('self', 'first') })), at2('calls.condition-not-earlier'));
	faults(form(field('text', on('organisation', 'x'))), at2('calls.condition-not-earlier'));
	faults(form(choice, field('text', on('c', 'gone'))), at3('calls.condition-value-gone'));
	faults(form(choice, field('text', on('c'))), at3('calls.condition-needs-values'));
	faults(
		form(choice, field('choice', { key: 'd', is_feature: true, ...on('c', 'first') })),
		at3('calls.condition-on-needed')
	);
	faults(form(field('text', on('track', 'gone'))), at2('calls.condition-value-gone'));
	faults(form(field('number', { key: 'n' }), field('text', on('n', 'many'))), at3('calls.condition-value-gone'));
	const fine = form(choice, field('text', on('c', 'first')), field('long', on('track', 'api')));
	equal(withSoundConditions(fieldsOf(fine), { tracks: ['api'] }).length, 5);
});

test('what stands in a conditional section is conditional too', () => {
	const section = field('section', on('c', 'first'));
	faults(form(choice, section, field('choice', { key: 'd', is_feature: true })), {
		'fields.4.when': 'calls.condition-on-needed'
	});
	const after = fieldsOf(form(choice, section, field('text')));
	deepEqual(conditionFaults(after, ['api']), {});
});

test('a new row gets a key of its own, and others keep theirs', () =>
	deepEqual(
		withKeys([{ key: 'a' }, { key: '' }, { key: 'field-1' }, { key: '' }, { key: 'a' }], 'field').map(({ key }) => key),
		['a', 'field-2', 'field-1', 'field-3', 'field-4']
	));

test('rows move up and down and go, and nonsense moves nothing', () => {
	deepEqual(pressed(['a', 'b', 'c'], 'up.2'), ['a', 'c', 'b']);
	deepEqual(pressed(['a', 'b', 'c'], 'down.0'), ['b', 'a', 'c']);
	deepEqual(pressed(['a', 'b', 'c'], 'remove.1'), ['a', 'c']);
	for (const press of ['save', 'up.0', 'down.2', 'remove.9', 'remove.-1', 'remove.x', 'up.1.5']) {
		deepEqual(pressed(['a', 'b', 'c'], press), ['a', 'b', 'c'], press);
	}
});

test('a field is added where it is wanted and copied below itself; of what a form has once there is no copy', () => {
	const fields = fieldsOf(form(choice, field('text')));
	const keys = (press: string, after = '') => pressedFields(fields, press, after).fields.map(({ key }) => key);
	deepEqual(keys('add.date'), ['organisation', 'track', 'c', 'text', 'field-1']);
	deepEqual(keys('add.date', 'track'), ['organisation', 'track', 'field-1', 'c', 'text']);
	deepEqual(keys('copy.2'), ['organisation', 'track', 'c', 'field-1', 'text']);
	deepEqual(pressedFields(fields, 'copy.2', '').at, 'field-1');
	for (const press of ['copy.0', 'copy.9', 'add.nonsense', 'save']) {
		deepEqual(keys(press), ['organisation', 'track', 'c', 'text'], press);
	}
});
