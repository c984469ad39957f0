import { takesPart } from '#domain/applications/standing.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Organiser, type Reviewer } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { asId } from './desk.read.server.ts';
import { addresseesOf, hasFinished } from './discussion.read.server.ts';
import { mentionLetter } from './discussion.mail.ts';
import type { RemarkForm } from './form.ts';
import { bandsFrozen, finishFirst, noSuchAddressee } from './rules.ts';
import { holdAssignment } from './scores.write.server.ts';

type Said = RemarkForm & { applicationId: string };

/**
 * Leaves what a reviewer says about an application, and a letter to each it is for. Refuses before they have finished
 * their own review, whom the discussion does not have, and once the review is over or its bands are frozen.
 */
export function sayAsReviewer(db: Db, who: Reviewer, said: Said, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdAssignment(tx, who, said.applicationId, at);
		const own = await tx
			.selectFrom('applications')
			.select(hasFinished(who.personId).as('hasFinished'))
			.where('id', '=', said.applicationId)
			.executeTakeFirst();
		if (!own?.hasFinished) throw finishFirst();
		await leaveRemark(tx, who, { ...said, asOrganiser: false }, at);
	});
}

/** The same for an organiser of the call: they may ask at any time until the bands are frozen. */
export function sayAsOrganiser(db: Db, who: Organiser, said: Said, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdDiscussed(tx, who, said.applicationId);
		await leaveRemark(tx, who, { ...said, asOrganiser: true }, at);
	});
}

/** Leaves that a reviewer has read what was said up to `at`. */
export function readRemarks(db: Db, who: Reviewer, applicationId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdAssignment(tx, who, applicationId, at);
		await markRead(tx, who, applicationId, at);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'remarks.read', about: applicationId });
	});
}

async function holdDiscussed(tx: Tx, who: Organiser, applicationId: string): Promise<void> {
	await tx.selectFrom('calls').select('id').where('id', '=', who.callId).forShare().executeTakeFirstOrThrow();
	const row = await tx
		.selectFrom('applications')
		.leftJoin('band_freezes', 'band_freezes.call_id', 'applications.call_id')
		.select('frozen_at')
		.where('applications.id', '=', asId(applicationId))
		.where('applications.call_id', '=', who.callId)
		.where(takesPart)
		.executeTakeFirst();
	if (!row) throw notFound();
	if (row.frozen_at) throw bandsFrozen();
}

type Speaker = { personId: string; callId: string };

async function leaveRemark(
	tx: Tx,
	who: Speaker,
	{ applicationId, text, to, asOrganiser }: Said & { asOrganiser: boolean },
	at: Date
): Promise<void> {
	const call = await tx
		.selectFrom('calls')
		.select(['id', 'host_id', 'slug'])
		.where('id', '=', who.callId)
		.executeTakeFirstOrThrow();
	const addressees = await addresseesOf(reading(tx), applicationId, call);
	if (!to.every((key) => addressees.some((one) => one.key === key))) throw noSuchAddressee();
	const meant = addressees.filter(({ key, person }) => to.includes(key) && person.id !== who.personId);
	const { id } = await tx
		.insertInto('remarks')
		.values({ application_id: applicationId, author_id: who.personId, as_organiser: asOrganiser, text, written_at: at })
		.returning('id')
		.executeTakeFirstOrThrow();
	const mentions = [...new Set(meant.map(({ isStaff, person }) => (isStaff ? null : person.id)))];
	if (mentions.length)
		await tx
			.insertInto('remark_mentions')
			.values(mentions.map((person_id) => ({ remark_id: id, person_id })))
			.execute();
	await markRead(tx, who, applicationId, at);
	const places = {
		desk: `${baseUrl}/desk/calls/${call.slug}/reviews/${applicationId}/discussion`,
		reviewer: `${baseUrl}/reviews/${applicationId}#discussion`
	};
	await postAll(
		tx,
		meant.map(({ isStaff, person }) =>
			mentionLetter(person.email, isStaff ? places.desk : places.reviewer, person.locale as Locale)
		),
		at
	);
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'remark.written', about: applicationId });
}

async function markRead(tx: Tx, who: Speaker, applicationId: string, at: Date): Promise<void> {
	await tx
		.insertInto('remark_reads')
		.values({ application_id: applicationId, person_id: who.personId, read_at: at })
		.onConflict((oc) => oc.columns(['application_id', 'person_id']).doUpdateSet({ read_at: at }))
		.execute();
}
