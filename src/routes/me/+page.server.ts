import { sharedApplications } from '#domain/applications/coapplicants.read.server.ts';
import { Profile } from '#domain/people/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import { removePasskey } from '#domain/people/passkeys.write.server.ts';
import { passkeysOf } from '#domain/people/read.server.ts';
import { roles } from '#domain/people/rules.ts';
import { saveProfile } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor } }) {
	const { personId } = gate.signedIn(visitor);
	const passkeys = await passkeysOf(reading(db), personId);
	return {
		me: visitor.person!,
		roles: roles.filter((role) => visitor.roles.some((given) => given.role === role)),
		together: await sharedApplications(reading(db), gate.signedIn(visitor)).then((rows) =>
			rows.map(({ id, title, number }) => ({ id, title, number }))
		),
		passkeys: passkeys.map(({ id, label, added_at }) => ({ id, label, added_at }))
	};
}

export const actions = {
	save: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () =>
			saveProfile(db, gate.signedIn(visitor), readForm(Profile, data), arrivedAt)
		);
		return 'done' in answer ? { isSaved: true } : answer;
	},
	removePasskey: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		await removePasskey(db, gate.signedIn(visitor), String(data.get('id')), arrivedAt);
	}
};
