import { redirect } from '@sveltejs/kit';
import { ErasureForm } from '#domain/erasures/form.ts';
import { heldOf } from '#domain/erasures/read.server.ts';
import { eraseMe } from '#domain/erasures/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor, arrivedAt } }) {
	const held = await heldOf(reading(db), gate.signedIn(visitor), arrivedAt);
	return {
		email: visitor.person!.email,
		hasRoles: visitor.roles.length > 0,
		running: held
			.filter(({ isRunning }) => isRunning)
			.map(({ slug, title, closes_at, draw_at, zone, conducted_at }) => {
				return { slug, title, draw_at, zone, isOpen: arrivedAt < closes_at, isDrawn: conducted_at !== null };
			}),
		held: held.map(({ id, number, title, keptUntil }) => ({ id, number, title, keptUntil }))
	};
}

export const actions = {
	default: async ({ request, cookies, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.signedIn(visitor);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			readForm(ErasureForm, data);
			return eraseMe(db, who, arrivedAt);
		});
		if (!('done' in answer)) return answer;
		cookies.delete('sign-in', { path: '/' });
		redirect(303, `/erasures/${answer.done}`);
	}
};
