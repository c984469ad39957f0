import type { Insertable } from 'kysely';
import type { Speakers } from '#db/tables.ts';
import { isNamed, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { normalEmail, type HostOrganiser } from '#domain/people/rules.ts';
import type { AvailabilityForm, ConsentForm, SpeakerForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { speakerInUse, speakerNotFound, type InStop } from './rules.ts';
import { hoursIn } from './times.rules.ts';

/**
 * Leaves somebody who speaks at the stop, a new one where the form has no id; an address nobody has signed in with yet
 * becomes a person. Refuses another stop's speaker and another tour's delegate as not there.
 */
export function saveSpeaker(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: SpeakerForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const { id, side, name, title } = form;
		const delegate_id = side === 'delegation' ? await delegateOf(tx, stop.tour_id, form.delegate) : null;
		const row = { side, name, title, delegate_id, person_id: await personAt(tx, form, at) };
		const about = id
			? await changeSpeaker(tx, stopId, id, row)
			: await addSpeaker(tx, { ...row, stop_id: stopId, made_at: at });
		const verb = id ? 'speaker.changed' : 'speaker.added';
		await note(tx, { at, by: who.personId, callId: null, verb, about });
		return about;
	});
}

type Row = Insertable<Speakers>;

async function changeSpeaker(
	tx: Tx,
	stopId: string,
	id: string,
	row: Omit<Row, 'stop_id' | 'made_at'>
): Promise<string> {
	const done = await tx
		.updateTable('speakers')
		.set(row)
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.returning('id')
		.executeTakeFirst();
	if (!done) throw speakerNotFound();
	return done.id;
}

async function addSpeaker(tx: Tx, row: Row): Promise<string> {
	return (await tx.insertInto('speakers').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

async function delegateOf(tx: Tx, tourId: string, id: string | null): Promise<string | null> {
	if (id === null) return null;
	const row = await tx
		.selectFrom('delegates')
		.select('id')
		.where('id', '=', id)
		.where('tour_id', '=', tourId)
		.executeTakeFirstOrThrow(speakerNotFound);
	return row.id;
}

async function personAt(tx: Tx, { email, name }: SpeakerForm, at: Date): Promise<string | null> {
	if (email === '') return null;
	const address = normalEmail(email);
	await tx
		.insertInto('people')
		.values({ email: address, name: name.ko, made_at: at })
		.onConflict((oc) => oc.column('email').doNothing())
		.execute();
	const row = await tx.selectFrom('people').select('id').where('email', '=', address).executeTakeFirstOrThrow();
	return row.id;
}

/** Takes a speaker away. Refuses one who is in a session, or has told what they consent to. */
export function removeSpeaker(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdSpeaker(tx, who, { stopId, id });
		await tx.deleteFrom('speakers').where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'speaker.removed', about: id });
	}).catch((fault) => {
		throw isNamed(fault) ? speakerInUse() : fault;
	});
}

/** Leaves what a speaker says to being recorded; what they said before stays beside it. The same again changes nothing. */
export function noteConsent(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: ConsentForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdSpeaker(tx, who, { stopId, id: form.id });
		const newest = await tx
			.selectFrom('speaker_consents')
			.select('consent')
			.where('speaker_id', '=', form.id)
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		if ((newest?.consent ?? 'unasked') === form.consent) return;
		const row = { speaker_id: form.id, consent: form.consent, said_at: at, noted_by: who.personId };
		await tx.insertInto('speaker_consents').values(row).execute();
		const detail = { consent: form.consent };
		await note(tx, { at, by: who.personId, callId: null, verb: 'speaker.consent-noted', about: form.id, detail });
	});
}

/** Leaves hours in which a speaker can be had; before the first, they always can. */
export function addAvailability(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: AvailabilityForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdSpeaker(tx, who, { stopId, id: form.id });
		const row = { speaker_id: form.id, ...hoursIn(stop.time_zone, form) };
		await tx.insertInto('availabilities').values(row).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'speaker.hours-added', about: form.id });
	});
}

/** Takes such hours away. Refuses another stop's as not there. */
export function removeAvailability(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const gone = await tx
			.deleteFrom('availabilities')
			.using('speakers')
			.whereRef('speakers.id', '=', 'speaker_id')
			.where('availabilities.id', '=', id)
			.where('stop_id', '=', stopId)
			.returning('speaker_id')
			.executeTakeFirst();
		if (!gone) throw speakerNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'speaker.hours-removed', about: gone.speaker_id });
	});
}

async function holdSpeaker(tx: Tx, who: HostOrganiser, { stopId, id }: InStop<{ id: string }>) {
	const stop = await holdStop(tx, who, stopId);
	await tx
		.selectFrom('speakers')
		.select('id')
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.executeTakeFirstOrThrow(speakerNotFound);
	return stop;
}
