import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { contactText, contactTextHash } from './consent.rules.ts';
import type { OfferForm } from './form.ts';
import { consentsIn } from './offers.read.server.ts';
import { contactFirst, followupNotFound, offerChanged, offerFirst, otherTextAgreed, type Party } from './rules.ts';
import { holdFollowup, leaveStep, tellOther } from './write.server.ts';

/**
 * Leaves what a side says, over what it said before, and tells the other. The first of either side begins the follow-up
 * and its first step. Refuses where it was saved from elsewhere since it was read.
 */
export function saveOffer(db: Db, party: Party, form: OfferForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const isNew = await begin(tx, party, at);
		await holdFollowup(tx, party);
		const own = await ownRow(tx, party);
		if ((own?.version ?? 0) !== form.version) throw offerChanged();
		const { version: _, ...said } = form;
		const row = { ...said, kinds: said.kinds as string[], saved_at: at, saved_by: party.personId, withdrawn_at: null };
		await tx
			.insertInto('offers')
			.values({ application_id: party.applicationId, side: party.side, ...row })
			.onConflict((oc) =>
				oc.columns(['application_id', 'side']).doUpdateSet((eb) => ({ ...row, version: eb('offers.version', '+', 1) }))
			)
			.execute();
		if (isNew) await leaveStep(tx, party, { step: 'interest' }, at);
		if (!own || own.withdrawn_at) await tellOther(tx, party, { told: 'offered' }, at);
		await tell(tx, party, 'followup.offered', at);
	});
}

/**
 * Takes an offer back: the other side no longer reads it, and what was agreed about contacts ends with it. Twice changes
 * nothing.
 */
export function withdrawOffer(db: Db, party: Party, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdFollowup(tx, party);
		const own = await ownRow(tx, party);
		if (!own) throw offerFirst();
		if (own.withdrawn_at) return;
		await endConsent(tx, party, at);
		await tx
			.updateTable('offers')
			.set({ withdrawn_at: at, version: own.version + 1 })
			.where('application_id', '=', party.applicationId)
			.where('side', '=', party.side)
			.execute();
		await tell(tx, party, 'followup.withdrawn', at);
	});
}

/**
 * Leaves that a side lets the other see where it can be reached, to the text it read. When the other has agreed too,
 * leaves the release, that names both consents, and tells both. Twice changes nothing. Refuses another text than today's,
 * before an offer stands, and where there is nothing to release.
 */
export function agreeContact(db: Db, party: Party, text: number, at: Date): Promise<void> {
	return together(db, async (tx) => {
		// Held: of two sides that agree at once the second sees the first.
		await holdFollowup(tx, party);
		const own = await ownRow(tx, party);
		if (!own || own.withdrawn_at) throw offerFirst();
		if (own.contact === '') throw contactFirst();
		if (text !== contactText.version) throw otherTextAgreed();
		const { applicationId: application_id, side } = party;
		const left = await tx
			.insertInto('contact_consents')
			.values({
				...{ application_id, side, agreed_at: at, agreed_by: party.personId },
				...{ text_version: contactText.version, text_hash: contactTextHash() }
			})
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!left) return;
		await tell(tx, party, 'followup.agreed', at);
		const isBoth = (await consentsIn(reading(tx), application_id)).length === 2;
		if (isBoth) await release(tx, party, at);
		await tellOther(tx, party, { told: isBoth ? 'released' : 'agreed' }, at);
	});
}

async function release(tx: Tx, party: Party, at: Date): Promise<void> {
	const consents = await tx
		.selectFrom('contact_consents')
		.select(['id', 'side'])
		.where('application_id', '=', party.applicationId)
		.where('withdrawn_at', 'is', null)
		.execute();
	const of = (side: string) => consents.find((one) => one.side === side)!.id;
	await tx
		.insertInto('contact_releases')
		.values({
			...{ application_id: party.applicationId, released_at: at },
			...{ guest_consent_id: of('guest'), applicant_consent_id: of('applicant') }
		})
		.execute();
	await tell(tx, party, 'followup.released', at);
}

/** Takes the agreement back: from now on neither side sees the other's contact. Twice changes nothing. */
export function takeContactBack(db: Db, party: Party, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdFollowup(tx, party);
		await endConsent(tx, party, at);
	});
}

async function endConsent(tx: Tx, party: Party, at: Date): Promise<void> {
	const { applicationId, side } = party;
	const { numUpdatedRows } = await tx
		.updateTable('contact_consents')
		.set({ withdrawn_at: at })
		.where('application_id', '=', applicationId)
		.where('side', '=', side)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) return;
	await tx
		.updateTable('contact_releases')
		.set({ ended_at: at, ended_side: side })
		.where('application_id', '=', applicationId)
		.where('ended_at', 'is', null)
		.execute();
	await tell(tx, party, 'followup.agreement-taken-back', at);
}

/** Leaves, or takes back, that what was submitted goes on into a call made from here. Only who applied says so. */
export function sayCarry(db: Db, party: Party, agrees: boolean, at: Date): Promise<void> {
	if (party.side !== 'applicant') throw followupNotFound();
	return together(db, async (tx) => {
		await holdFollowup(tx, party);
		const { numUpdatedRows } = await tx
			.updateTable('followups')
			.set({ carried_at: agrees ? at : null })
			.where('application_id', '=', party.applicationId)
			.where('carried_at', agrees ? 'is' : 'is not', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return;
		await tell(tx, party, agrees ? 'followup.carry-agreed' : 'followup.carry-taken-back', at);
	});
}

async function begin(tx: Tx, { applicationId, side }: Party, at: Date): Promise<boolean> {
	const left = await tx
		.insertInto('followups')
		.values({ application_id: applicationId, begun_at: at, begun_side: side })
		.onConflict((oc) => oc.doNothing())
		.returning('application_id')
		.executeTakeFirst();
	return left !== undefined;
}

function ownRow(tx: Tx, { applicationId, side }: Party) {
	return tx
		.selectFrom('offers')
		.select(['version', 'contact', 'withdrawn_at'])
		.where('application_id', '=', applicationId)
		.where('side', '=', side)
		.executeTakeFirst();
}

type Said =
	| 'followup.offered'
	| 'followup.withdrawn'
	| 'followup.agreed'
	| 'followup.released'
	| 'followup.agreement-taken-back'
	| 'followup.carry-agreed'
	| 'followup.carry-taken-back';

function tell(tx: Tx, { personId, callId, applicationId, side }: Party, verb: Said, at: Date): Promise<void> {
	return note(tx, { at, by: personId, callId, verb, about: applicationId, detail: { side } });
}
