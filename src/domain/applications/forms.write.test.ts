import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { typedField } from '#domain/calls/fields.rules.ts';
import type { CorrectionForm } from '#domain/calls/form.ts';
import { correctForm } from '#domain/calls/forms.write.server.ts';
import { newField } from '#domain/calls/press.rules.ts';
import { reading } from '#lib/db.server.ts';
import { fineAnswers, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { tableOf } from './exports.rules.ts';
import { exportedApplications } from './desk.read.server.ts';
import { moveDraft } from './forms.write.server.ts';
import { callForm, formFieldsOf, liveApplications, ownApplication } from './read.server.ts';
import { saveDraft } from './write.server.ts';

/** The cast's form with a corrected label and one more, optional, text. */
function correct({ db, call, hanaOrganising }: Scene, version = 1) {
	const rows = call.fields.map((field) => typedField(field)) as CorrectionForm['fields'];
	const proposal = rows.find(({ key }) => key === 'proposal')!;
	proposal.label = words(`What you propose ${version}`);
	const more = typedField(newField('text')) as CorrectionForm['fields'][number];
	return correctForm(db, hanaOrganising, { version, reason: words('why'), fields: [...rows, more] }, noon);
}

test('an application keeps the form it was begun on, until its applicant moves over; the answers stay', () =>
	scene(async (world) => {
		const { db, joonApplying: joon, minaApplying: mina } = world;
		await writeDraft(db, joon);
		await correct(world);
		const formOf = async (who = joon) => (await callForm(reading(db), who.callId, who)).formVersion;
		deepEqual([await formOf(), await formOf(mina)], [1, 2]);
		await writeDraft(db, joon, { ...fineAnswers, 'field-1': 'unheard of' });
		deepEqual((await ownApplication(reading(db), joon))?.answers['field-1'], undefined);
		await moveDraft(db, joon, noon);
		const own = await ownApplication(reading(db), joon);
		deepEqual([own?.form_version, own?.answers], [2, fineAnswers]);
		await writeDraft(db, joon, { ...fineAnswers, 'field-1': 'now asked' });
		equal((await submitDraft(db, joon)).form_version, 2);
		deepEqual(await told(db), ['application.started', 'form.corrected', 'application.moved', 'application.submitted']);
	}));

test('what was submitted stays on its version, and each is read by its own', () =>
	scene(async (world) => {
		const { db, call, joonApplying: joon, minaApplying: mina } = world;
		await writeDraft(db, joon);
		await submitDraft(db, joon);
		await correct(world);
		await writeDraft(db, mina, { ...fineAnswers, registration_number: '1208147521', 'field-1': 'more' });
		await submitDraft(db, mina);
		await moveDraft(db, joon, noon);
		const live = await liveApplications(reading(db), call.id);
		deepEqual(
			live.map(({ formVersion }) => formVersion),
			[1, 2]
		);
		const all = await exportedApplications(reading(db), world.hanaOrganising);
		const [heads, first, second] = tableOf(all, await formFieldsOf(reading(db), call.id), 'en');
		deepEqual([heads?.[7], heads?.at(-1)], ['What you propose 1', 'A short text']);
		deepEqual([first?.at(-1), second?.at(-1)], ['', 'more']);
	}));

test('another device on the earlier form is told, not overwritten', () =>
	scene(async (world) => {
		const { db, joonApplying: joon } = world;
		const before = await writeDraft(db, joon);
		await correct(world);
		await moveDraft(db, joon, noon);
		await rejects(
			saveDraft(db, joon, { version: before.version, answers: { ...fineAnswers, region: 'seoul' } }, noon),
			{
				code: 'applications.newer-draft'
			}
		);
	}));

test('moving is refused before anything is written, on the newest form, twice, and after the close', () =>
	scene(async (world) => {
		const { db, joonApplying: joon, minaApplying: mina } = world;
		await rejects(moveDraft(db, joon, noon), { code: 'applications.not-found' });
		await writeDraft(db, joon);
		await rejects(moveDraft(db, joon, noon), { code: 'applications.form-is-newest' });
		await correct(world);
		await rejects(moveDraft(db, joon, hours(1)), { code: 'calls.closed' });
		await moveDraft(db, joon, noon);
		await rejects(moveDraft(db, joon, noon), { code: 'applications.form-is-newest' });
		await rejects(moveDraft(db, mina, noon), { code: 'applications.not-found' });
	}));
