import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '#lib/refusal.ts';
import { words } from '../../../tests/cast.ts';
import { fieldsOf, optionLines, optionsOf, pressed, withKeys, type TypedField } from './fields.rules.ts';

const field = (kind: string, more: Partial<TypedField> = {}): TypedField => ({
	...{ key: kind, kind, label: words(kind), help: { ko: '', en: '' }, is_required: true, is_feature: false },
	...{ max_length: null, options: '', ...more }
});
const form = (...more: TypedField[]) => [field('organisation'), field('track'), ...more];
const faults = (fields: TypedField[], expected: Record<string, string>) =>
	throws(
		() => fieldsOf(fields),
		(fault: Refusal) => (deepEqual(fault.fields, expected), true)
	);

test('choices are read from lines and written back as they were', () => {
	const text = 'capital | 수도권 | Seoul area\njeju | 제주 | Jeju';
	equal(optionLines(optionsOf(text) ?? []), text);
	deepEqual(optionsOf('수도권 | Seoul area'), [{ value: 'seoul-area', label: { ko: '수도권', en: 'Seoul area' } }]);
});

for (const text of ['', 'only', 'a | 가 | A\na | 나 | B', 'a | 가 | A\nb | | B', 'a | 가 | A | more\nb | 나 | B']) {
	test(`choices that are none are refused: ${JSON.stringify(text)}`, () =>
		faults(form(field('choice', { options: text })), { 'fields.2.options': 'calls.options-wrong' }));
}

test('a form without the number of the firm, or with two, is refused', () => {
	faults([field('track')], { fields: 'calls.needs-organisation' });
	faults(form(field('organisation', { key: 'second' })), { 'fields.2.kind': 'calls.only-one-such-field' });
	faults([field('organisation', { is_required: false }), field('track')], {
		'fields.0.is_required': 'calls.must-be-required'
	});
});

test('quotas can only count a choice that must be answered', () => {
	faults(form(field('text', { is_feature: true })), { 'fields.2.is_feature': 'calls.feature-needs-choices' });
	const options = 'a | 가 | A\nb | 나 | B';
	faults(form(field('choice', { is_feature: true, is_required: false, options })), {
		'fields.2.is_feature': 'calls.feature-needs-choices'
	});
	equal(fieldsOf(form(field('choice', { is_feature: true, options }))).length, 3);
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
