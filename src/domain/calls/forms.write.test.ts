import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { typedField } from './fields.rules.ts';
import type { CorrectionForm } from './form.ts';
import { correctForm } from './forms.write.server.ts';
import { newField } from './press.rules.ts';
import { formOf, formsOf, laterForms } from './forms.read.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';
import type { Field } from './rules.ts';

type Row = CorrectionForm['fields'][number];
const rows = (fields: Field[]) => fields.map((field) => typedField(field)) as Row[];
const sent = (fields: Row[], version = 1): CorrectionForm => ({
	version,
	reason: words('A word was missing.'),
	fields
});
const added = (more: Partial<Row> = {}) => ({ ...typedField(newField('date')), ...more }) as Row;
const now = async ({ db, call }: Scene) => wholeCall(reading(db), await callBySlug(reading(db), call.slug));

/** The cast's form with one label corrected. */
function reworded({ call }: Scene): Row[] {
	return rows(call.fields).map((row) => (row.key === 'proposal' ? { ...row, label: words('What you propose') } : row));
}

test('wording is corrected and an optional field added as a new version; the first stays as it was', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising, hana } = world;
		const fields = [...reworded(world), added({ is_required: true })];
		equal(await correctForm(db, hanaOrganising, sent(fields), noon), 2);
		const whole = await now(world);
		deepEqual(
			[whole.formVersion, whole.fields.at(-1)?.key, whole.fields.at(-1)?.is_required, whole.fields[4]?.label],
			[2, 'field-1', false, words('What you propose')]
		);
		deepEqual((await formOf(reading(db), call.id, 1)).fields, call.fields);
		deepEqual([...(await formsOf(reading(db), call.id)).keys()], [1, 2]);
		const [version] = await laterForms(reading(db), call.id);
		deepEqual([version?.reason, version?.madeBy, version?.made_at], [words('A word was missing.'), hana.name, noon]);
		deepEqual(await told(db), ['form.corrected']);
	}));

test('whatever is more than wording is not taken: kinds, limits, needs and conditions stay', () =>
	scene(async (world) => {
		const fields = reworded(world).map((row) => ({ ...row, kind: 'text' as const, is_required: true, max_length: 1 }));
		await correctForm(world.db, world.hanaOrganising, sent(fields), noon);
		const structure = (of: Field[]) => of.map(({ label: _, ...rest }) => rest);
		deepEqual(structure((await now(world)).fields), structure(world.call.fields));
	}));

test('choices can be reworded, and keep their values; not added or removed', () =>
	scene(async (world) => {
		const labelled = (lines: string) =>
			rows(world.call.fields).map((row) => (row.key === 'region' ? { ...row, options: words(lines) } : row));
		await rejects(correctForm(world.db, world.hanaOrganising, sent(labelled('a\nb\nc')), noon), {
			fields: { 'fields.3.options': 'calls.options-fixed' }
		});
		await correctForm(world.db, world.hanaOrganising, sent(labelled('Capital\nPort')), noon);
		deepEqual((await now(world)).fields[3]?.options, [
			{ value: 'seoul', label: words('Capital') },
			{ value: 'busan', label: words('Port') }
		]);
	}));

test('a form with nothing different, a field missing or moved, and a new field that is none are refused', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		const all = rows(call.fields);
		await rejects(correctForm(db, who, sent(all), noon), { code: 'calls.form-unchanged' });
		await rejects(correctForm(db, who, sent(all.slice(1)), noon), { code: 'calls.form-newer' });
		await rejects(correctForm(db, who, sent(all.toReversed()), noon), { code: 'calls.form-newer' });
		const without = { ...typedField(newField('choice')), options: words('') } as Row;
		await rejects(correctForm(db, who, sent([...all, without]), noon), {
			fields: { 'fields.6.options': 'calls.options-too-few' }
		});
		deepEqual(await told(db), []);
	}));

test('of two corrections of one version the second is refused', () =>
	scene(async (world) => {
		const press = () => correctForm(world.db, world.hanaOrganising, sent(reworded(world)), noon);
		const both = await Promise.allSettled([press(), press()]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		const [refused] = both.filter((outcome) => outcome.status === 'rejected');
		equal(refused?.reason.code, 'calls.form-newer');
		deepEqual(await told(world.db), ['form.corrected']);
	}));

test('a draft is simply edited, and after the close nothing is corrected', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		await rejects(correctForm(db, who, sent(reworded(world)), hours(1)), { code: 'calls.closed' });
		await db.updateTable('calls').set({ published_at: null }).where('id', '=', call.id).execute();
		await rejects(correctForm(db, who, sent(reworded(world)), noon), { code: 'calls.not-published' });
	}));

test('somebody else’s form is not there', () =>
	scene(async ({ call, visitors: { nari, joon, ara } }) => {
		for (const visitor of [nari, joon, ara]) {
			await rejects(async () => gate.organiser(visitor, call), { code: 'people.not-found' });
		}
	}));
