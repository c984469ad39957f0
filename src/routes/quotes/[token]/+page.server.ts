import { redirect } from '@sveltejs/kit';
import { answerQuotes } from '#domain/records/answers.write.server.ts';
import { isLinkOver, ownQuotes, quoteLink } from '#domain/records/links.read.server.ts';
import { AnswersForm } from '#domain/records/quotes.form.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import type { Actions } from './$types';

/** Shows a speaker their own words; whatever opens the link only to look (a mail scanner, a preview) changes nothing. */
export async function load({ params, url, locals: { db, arrivedAt } }) {
	const link = await quoteLink(reading(db), params.token);
	const isOver = isLinkOver(link, arrivedAt);
	return {
		...{ name: link.name, city: link.city, slug: link.slug, zone: link.zone, until: link.expires_at, isOver },
		isThanked: url.searchParams.has('thanks'),
		quotes: isOver ? [] : await ownQuotes(reading(db), link.speaker_id),
		now: arrivedAt
	};
}

type Event = Parameters<Actions[string]>[0];

/** `isAll`: approve at once whatever still waits, whatever was chosen in the form. */
const answering = (isAll: boolean) => async (event: Event) => {
	const { request, params, locals } = event;
	const data = await request.formData();
	if (isAll) for (const name of [...data.keys()]) if (/^quotes\.\d+\.waits$/.test(name)) approve(data, name);
	const answer = await forForm(data, () =>
		answerQuotes(locals.db, params.token, readForm(AnswersForm, data).quotes, locals.arrivedAt)
	);
	if ('done' in answer) redirect(303, `${event.url.pathname}?thanks#top`);
	return answer;
};

const approve = (data: FormData, name: string) => data.set(name.replace(/waits$/, 'answer'), 'approved');

export const actions = { answer: answering(false), all: answering(true) } satisfies Actions;
