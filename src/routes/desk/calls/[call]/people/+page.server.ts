import { callBySlug } from '#domain/calls/read.server.ts';
import { RoleGiven } from '#domain/people/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import { rolesInCall } from '#domain/people/read.server.ts';
import { endRole, giveRole } from '#domain/people/roles.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	return { people: await rolesInCall(reading(db), call) };
}

export const actions = {
	give: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			giveRole(db, gate.organiser(visitor, call), readForm(RoleGiven, data), arrivedAt)
		);
		return 'done' in answer ? { isGiven: true } : answer;
	},
	end: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			endRole(db, gate.organiser(visitor, call), String(data.get('role')), arrivedAt)
		);
		return 'done' in answer ? { isEnded: true } : answer;
	}
};
