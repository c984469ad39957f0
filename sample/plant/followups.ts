import { randomUUID } from 'node:crypto';
import { contactText, contactTextHash } from '#domain/followups/consent.rules.ts';
import { proposeMeeting } from '#domain/followups/meetings.write.server.ts';
import { agreeContact, saveOffer } from '#domain/followups/offers.write.server.ts';
import { indexProposals } from '#domain/followups/proposals.write.server.ts';
import type { Party } from '#domain/followups/rules.ts';
import { askOn } from '#domain/followups/steps.rules.ts';
import { newestReceipt } from '#domain/applications/read.server.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Db, Tx } from '#lib/db.server.ts';
import { clockIn, dayAfter } from '#lib/zone.ts';
import { fields, guestGives, looksFor } from '../followed.ts';
import { followupsOf, officeContact, type Firm, type SampleFollowup } from '../followups.ts';
import { veteran } from '../staff.ts';
import type { SampleProgramme } from '../types.ts';
import { after, days, inDubai } from '../zone.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

const zone = 'Asia/Dubai';

type Made = { callId: string; office: string; delegates: string[]; at: Date };

/** Plants what has become of Dubai: what the delegates look for, and forty follow-ups from a first word to a first order. */
export async function plantFollowups(tx: Tx, { at }: SampleProgramme, ids: Ids): Promise<void> {
	const made = {
		...{ callId: must(ids.calls, 'dubai-2026'), office: must(ids.people, 'guest'), delegates: ids.delegates, at }
	};
	await insertAll(
		tx,
		'delegate_topics',
		looksFor.map((row, nth) => ({
			...{ delegate_id: ids.delegates[nth]!, ...row, saved_at: after(at, -days(40)), saved_by: made.office }
		}))
	);
	while ((await indexProposals(tx as Db, after(at, -days(40)))) > 0);
	const firms = await firmsOf(tx, made.callId);
	const own = firms.find(({ email }) => email === veteran.email);
	await plantAll(
		tx,
		followupsOf(
			firms.filter((one) => one !== own),
			at
		),
		made
	);
	if (own) await askVeteran(tx, own, { ...made, hostId: ids.host });
}

/** The firms that come, and let the guest read what they submitted. */
async function firmsOf(tx: Tx, callId: string): Promise<Firm[]> {
	const rows = await tx
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applicant_id')
		.innerJoin('invitations', 'invitations.application_id', 'applications.id')
		.innerJoin('replies', 'replies.invitation_id', 'invitations.id')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.innerJoin('consents', 'consents.receipt_id', 'receipt.id')
		.innerJoin('terms', 'terms.id', 'consents.term_id')
		.select(['applications.id', 'applicant_id as applicant', 'people.email', 'receipt.answers'])
		.where('applications.call_id', '=', callId)
		.where('reply', '=', 'accept')
		.where('terms.key', '=', 'sharing')
		.orderBy('applications.number')
		.execute();
	return rows as Firm[];
}

async function plantAll(tx: Tx, all: SampleFollowup[], made: Made): Promise<void> {
	await insertAll(
		tx,
		'followups',
		all.map(({ id, begun, course }) => ({
			...{ application_id: id, begun_at: begun, begun_side: course.sides[0]! },
			carried_at: course.carries ? after(made.at, -days(2)) : null
		}))
	);
	await plantOffers(tx, all, made);
	await plantReleases(tx, all, made);
	await plantMeetings(tx, all, made);
	await plantSteps(tx, all, made);
	await noteAll(tx, linesOf(all, made));
}

const byOf = ({ office }: Made, { applicant }: SampleFollowup, side: string) => (side === 'guest' ? office : applicant);

async function plantOffers(tx: Tx, all: SampleFollowup[], made: Made): Promise<void> {
	const rows = all.flatMap((one) =>
		one.offers.map((offer) => ({
			...{ ...offer, application_id: one.id, saved_by: byOf(made, one, offer.side) },
			withdrawn_at: one.course.withdrawn === offer.side ? after(offer.saved_at, days(6)) : null
		}))
	);
	await insertAll(tx, 'offers', rows);
}

/** Who let contacts go; and where both did, the release, which ends where one of them took it back. */
async function plantReleases(tx: Tx, all: SampleFollowup[], made: Made): Promise<void> {
	const rows = all.flatMap((one) =>
		one.consents.map((consent) => ({
			...{ ...consent, application_id: one.id, agreed_by: byOf(made, one, consent.side) },
			...{ text_version: contactText.version, text_hash: contactTextHash() },
			withdrawn_at: one.course.takesBack === consent.side ? after(consent.agreed_at, days(3)) : null
		}))
	);
	if (rows.length === 0) return;
	const left = await tx
		.insertInto('contact_consents')
		.values(rows)
		.returning(['id', 'application_id', 'side', 'agreed_at', 'withdrawn_at'])
		.execute();
	const releases = [...Map.groupBy(left, ({ application_id }) => application_id)].flatMap(([application_id, own]) => {
		const [guest, applicant] = ['guest', 'applicant'].map((side) => own.find((one) => one.side === side));
		if (!guest || !applicant) return [];
		const ended = guest.withdrawn_at ? guest : applicant.withdrawn_at ? applicant : null;
		const released_at = guest.agreed_at > applicant.agreed_at ? guest.agreed_at : applicant.agreed_at;
		return {
			...{ application_id, guest_consent_id: guest.id, applicant_consent_id: applicant.id, released_at },
			...{ ended_at: ended?.withdrawn_at ?? null, ended_side: ended?.side ?? null }
		};
	});
	await insertAll(tx, 'contact_releases', releases);
}

async function plantMeetings(tx: Tx, all: SampleFollowup[], made: Made): Promise<void> {
	const having = all.flatMap((one) => (one.meeting ? [{ one, meeting: one.meeting, id: randomUUID() as string }] : []));
	const rows = having.map(({ one, meeting, id }) => {
		const { by: side, state, topic, place, starts, ends } = meeting;
		const chosen_at = one.steps.find(({ step }) => step === 'meeting')?.noted_at ?? null;
		const proposed_at = after(chosen_at ?? one.begun, chosen_at ? -days(2) : days(2));
		const isSet = chosen_at !== null;
		return {
			...{ id, application_id: one.id, side, topic, place, proposed_at, proposed_by: byOf(made, one, side) },
			...{ delegate_id: made.delegates[meeting.delegate]!, zone: side === 'guest' ? zone : 'Asia/Seoul' },
			...{ starts_at: isSet ? starts : null, ends_at: isSet ? ends : null, chosen_at },
			...(state === 'cancelled' && { cancelled_at: after(proposed_at, days(2)), cancelled_side: side }),
			sequence: { proposed: 0, set: 1, cancelled: 1, moved: 4 }[state]
		};
	});
	await insertAll(tx, 'meetings', rows);
	const slots = having.flatMap(({ meeting: { state, starts, ends }, id }) =>
		(state === 'proposed' ? [0, 1, 3] : [0]).map((day) => ({
			...{ meeting_id: id, starts_at: after(starts, days(day)), ends_at: after(ends, days(day)) }
		}))
	);
	await insertAll(tx, 'meeting_slots', slots);
}

async function plantSteps(tx: Tx, all: SampleFollowup[], made: Made): Promise<void> {
	const rows = all.flatMap((one) =>
		one.steps.map(({ step, side, note, amount, currency, noted_at }, nth) => ({
			...{ application_id: one.id, step, note, amount, currency, noted_at, remind_on: askOn(step, zone, noted_at) },
			...(nth === 0 ? { side: one.course.sides[0]! } : { side }),
			noted_by: byOf(made, one, nth === 0 ? one.course.sides[0]! : side)
		}))
	);
	if (rows.length === 0) return;
	const left = await tx.insertInto('followup_steps').values(rows).returning(['id', 'remind_on']).execute();
	// Both were asked on the day: nobody is asked again now.
	const today = clockIn(zone, made.at).day;
	const asked = left.filter(({ remind_on }) => remind_on !== null && remind_on <= today);
	await insertAll(
		tx,
		'followup_reminders',
		asked.map(({ id, remind_on }) => ({ step_id: id, reminded_at: new Date(`${remind_on}T05:00:00Z`) }))
	);
}

function linesOf(all: SampleFollowup[], made: Made) {
	const lines = all.flatMap((one) => {
		const line = (side: string) => ({
			by: byOf(made, one, side),
			callId: made.callId,
			about: one.id,
			detail: { side }
		});
		return [
			...one.offers.map(({ side, saved_at: at }) => ({ ...line(side), at, verb: 'followup.offered' as const })),
			...one.consents.map(({ side, agreed_at: at }) => ({ ...line(side), at, verb: 'followup.agreed' as const })),
			...one.steps.map(({ side, step, noted_at: at }) => ({
				...{ ...line(side), at, verb: 'followup.stepped' as const, detail: { step, side } }
			}))
		];
	});
	return lines.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Whoever was there in every story has been asked, with times to choose from, and has a letter with a link; they have not answered. */
async function askVeteran(tx: Tx, firm: Firm, { hostId, ...made }: Made & { hostId: string }): Promise<void> {
	const { callId, office: personId, at } = made;
	const party: Party = { side: 'guest', applicationId: firm.id, callId, hostId, personId };
	const when = inDubai(at, -8, 11);
	const field = fields[firm.answers.sector ?? ''] ?? fields.public!;
	const offer = { kinds: ['build' as const, 'platform' as const], gives: guestGives[0]!, seeks: field.after, note: '' };
	await saveOffer(tx as Db, party, { ...offer, contact: officeContact, version: 0 }, when);
	await agreeContact(tx as Db, party, contactText.version, after(when, 60_000));
	const first = clockIn(zone, at).day;
	const slots = [6, 7, 9].map((day) => ({ day: dayAfter(first, day), time: '15:30' }));
	const about = { topic: field.topic.en, place: 'https://meet.tessellane.example/dubai' };
	const meeting = { meeting: null, delegate: made.delegates[2]!, zone, minutes: 30, slots, ...about };
	await proposeMeeting(tx as Db, party, meeting, after(at, -days(1)));
}
