import { redirect, type RequestEvent } from '@sveltejs/kit';
import { AgreeForm, OfferForm } from '#domain/followups/form.ts';
import { CancelForm, ChooseForm, MeetingForm } from '#domain/followups/meetings.form.ts';
import { meetingCalendar } from '#domain/followups/meetings.rules.ts';
import { betweenOf, setMeeting } from '#domain/followups/meetings.read.server.ts';
import { cancelMeeting, chooseSlot, proposeMeeting } from '#domain/followups/meetings.write.server.ts';
import { agreeContact, saveOffer, takeContactBack, withdrawOffer } from '#domain/followups/offers.write.server.ts';
import { doneIn, type Done } from '#domain/followups/done.rules.ts';
import type { Party } from '#domain/followups/rules.ts';
import { StepForm } from '#domain/followups/steps.form.ts';
import { addStep } from '#domain/followups/steps.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Back to the part of the page where something was done, to be told so. */
export const doneAt = (url: URL, what: Done) => `${url.pathname}?done=${what}#${doneIn[what]}`;

type Work = (db: Db, party: Party, data: FormData, at: Date) => Promise<unknown>;

/** What either side may do at a follow-up's page; `prove` says who of which side the visitor is. */
export function followupActions<E extends RequestEvent>(prove: (event: E) => Promise<Party>) {
	const doing = (what: Done, work: Work) => async (event: E) => {
		const party = await prove(event);
		const data = await event.request.formData();
		const { db, arrivedAt } = event.locals;
		const answer = await forForm(data, () => work(db, party, data, arrivedAt));
		if ('done' in answer) redirect(303, doneAt(event.url, what));
		return answer;
	};
	return {
		offer: doing('offer', (db, party, data, at) => saveOffer(db, party, readForm(OfferForm, data), at)),
		withdraw: doing('withdraw', (db, party, _, at) => withdrawOffer(db, party, at)),
		agree: doing('agree', (db, party, data, at) => agreeContact(db, party, readForm(AgreeForm, data).text, at)),
		takeBack: doing('takeBack', (db, party, _, at) => takeContactBack(db, party, at)),
		propose: doing('propose', (db, party, data, at) => proposeMeeting(db, party, readForm(MeetingForm, data), at)),
		choose: doing('choose', (db, party, data, at) => {
			const { meeting, starts } = readForm(ChooseForm, data);
			return chooseSlot(db, party, { meeting, starts: new Date(starts) }, at);
		}),
		cancel: doing('cancel', (db, party, data, at) => cancelMeeting(db, party, readForm(CancelForm, data).meeting, at)),
		step: doing('step', (db, party, data, at) => addStep(db, party, readForm(StepForm, data), at))
	};
}

/** A meeting that is set, for a calendar. */
export async function meetingFile(
	{ locals: { db, locale, arrivedAt, site }, params, url }: RequestEvent,
	party: Party
) {
	const meeting = await setMeeting(reading(db), party, params.meeting ?? '');
	const page = site + url.pathname.slice(0, url.pathname.lastIndexOf('/'));
	const between = await betweenOf(reading(db), party, { delegate: meeting.delegate, url: page });
	const text = meetingCalendar(meeting, between, locale, arrivedAt);
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}
