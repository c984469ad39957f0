import { gate } from '#domain/people/gate.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { indexProposals } from '#domain/followups/proposals.write.server.ts';
import { applicantParty, guestParty } from '#domain/followups/parties.read.server.ts';
import type { OfferForm } from '#domain/followups/form.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { fineAnswers, submitDraft, writeDraft } from './applying.ts';
import { addPerson, hours, noon, visitorOf, words, type Scene } from './world.ts';

/** Something a body may never hold before both sides have agreed. */
export const secretContact = { guest: 'gia.secret@guest.example', applicant: 'joon.secret@firm.example' };

/** A term by which what was submitted goes abroad, to the guest. */
export async function addGuestTerm({ db, call }: Pick<Scene, 'db' | 'call'>): Promise<void> {
	const text = { title: words('t'), purpose: words('p'), items: words('i'), period: words('6m'), keep_days: 180 };
	const besides = { recipient: words('Vale AI'), country: words('US'), transfer: words('x'), contact: words('c') };
	await db
		.insertInto('terms')
		.values({ call_id: call.id, key: 'guest', kind: 'overseas', is_required: false, position: 9, ...text, ...besides })
		.execute();
}

/** Leaves an invitation of an application that was submitted. */
export async function inviteRow(db: Db, call_id: string, application_id: string, at = noon): Promise<string> {
	const row = { call_id, application_id, came_from: 'draw', because: {}, token_hash: hashed(newSecret()) };
	const { id } = await db
		.insertInto('invitations')
		.values({ ...row, invited_at: at, reply_by: new Date(at.getTime() + 7_776_000_000) })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/**
 * Joon has applied, agreed that it goes to the guest, and was chosen; Mina was chosen too, and has not agreed. Gia is of
 * the guest's office; of the tour there are two delegates.
 */
export async function goingOn(world: Scene, invitedAt = noon) {
	const { db, call, joonApplying, minaApplying } = world;
	await addGuestTerm(world);
	await writeDraft(db, joonApplying, {
		...fineAnswers,
		proposal: '차량용반도체를 함께 만들고 GPU를 아껴 쓰는 방법을 찾습니다. 문의 010-1234-5678'
	});
	const joons = await submitDraft(db, joonApplying, ['selection', 'guest']);
	await writeDraft(db, minaApplying, {
		...fineAnswers,
		registration_number: '124-81-00998',
		organisation_name: '해달'
	});
	const minas = await submitDraft(db, minaApplying, ['selection']);
	await inviteRow(db, call.id, joons.application_id, invitedAt);
	await inviteRow(db, call.id, minas.application_id, invitedAt);
	await indexProposals(db, noon);
	const gia = await withGuest(db, world);
	const stop = await stopBySlug(reading(db), 'seoul-stop');
	const delegates = await db
		.insertInto('delegates')
		.values(
			[0, 1].map((position) => ({ tour_id: stop.tour_id, name: words(`D${position}`), title: words('t'), position }))
		)
		.returning('id')
		.execute();
	const office = gate.guestOffice(gia, world.host);
	const application = joons.application_id;
	return {
		...{ stop, gia, office, application, minas: minas.application_id },
		delegates: delegates.map(({ id }) => id),
		guest: await guestParty(reading(db), office, { stop, applicationId: application }, noon),
		applicant: await applicantParty(reading(db), application, world.visitors.joon)
	};
}
export type GoingOn = Awaited<ReturnType<typeof goingOn>>;

async function withGuest(db: Db, { host }: Scene): Promise<Visitor> {
	const person = await addPerson(db, 'gia', 'en');
	const row = { person_id: person.id, role: 'guest', host_id: host, call_id: null, given_at: hours(-1) };
	await db.insertInto('roles').values(row).execute();
	return { ...visitorOf(person), roles: [{ role: 'guest', hostId: host, callId: null }] };
}

export const offer = (more: Partial<OfferForm> = {}): OfferForm => ({
	...{ kinds: ['build'], gives: 'We give', seeks: 'We seek', note: '', contact: 'x@y.example', version: 0 },
	...more
});
