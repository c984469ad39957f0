import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { typedField } from './fields.rules.ts';
import type { CriteriaForm, FieldsForm, QuotasForm, TermsForm, TracksForm } from './form.ts';
import { changeCriteria, changeFields, changeQuotas, changeTerms, changeTracks } from './lists.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';
import { unready } from './ready.rules.ts';
import { publishCall } from './write.server.ts';

// The cast's call, taken back to a draft: as nobody can, but a test may.
async function draft({ db, call, visitors }: Scene) {
	await db.updateTable('calls').set({ published_at: null }).where('id', '=', call.id).execute();
	const now = async () => wholeCall(reading(db), await callBySlug(reading(db), call.slug));
	return { who: gate.organiser(visitors.hana, call), now };
}

const tracks = (...rows: [string, number][]): TracksForm => ({
	press: 'save',
	tracks: rows.map(([key, places]) => ({ key, name: words(key || 'new'), places, closes: null, by_code: false }))
});
const quotas = (...rows: [string, string, number | null, number | null, string?][]): QuotasForm => ({
	quotas: rows.map(([feature, value, min, max, track = '']) => ({ feature, value, track, min, max }))
});
const criteria: CriteriaForm = {
	...{ hides_applicants: true, hides_reviewers: false },
	press: 'save',
	criteria: [
		{ key: '', name: words('New'), weight: 7, track: '', round: null, anchors: ['1', '2', '3', '4', '5'].map(words) }
	]
};
const terms: TermsForm = {
	press: 'save',
	terms: [
		{
			...{ key: 'selection', kind: 'use', title: words('t'), purpose: words('p'), items: words('i'), keep_days: 365 },
			...{ refusal: words(''), recipient: words(''), country: words(''), transfer: words(''), contact: words('') },
			period: words('1y'),
			is_required: true
		}
	]
};

test('tracks are left in their order, a new one with a key of its own', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		await changeTracks(world.db, who, tracks(['collaboration', 5], ['', 2], ['api', 3]), noon);
		deepEqual(
			(await now()).tracks.map(({ key, places }) => [key, places]),
			[
				['collaboration', 5],
				['track-1', 2],
				['api', 3]
			]
		);
		deepEqual(await told(world.db), ['call.changed']);
	}));

test('a row’s button moves or removes it, and saves what was typed besides', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		await changeTracks(world.db, who, { ...tracks(['api', 9], ['collaboration', 1]), press: 'down.0' }, noon);
		deepEqual(
			(await now()).tracks.map(({ key, places }) => [key, places]),
			[
				['collaboration', 1],
				['api', 9]
			]
		);
		await changeTracks(world.db, who, { ...tracks(['collaboration', 1], ['api', 9]), press: 'remove.0' }, noon);
		deepEqual(
			(await now()).tracks.map(({ key }) => key),
			['api']
		);
	}));

test('criteria and terms are left whole', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		await changeCriteria(world.db, who, criteria, noon);
		await changeTerms(world.db, who, terms, noon);
		const whole = await now();
		deepEqual([whole.hides_applicants, whole.hides_reviewers], [true, false]);
		deepEqual(
			whole.criteria.map(({ key, weight, anchors }) => [key, weight, anchors[4]]),
			[['criterion-1', 7, words('5')]]
		);
		deepEqual(
			whole.terms.map(({ key, is_required }) => [key, is_required]),
			[['selection', true]]
		);
	}));

test('fields are left whole; a form without the firm’s number is refused and nothing changes', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		const typed = world.call.fields.map((field) => typedField(field)) as FieldsForm['fields'];
		const without = typed.filter((field) => field.kind !== 'organisation');
		await rejects(changeFields(world.db, who, { press: 'save', add_after: '', fields: without }, noon), {
			fields: { fields: 'calls.needs-organisation' }
		});
		equal((await now()).fields.length, 6);
		await changeFields(world.db, who, { press: 'remove.5', add_after: '', fields: typed }, noon);
		deepEqual(
			(await now()).fields.map(({ key, max_length }) => [key, max_length]),
			typed.slice(0, 5).map(({ key, max_length }) => [key, max_length])
		);
		deepEqual((await now()).fields[3]?.options, world.call.fields[3]?.options);
	}));

test('quotas that can be met are left; impossible ones are refused by name and nothing changes', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		const kept = async () => (await now()).quotas.map(({ feature, value, min, max }) => [feature, value, min, max]);
		await changeQuotas(world.db, who, quotas(['region', 'seoul', null, 2], ['region', 'busan', 1, null]), noon);
		deepEqual(await kept(), [
			['region', 'busan', 1, 3],
			['region', 'seoul', 0, 2]
		]);
		await rejects(
			changeQuotas(world.db, who, quotas(['region', 'seoul', 2, null], ['region', 'busan', 2, null]), noon),
			{
				fields: { 'quotas.1.min': 'calls.quota-mins-over-places' }
			}
		);
		await rejects(changeQuotas(world.db, who, quotas(['region', 'mars', 1, null]), noon), {
			fields: { 'quotas.0.value': 'calls.quota-unknown' }
		});
		equal((await kept()).length, 2);
	}));

test('a draft whose quotas no longer fit its places cannot be published until they are mended', () =>
	scene(async (world) => {
		const { who } = await draft(world);
		await changeQuotas(world.db, who, quotas(['region', 'busan', 3, null]), noon);
		await changeTracks(world.db, who, tracks(['api', 2]), noon);
		await rejects(publishCall(world.db, who, noon), { fields: { quotas: 'calls.quota-mins-over-places' } });
		await changeQuotas(world.db, who, quotas(['region', 'busan', 2, null]), noon);
		await publishCall(world.db, who, noon);
	}));

test('a quota of one track is left beside that of all places; one its track cannot keep is refused and nothing changes', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		const kept = async () => (await now()).quotas.map(({ value, track, min, max }) => [value, track, min, max]);
		const all = ['region', 'busan', 1, 2] as const;
		await changeQuotas(world.db, who, quotas([...all], ['region', 'busan', 1, null, 'api']), noon);
		const rows = [
			['busan', null, 1, 2],
			['busan', 'api', 1, 2]
		];
		deepEqual(await kept(), rows);
		const { detail } = await world.db.selectFrom('journal').select('detail').executeTakeFirstOrThrow();
		deepEqual((detail as { changes?: object[] }).changes, [
			{ what: 'added', row: words('region · API: busan') },
			{ what: 'max', row: words('region: busan'), from: 3, to: 2 }
		]);
		await rejects(changeQuotas(world.db, who, quotas([...all], ['region', 'busan', 3, 3, 'api']), noon), {
			fields: { 'quotas.1.min': 'calls.quota-min-over-track' }
		});
		await rejects(changeQuotas(world.db, who, quotas(['region', 'busan', 1, null, 'nowhere']), noon), {
			fields: { 'quotas.0.track': 'calls.quota-of-no-track' }
		});
		deepEqual(await kept(), rows);
	}));

test('tracks written anew keep their quotas; a draft with a quota of a track taken away is not published', () =>
	scene(async (world) => {
		const { who } = await draft(world);
		await changeQuotas(world.db, who, quotas(['region', 'busan', 1, null, 'collaboration']), noon);
		await changeTracks(world.db, who, tracks(['collaboration', 2], ['api', 2]), noon);
		const unpublished = async () => unready(await (await draft(world)).now(), noon);
		deepEqual(await unpublished(), {});
		await changeTracks(world.db, who, tracks(['api', 2]), noon);
		await rejects(publishCall(world.db, who, noon), { fields: { quotas: 'calls.quota-of-no-track' } });
		await changeQuotas(world.db, who, quotas(), noon);
		await publishCall(world.db, who, noon);
	}));

test('after publishing, no list can be changed: the rules of selection stand', () =>
	scene(async ({ db, hanaOrganising: who, call }) => {
		const frozen = { code: 'calls.frozen', kind: 'conflict' };
		await rejects(changeTracks(db, who, tracks(['api', 9]), noon), frozen);
		await rejects(changeCriteria(db, who, criteria, noon), frozen);
		await rejects(changeTerms(db, who, terms, noon), frozen);
		await rejects(changeQuotas(db, who, quotas(), noon), frozen);
		await rejects(changeFields(db, who, { press: 'save', add_after: '', fields: [] }, noon), frozen);
		deepEqual((await wholeCall(reading(db), call)).quotas, call.quotas);
		deepEqual(await told(db), []);
	}));

test('what goes abroad must say to whom, where, when and how; what does not keeps none of it', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		const [own] = terms.terms;
		const abroad = { ...own!, kind: 'overseas' as const, recipient: words('r'), contact: words('c') };
		await rejects(
			changeTerms(world.db, who, { press: 'save', terms: [{ ...abroad, country: { ko: '미국', en: '' } }] }, noon),
			{
				fields: {
					'terms.0.country.en': 'lib.required',
					'terms.0.transfer.ko': 'lib.required',
					'terms.0.transfer.en': 'lib.required'
				}
			}
		);
		const whole = { ...abroad, country: words('US'), transfer: words('online') };
		await changeTerms(
			world.db,
			who,
			{ press: 'save', terms: [whole, { ...own!, key: 'b', recipient: words('r') }] },
			noon
		);
		deepEqual(
			(await now()).terms.map(({ kind, recipient, country, refusal }) => [kind, recipient, country, refusal]),
			[
				['overseas', words('r'), words('US'), null],
				['use', null, null, null]
			]
		);
	}));

test('a button of a field saves the form and answers with the field it was about', () =>
	scene(async (world) => {
		const { who, now } = await draft(world);
		const fields = world.call.fields.map((field) => typedField(field)) as FieldsForm['fields'];
		equal(await changeFields(world.db, who, { press: 'add.choices', add_after: 'region', fields }, noon), 'field-1');
		const after = (await now()).fields;
		deepEqual([after[4]?.key, after[4]?.kind, after[4]?.options.length], ['field-1', 'choices', 2]);
		const typed = after.map((field) => typedField(field)) as FieldsForm['fields'];
		typed[5]!.when = { key: 'field-1', values: ['choice-1'] };
		await changeFields(world.db, who, { press: 'save', add_after: '', fields: typed }, noon);
		deepEqual((await now()).fields[5]?.shown_when, { key: 'field-1', values: ['choice-1'] });
		await changeFields(world.db, who, { press: 'up.5', add_after: '', fields: typed }, noon);
		await rejects(publishCall(world.db, who, noon), { fields: { fields: 'calls.condition-not-earlier' } });
	}));
