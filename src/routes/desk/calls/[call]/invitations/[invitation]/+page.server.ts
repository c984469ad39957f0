import { callBySlug } from '#domain/calls/read.server.ts';
import { ScreenForm } from '#domain/invitations/attendees.form.ts';
import { attendeesOf, needsOf } from '#domain/invitations/attendees.read.server.ts';
import { screenAttendee } from '#domain/invitations/attendees.write.server.ts';
import { lettersAbout } from '#domain/invitations/letters.read.server.ts';
import { extensionsOf, gatheringOf, invitationById, reasonOf } from '#domain/invitations/read.server.ts';
import { ExtendForm } from '#domain/invitations/replies.form.ts';
import { extendReply } from '#domain/invitations/replies.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';

/** One invitation: who comes and what they need, the letters and what became of them, the time to reply. */
export async function load({ params, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const who = gate.organiser(visitor, call);
	const invitation = await invitationById(read, call.id, params.invitation);
	const opened = { call, applicationIds: [invitation.application_id], address: getClientAddress() };
	await noteRead(db, who, { what: 'application', ...opened }, arrivedAt);
	const [named, letters, extensions, reason] = await Promise.all([
		attendeesOf(read, invitation.id),
		lettersAbout(read, call.id, invitation.id, arrivedAt),
		extensionsOf(read, invitation.id),
		reasonOf(read, invitation.id)
	]);
	const inside = named.find(({ state }) => state === 'in');
	const { id, organisation, number, person, email, state, reply_by, invited_at, track_name, replied_at } = invitation;
	return {
		...{ id, organisation, number, person, email, state, reply_by, invited_at, track_name, replied_at },
		application_id: invitation.application_id,
		named: named.map((one) => ({
			...{ id: one.id, name: one.name, title: one.title, email: one.email, phone: one.phone, state: one.state },
			...{ is_applicant: one.is_applicant, reason: one.reason, named_at: one.named_at, consents: one.consents }
		})),
		needs: inside ? await needsOf(read, inside.id) : null,
		letters: letters.map(({ body: _, ...letter }) => letter),
		...{ extensions, reason }
	};
}

export const actions = {
	extend: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		data.set('invitation', params.invitation);
		const invitation = await invitationById(reading(db), call.id, params.invitation);
		const { stop } = (await gatheringOf(reading(db), invitation)).call;
		return forForm(data, () => {
			const form = readForm(ExtendForm, data);
			const until = instantIn(stop.time_zone, form.day, '24:00');
			if (!until) throw fieldsRefused({ day: 'lib.not-a-day' });
			return extendReply(db, who, { ...form, until }, arrivedAt);
		});
	},
	screen: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		return forForm(data, () => screenAttendee(db, who, readForm(ScreenForm, data), arrivedAt));
	}
};
