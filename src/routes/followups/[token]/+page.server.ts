import { redirect } from '@sveltejs/kit';
import { sayCarry } from '#domain/followups/offers.write.server.ts';
import { tellable } from '#domain/followups/offers.read.server.ts';
import { applicantParty } from '#domain/followups/parties.read.server.ts';
import { followupFor } from '#domain/followups/views.read.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { doneAt, followupActions } from '../acting.ts';
import type { RequestEvent } from './$types';

const prove = ({ params, locals: { db, visitor } }: Pick<RequestEvent, 'params' | 'locals'>) =>
	applicantParty(reading(db), params.token, visitor);

/** What an applicant and the guest do together, for who applied: by the link that was sent, or signed in. */
export async function load({ params, locals }) {
	const party = await prove({ params, locals });
	const db = reading(locals.db);
	const [view, about] = await Promise.all([followupFor(db, party), tellable(db, party)]);
	const { title, city, guest, zone, firm, number } = about;
	return {
		view,
		title,
		city,
		guest,
		zone,
		firm: firm ?? number ?? '',
		number,
		now: locals.arrivedAt,
		key: params.token
	};
}

export const actions = {
	...followupActions<RequestEvent>(prove),
	carry: async (event: RequestEvent) => {
		const party = await prove(event);
		const data = await event.request.formData();
		const { db, arrivedAt } = event.locals;
		const answer = await forForm(data, () => sayCarry(db, party, data.get('agrees') === 'yes', arrivedAt));
		if ('done' in answer) redirect(303, doneAt(event.url, 'carry'));
		return answer;
	}
};
