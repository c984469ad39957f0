import { speakersOf } from '#domain/programme/desk.read.server.ts';
import { QuoteForm } from '#domain/records/quotes.form.ts';
import { makeQuote } from '#domain/records/quotes.write.server.ts';
import { ImportForm, RecordingForm, UtteranceForm, UtteranceId } from '#domain/records/utterances.form.ts';
import { planImport } from '#domain/records/imports.read.server.ts';
import { sessionOfStop, utterancesOf } from '#domain/records/utterances.read.server.ts';
import {
	importTranscript,
	publishTranscript,
	removeUtterance,
	saveUtterance,
	setRecording,
	takeBackTranscript
} from '#domain/records/utterances.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const session = await sessionOfStop(reading(locals.db), stop.id, params.session);
	const [utterances, speakers] = await Promise.all([
		utterancesOf(reading(locals.db), session.id),
		speakersOf(reading(locals.db), stop.id)
	]);
	return {
		...{ stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, session, utterances },
		speakers: speakers.map(({ id, name }) => ({ id, name }))
	};
}

const inSession = (event: { params: { session: string } }, stopId: string) => ({
	stopId,
	session: event.params.session
});

export const actions = {
	save: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) =>
				saveUtterance(db, who, { ...inSession(event, stopId), form: readForm(UtteranceForm, data) }, at),
			(id) => `#u-${id}`
		),
	remove: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			removeUtterance(db, who, { ...inSession(event, stopId), ...readForm(UtteranceId, data) }, at)
		),
	record: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			setRecording(db, who, { ...inSession(event, stopId), form: readForm(RecordingForm, data) }, at)
		),
	/** Says what a file would do; the file's text goes along in the answer, to be brought in by the next press. */
	try: async (event) => {
		const { stop } = await ownStop(event);
		const data = await event.request.formData();
		const file = data.get('captions');
		if (file instanceof File && file.size > 0) data.set('file', (await file.text()).slice(0, 500_000));
		const session = await sessionOfStop(reading(event.locals.db), stop.id, event.params.session);
		const answer = await forForm(data, async () => {
			const form = readForm(ImportForm, data);
			return { form, found: await planImport(reading(event.locals.db), stop.id, session, form) };
		});
		if (!('done' in answer)) return answer;
		const { form, found } = answer.done;
		const { added, changed, removed, same } = found.plan;
		return {
			preview: {
				...form,
				...{ added: added.length, changed: changed.length, removed: removed.length, same },
				said: found.said.slice(0, 200)
			}
		};
	},
	enter: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			importTranscript(db, who, { ...inSession(event, stopId), form: readForm(ImportForm, data) }, at)
		),
	publish: (event) =>
		acting(event, ({ db, who, stopId, at }) => publishTranscript(db, who, inSession(event, stopId), at)),
	takeBack: (event) =>
		acting(event, ({ db, who, stopId, at }) => takeBackTranscript(db, who, inSession(event, stopId), at)),
	quote: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => makeQuote(db, who, { stopId, form: readForm(QuoteForm, data) }, at),
			(id) => `/desk/stops/${event.params.stop}/said/quotes#q-${id}`
		)
} satisfies Actions;
