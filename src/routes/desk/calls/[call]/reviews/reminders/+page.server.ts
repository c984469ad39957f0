import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { allowsAct, phaseOf } from '#domain/reviews/phases.rules.ts';
import { RemindForm } from '#domain/assignments/progress.form.ts';
import { progressIn, remindedToday, remindersOf } from '#domain/assignments/progress.read.server.ts';
import { letterTo, remindReviewers } from '#domain/assignments/progress.write.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Whom a reminder would go to, each letter as it would be written, and what has gone out. */
export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const [people, today, history, freeze] = await Promise.all([
		progressIn(reading(db), call, arrivedAt),
		remindedToday(reading(db), call, arrivedAt),
		remindersOf(reading(db), call.id),
		freezeOf(reading(db), call.id)
	]);
	return {
		people: people
			.filter(({ left }) => left > 0)
			.map((person) => ({
				...{ id: person.id, name: person.name, left: person.left, of: person.assigned, isBehind: person.isBehind },
				...{ isToday: today.ids.has(person.id), letter: letterTo(person, call, today.zone) }
			})),
		history: history.map(({ name, email, byName, byEmail, ...row }) => ({
			...{ ...row, name: name || email, by: byName || byEmail }
		})),
		mayRemind: !freeze && allowsAct(phaseOf(call, arrivedAt), 'remind'),
		sent: Number(url.searchParams.get('sent')) || 0
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => remindReviewers(db, who, readForm(RemindForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/reminders?sent=${answer.done}`);
		return answer;
	}
};
