import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { previewOf } from '#domain/invitations/letters.mail.ts';
import { gatheringOf, peopleToPreview } from '#domain/invitations/read.server.ts';
import { replyBy } from '#domain/invitations/rules.ts';
import { TemplateForm } from '#domain/invitations/templates.form.ts';
import { templatesOf } from '#domain/invitations/templates.read.server.ts';
import { isLetterKind, placeholders, placeholdersOf } from '#domain/invitations/templates.rules.ts';
import { resetTemplate, saveTemplate } from '#domain/invitations/templates.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '#lib/words.ts';

/** The words of one kind of letter in both languages, what they may name, and how they read to a chosen person. */
export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	gate.organiser(visitor, call);
	const asked = url.searchParams.get('kind');
	const kind = isLetterKind(asked) ? asked : 'invited';
	const [templates, gathering, people] = await Promise.all([
		templatesOf(read, call.id),
		gatheringOf(read, { call_id: call.id }),
		peopleToPreview(read, call.id)
	]);
	const person = people.find(({ id }) => id === url.searchParams.get('person')) ?? people[0];
	const by = person?.reply_by ?? replyBy(arrivedAt, call.reply_days, gathering.call.stop);
	const sample = { reason: m.templates_sample_reason(), attendee: person?.person || m.templates_sample_attendee() };
	return {
		kind,
		names: placeholdersOf(kind).map((key) => placeholders[key]),
		templates: { ko: templates.ko[kind], en: templates.en[kind] },
		people: people.map(({ id, organisation }) => ({ id, organisation })),
		person: person?.id ?? null,
		previews: person
			? locales.map((locale) => ({
					locale,
					...previewOf(gathering, templates[locale][kind], {
						...{ to: '', locale, organisation: person.organisation, person: person.person, track: person.track_name },
						...{ replyBy: by, link: m.desk_inv_preview_link({}, { locale }), ...sample }
					})
				}))
			: []
	};
}

type Event = { params: { call: string }; url: URL; request: Request; locals: App.Locals };
type Work = (db: Db, who: Organiser, data: FormData, at: Date) => Promise<void>;

const organising =
	(work: Work) =>
	async ({ params, url, request, locals: { db, visitor, arrivedAt } }: Event) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => work(db, who, data, arrivedAt));
		const back = new URLSearchParams({ kind: String(data.get('kind')), saved: String(data.get('locale')) });
		const person = url.searchParams.get('person');
		if (person) back.set('person', person);
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/letters/templates?${back}`);
		return answer;
	};

export const actions = {
	save: organising((db, who, data, at) => saveTemplate(db, who, readForm(TemplateForm, data), at)),
	reset: organising((db, who, data, at) =>
		resetTemplate(db, who, readForm(TemplateForm.pick({ kind: true, locale: true }), data), at)
	)
};
