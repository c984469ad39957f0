import { redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import {
	CriteriaForm,
	DatesForm,
	FieldsForm,
	QuotasForm,
	RoundsForm,
	TermsForm,
	TextsForm,
	TracksForm
} from '#domain/calls/form.ts';
import {
	changeCriteria,
	changeFields,
	changeQuotas,
	changeRounds,
	changeTerms,
	changeTracks
} from '#domain/calls/lists.write.server.ts';
import { StopsForm } from '#domain/calls/joint.form.ts';
import { stopsToJoin, stopsToRank } from '#domain/calls/joint.read.server.ts';
import { changeStops } from '#domain/calls/joint.write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { parts, unready, type PartName } from '#domain/calls/ready.rules.ts';
import { changeDates, changeTexts } from '#domain/calls/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { forForm, readForm, sentenceFor } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import type { RequestEvent } from './$types';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const whole = await wholeCall(reading(db), call);
	const faults = Object.entries(unready(whole, arrivedAt)).map(([part, code]) => [part, sentenceFor(code)]);
	const part = parts.find((name) => name === url.searchParams.get('part')) ?? 'texts';
	const stops = part === 'fields' ? await stopsToRank(reading(db), call.id) : [];
	const joinable = part === 'stops' ? await stopsToJoin(reading(db), call) : [];
	return { whole, part, stops, joinable, faults: Object.fromEntries(faults), isSaved: url.searchParams.has('saved') };
}

/** A verb of one part. That of a list of rows answers with the row its button was about. */
type Verb<Form> = (db: Db, who: Organiser, form: Form, at: Date) => Promise<string | void>;

function saving<S extends z.ZodType>(part: PartName, schema: S, verb: Verb<z.output<S>>) {
	return async ({ params, request, locals: { db, visitor, arrivedAt } }: RequestEvent) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, () => verb(db, who, readForm(schema, data), arrivedAt));
		if (!('done' in answer)) return answer;
		const pressed = String(data.get('press') ?? '').split('.')[0];
		const where = answer.done ? `&at=${pressed}.${answer.done}#row-${answer.done}` : '';
		redirect(303, `/desk/calls/${params.call}/notice?part=${part}&saved=1${where}`);
	};
}

export const actions = {
	texts: saving('texts', TextsForm, changeTexts),
	dates: saving('dates', DatesForm, changeDates),
	tracks: saving('tracks', TracksForm, changeTracks),
	stops: saving('stops', StopsForm, changeStops),
	rounds: saving('rounds', RoundsForm, changeRounds),
	criteria: saving('criteria', CriteriaForm, changeCriteria),
	quotas: saving('quotas', QuotasForm, changeQuotas),
	fields: saving('fields', FieldsForm, changeFields),
	terms: saving('terms', TermsForm, changeTerms)
};
