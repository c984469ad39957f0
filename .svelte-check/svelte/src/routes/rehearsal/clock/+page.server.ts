import { redirect } from '@sveltejs/kit';
import { momentsAhead } from '#domain/calls/read.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { forForm } from '#lib/answer.server.ts';
import { moveClock } from '#lib/clock.server.ts';
import { reading } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { isRehearsal } from '#lib/settings.server.ts';

export async function load({ locals: { db, arrivedAt } }: import('./$types.js').PageServerLoadEvent) {
	if (!isRehearsal) throw notFound();
	return { now: arrivedAt, moments: await momentsAhead(reading(db), arrivedAt) };
}

export const actions = {
	default: async ({ request, locals: { db } }) => {
		if (!isRehearsal) throw notFound();
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const to = new Date(String(data.get('to')));
			if (Number.isNaN(to.getTime())) throw fieldsRefused({ to: 'lib.not-a-day' });
			return moveClock(db, to);
		});
		if ('done' in answer) redirect(303, '/rehearsal/clock');
		return answer;
	}
} satisfies import('./$types.js').Actions;
