import { sharedApplications } from '#domain/applications/coapplicants.read.server.ts';
import { ownApplications } from '#domain/applications/read.server.ts';
import { stateOf } from '#domain/applications/rules.ts';
import { Profile } from '#domain/people/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import { removePasskey } from '#domain/people/passkeys.write.server.ts';
import { passkeysOf } from '#domain/people/read.server.ts';
import { awake, roles } from '#domain/people/rules.ts';
import { factorsOf, signInsOf } from '#domain/people/signins.read.server.ts';
import { signOut, signOutOthers } from '#domain/people/signins.write.server.ts';
import { saveProfile } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor, arrivedAt } }) {
	const who = gate.signedIn(visitor);
	const [passkeys, factors, signIns] = await Promise.all([
		passkeysOf(reading(db), who.personId),
		factorsOf(reading(db), who.personId),
		signInsOf(reading(db), who, arrivedAt)
	]);
	const { roles: given } = awake(visitor);
	return {
		me: visitor.person!,
		roles: roles.filter((role) => given.some((one) => one.role === role)),
		applications: await ownApplications(reading(db), who).then((rows) =>
			rows.map((row) => ({ id: row.id, slug: row.slug, title: row.title, number: row.number, state: stateOf(row) }))
		),
		together: await sharedApplications(reading(db), who).then((rows) =>
			rows.map(({ id, title, number }) => ({ id, title, number }))
		),
		factors,
		isAsleep: Boolean(visitor.asleep?.length),
		signIns: signIns.map((one) => ({ ...one, isThis: one.id === visitor.signInId })),
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
		const answer = await forForm(data, () =>
			removePasskey(db, gate.keeper(visitor), String(data.get('id')), arrivedAt)
		);
		return 'done' in answer ? undefined : answer;
	},
	end: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		await signOut(db, gate.signedIn(visitor), String(data.get('id')), arrivedAt);
		return { hasEnded: true };
	},
	endOthers: async ({ locals: { db, visitor, arrivedAt } }) => {
		await signOutOthers(db, gate.keeper(visitor), arrivedAt);
		return { hasEnded: true };
	}
};
