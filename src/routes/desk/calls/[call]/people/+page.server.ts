import { callBySlug } from '#domain/calls/read.server.ts';
import { RoleExtended, RoleGiven } from '#domain/people/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import { lastDay, periodOf } from '#domain/people/periods.rules.ts';
import { rolesInCall } from '#domain/people/read.server.ts';
import { endRole, extendRole, giveRole } from '#domain/people/roles.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const { time_zone: zone } = await stopOf(reading(db), call.stop_id);
	const people = await rolesInCall(reading(db), call);
	return { people: people.map((one) => ({ ...one, until: lastDay(one, zone) })) };
}

export const actions = {
	give: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const who = gate.organiser(visitor, call);
			const { from, until, ...given } = readForm(RoleGiven, data);
			const { time_zone: zone } = await stopOf(reading(db), call.stop_id);
			await giveRole(db, who, { ...given, ...periodOf(given.role, { from, until }, zone, arrivedAt) }, arrivedAt);
		});
		return 'done' in answer ? { isGiven: true } : answer;
	},
	extend: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const who = gate.organiser(visitor, call);
			const { role, until } = readForm(RoleExtended, data);
			const { time_zone: zone } = await stopOf(reading(db), call.stop_id);
			const { ends_at } = periodOf('auditor', { from: '', until }, zone, arrivedAt);
			await extendRole(db, who, { role, ends_at: ends_at! }, arrivedAt);
		});
		return 'done' in answer ? { isExtended: true } : answer;
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
