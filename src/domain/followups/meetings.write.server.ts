import type { Insertable } from 'kysely';
import type { Meetings } from '#db/tables.ts';
import { overlaps, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import { delegateNotFound } from '#domain/programme/rules.ts';
import type { MeetingForm } from './meetings.form.ts';
import { betweenOf, delegatesFor, setMeeting } from './meetings.read.server.ts';
import {
	inClocks,
	meetingCalendar,
	meetingNotFound,
	meetingState,
	notYourChoice,
	slotGone,
	slotsIn,
	timeTaken,
	tooManyMeetings,
	type Slot
} from './meetings.rules.ts';
import { offerFirst, type Party } from './rules.ts';
import { steps } from './steps.rules.ts';
import { holdFollowup, leaveStep, tellOther } from './write.server.ts';

const mostAtOnce = 10;

/**
 * Leaves times to choose from, of a new meeting or in the place of what stood, and tells the other side. Refuses a side
 * that offers nothing, times that are past, another tour's delegate, and more meetings at once than anybody could hold.
 */
export function proposeMeeting(db: Db, party: Party, form: MeetingForm, at: Date): Promise<string> {
	const slots = slotsIn(form, at);
	return together(db, async (tx) => {
		await holdFollowup(tx, party);
		await checkOffers(tx, party);
		const delegates = await delegatesFor(reading(tx), party);
		if (!delegates.some(({ id }) => id === form.delegate)) throw delegateNotFound();
		const { delegate: delegate_id, topic, place, zone } = form;
		const row = { delegate_id, topic, place, zone, side: party.side, proposed_at: at, proposed_by: party.personId };
		const id = form.meeting
			? await proposeAgain(tx, party, { id: form.meeting, row }, at)
			: await proposeNew(tx, party, row);
		await tx
			.insertInto('meeting_slots')
			.values(slots.map((slot) => ({ meeting_id: id, ...slot })))
			.execute();
		await tellOther(
			tx,
			party,
			{
				told: 'proposed',
				when: (stop, locale) => slots.map(({ starts_at }) => inClocks(starts_at, [stop, zone], locale)).join(' / ')
			},
			at
		);
		await tell(tx, party, { verb: 'meeting.proposed', about: id }, at);
		return id;
	});
}

async function checkOffers(tx: Tx, { applicationId, side }: Party): Promise<void> {
	await tx
		.selectFrom('offers')
		.select('version')
		.where('application_id', '=', applicationId)
		.where('side', '=', side)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirstOrThrow(offerFirst);
}

type Row = Omit<Insertable<Meetings>, 'application_id'>;

async function proposeNew(tx: Tx, { applicationId }: Party, row: Row): Promise<string> {
	const open = await tx
		.selectFrom('meetings')
		.select('id')
		.where('application_id', '=', applicationId)
		.where('cancelled_at', 'is', null)
		.execute();
	if (open.length >= mostAtOnce) throw tooManyMeetings();
	const { id } = await tx
		.insertInto('meetings')
		.values({ application_id: applicationId, ...row })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

// What was chosen is given up: the calendar's entry is called off, and stands again when a new time is chosen.
async function proposeAgain(tx: Tx, party: Party, { id, row }: { id: string; row: Row }, at: Date): Promise<string> {
	const old = await holdMeeting(tx, party, id);
	if (meetingState(old) === 'set') await callOff(tx, party, id, at);
	await tx.deleteFrom('meeting_slots').where('meeting_id', '=', id).execute();
	const anew = { starts_at: null, ends_at: null, chosen_at: null, cancelled_at: null, cancelled_side: null };
	await tx
		.updateTable('meetings')
		.set({ ...row, ...anew, sequence: old.sequence + 1 })
		.where('id', '=', id)
		.execute();
	return id;
}

/**
 * Leaves the time that was chosen, and tells both sides with a date for their calendars. Refuses whoever proposed it, a
 * time that is none of those or is past, and one at which the delegate or the firm meets somebody else: that the store
 * decides, whoever presses first.
 */
export async function chooseSlot(
	db: Db,
	party: Party,
	chosen: { meeting: string; starts: Date },
	at: Date
): Promise<void> {
	try {
		await together(db, async (tx) => {
			await holdFollowup(tx, party);
			const meeting = await holdMeeting(tx, party, chosen.meeting);
			if (meetingState(meeting) === 'set' && meeting.starts_at?.getTime() === chosen.starts.getTime()) return;
			if (meetingState(meeting) !== 'proposed') throw slotGone();
			if (meeting.side === party.side) throw notYourChoice();
			const slot = await slotOf(tx, chosen);
			if (!slot || slot.starts_at <= at) throw slotGone();
			await tx
				.updateTable('meetings')
				.set({ ...slot, chosen_at: at, sequence: meeting.sequence + 1 })
				.where('id', '=', chosen.meeting)
				.execute();
			await stepToMeeting(tx, party, at);
			await tellSet(tx, party, chosen.meeting, at);
			await tell(tx, party, { verb: 'meeting.set', about: chosen.meeting }, at);
		});
	} catch (fault) {
		if (overlaps(fault)) throw timeTaken();
		throw fault;
	}
}

function slotOf(tx: Tx, { meeting, starts }: { meeting: string; starts: Date }): Promise<Slot | undefined> {
	return tx
		.selectFrom('meeting_slots')
		.select(['starts_at', 'ends_at'])
		.where('meeting_id', '=', meeting)
		.where('starts_at', '=', starts)
		.executeTakeFirst();
}

// Where it has come further already, a meeting is no step of its own.
async function stepToMeeting(tx: Tx, party: Party, at: Date): Promise<void> {
	const last = await tx
		.selectFrom('followup_steps')
		.select('step')
		.where('application_id', '=', party.applicationId)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	const isBefore = !last || steps.indexOf(last.step as (typeof steps)[number]) === 0;
	if (isBefore) await leaveStep(tx, party, { step: 'meeting' }, at);
}

/** Calls a meeting off, chosen or not, and tells the other side. Twice changes nothing. */
export function cancelMeeting(db: Db, party: Party, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdFollowup(tx, party);
		const meeting = await holdMeeting(tx, party, id);
		if (meeting.cancelled_at) return;
		await tx
			.updateTable('meetings')
			.set({ cancelled_at: at, cancelled_side: party.side, sequence: meeting.sequence + 1 })
			.where('id', '=', id)
			.execute();
		if (meeting.starts_at) await callOff(tx, party, id, at);
		else await tellOther(tx, party, { told: 'cancelled' }, at);
		await tell(tx, party, { verb: 'meeting.cancelled', about: id }, at);
	});
}

async function holdMeeting(tx: Tx, { applicationId }: Party, id: string) {
	return tx
		.selectFrom('meetings')
		.selectAll()
		.where('id', '=', id)
		.where('application_id', '=', applicationId)
		.forUpdate()
		.executeTakeFirstOrThrow(meetingNotFound);
}

async function tellSet(tx: Tx, party: Party, id: string, at: Date): Promise<void> {
	const { starts_at, zone, file } = await entryOf(tx, party, id, at);
	await tellOther(
		tx,
		party,
		{ told: 'chosen', when: (stop, locale) => inClocks(starts_at, [stop, zone], locale), attached: file(false) },
		at
	);
}

async function callOff(tx: Tx, party: Party, id: string, at: Date): Promise<void> {
	const { starts_at, zone, file } = await entryOf(tx, party, id, at);
	await tellOther(
		tx,
		party,
		{ told: 'cancelled', when: (stop, locale) => inClocks(starts_at, [stop, zone], locale), attached: file(true) },
		at
	);
}

async function entryOf(tx: Tx, party: Party, id: string, at: Date) {
	const meeting = await setMeeting(reading(tx), party, id);
	const between = await betweenOf(reading(tx), party, { delegate: meeting.delegate, url: baseUrl });
	const file = (isOff: boolean) => (locale: Locale) => ({
		...{ name: 'meeting.ics', type: `text/calendar; charset=utf-8; method=${isOff ? 'CANCEL' : 'PUBLISH'}` },
		text: meetingCalendar({ ...meeting, cancelled_at: isOff ? at : null }, between, locale, at)
	});
	return { starts_at: meeting.starts_at, zone: meeting.zone, file };
}

type Said = { verb: 'meeting.proposed' | 'meeting.set' | 'meeting.cancelled'; about: string };

function tell(tx: Tx, party: Party, { verb, about }: Said, at: Date): Promise<void> {
	return note(tx, { at, by: party.personId, callId: party.callId, verb, about, detail: { side: party.side } });
}
