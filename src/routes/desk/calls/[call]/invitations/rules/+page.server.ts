import { callBySlug } from '#domain/calls/read.server.ts';
import { SettingsForm } from '#domain/invitations/settings.form.ts';
import { settingsOf } from '#domain/invitations/settings.read.server.ts';
import { setInvitations } from '#domain/invitations/settings.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	return { settings: await settingsOf(reading(db), call.id), replyDays: call.reply_days };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		return forForm(data, () => setInvitations(db, who, readForm(SettingsForm, data), arrivedAt));
	}
};
