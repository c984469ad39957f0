import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, typedField } from './fields.rules.ts';
import { CriteriaForm, TermsForm, TextsForm } from './form.ts';
import { featuresOf, quotaFaults } from './quotas.rules.ts';
import { placesOf } from './rules.ts';
import { termsOf } from './terms.rules.ts';
import { quotasFor, templates } from './template.rules.ts';

/** A template's part as its own form would send it. */
function sent(value: unknown, name: string): [string, string][] {
	if (value === null) return [];
	if (typeof value === 'object') {
		return Object.entries(value).flatMap(([key, inner]) => sent(inner, name ? `${name}.${key}` : key));
	}
	return [[name, value === true ? 'on' : String(value ?? '')]];
}

for (const template of templates) {
	test(`everything in the template "${template.key}" would pass its own forms, in both languages`, () => {
		const { purpose, who_may, how_chosen, name: title, terms, criteria } = template;
		const texts = { notice_number: '1', title, purpose, who_may, how_chosen };
		TextsForm.parse(Object.fromEntries(sent(texts, '')));
		deepEqual(termsOf(TermsForm.parse(Object.fromEntries(sent({ terms }, ''))).terms), terms);
		equal(CriteriaForm.parse(Object.fromEntries(sent({ criteria }, ''))).criteria.length, criteria.length);
		const typed = template.fields.map(typedField);
		deepEqual(fieldsOf(typed, { before: template.fields }), template.fields);
	});

	for (const places of [1, 7, 100, 333]) {
		test(`the quotas of the template "${template.key}" can be met with ${places} places`, () => {
			const quotas = quotasFor(template.quotas, places);
			deepEqual(quotaFaults(quotas, featuresOf(template), [{ key: 'all', places }]), {});
		});
	}
}

test('the full template is as the programme needs it: two tracks, five criteria, binding quotas, choices of terms', () => {
	const full = templates[0];
	ok(full);
	equal(full.tracks.length, 2);
	equal(placesOf(full), 100);
	equal(full.criteria.length, 5);
	ok(full.criteria.every((criterion) => criterion.anchors.length === 5));
	ok(full.quotas.length >= 3);
	ok(full.terms.some((term) => term.is_required) && full.terms.some((term) => !term.is_required));
});
