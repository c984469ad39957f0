import { together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { announce } from '#lib/news.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { signingKey } from '#lib/signing.server.ts';
import { instantIn } from '#lib/instants.ts';
import { note } from '#domain/journal/write.server.ts';
import type { SessionOrganiser } from '#domain/people/rules.ts';
import { ticketPurpose, trialPurpose } from '#domain/registrations/tickets.rules.ts';
import type { DeviceForm, DoorForm, EnrolForm } from './form.ts';
import { deviceNotFound, doorNotFound, doorsTopic, enrolMinutes, enrolRefused } from './rules.ts';

/** Who minds the doors of one session, and by which clock its hours are written. */
export type Minding = SessionOrganiser & { sessionId: string; zone: string };

/** Leaves a door of the session, and answers its id. Refuses kinds of place that are not the session's. */
export function addDoor(db: Db, who: Minding, form: DoorForm, at: Date): Promise<string> {
	return together(db, async (tx) => {
		await checkKinds(tx, who.sessionId, form.kinds);
		// A door without a key could open to nobody: both are there before the first ticket is.
		for (const purpose of [ticketPurpose, trialPurpose]) await signingKey(tx as Db, purpose, at);
		const row = { session_id: who.sessionId, ...rowOf(form, who.zone), made_at: at, made_by: who.personId };
		const { id } = await tx.insertInto('doors').values(row).returning('id').executeTakeFirstOrThrow();
		await tell(tx, who, { verb: 'door.added', about: id }, at);
		return id;
	});
}

/** Changes a door; phones learn it when they next hear from us. Refuses one that is not there or has ended. */
export function changeDoor(
	db: Db,
	who: Minding,
	{ id, form }: { id: string; form: DoorForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldDoor(tx, who.sessionId, id);
		await checkKinds(tx, who.sessionId, form.kinds);
		await tx.updateTable('doors').set(rowOf(form, who.zone)).where('id', '=', id).execute();
		await tell(tx, who, { verb: 'door.changed', about: id }, at);
	});
}

/** Takes a door away, and switches off all its devices. What was read there stays. */
export function endDoor(db: Db, who: Minding, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await heldDoor(tx, who.sessionId, id);
		await tx.updateTable('doors').set({ ended_at: at }).where('id', '=', id).execute();
		const shut = { shut_at: at, shut_by: who.personId };
		await tx.updateTable('door_devices').set(shut).where('door_id', '=', id).where('shut_at', 'is', null).execute();
		await tell(tx, who, { verb: 'door.ended', about: id }, at);
	});
}

/** Leaves a place for one phone at a door; answers with the secret that lets it in once, which is kept nowhere. */
export function inviteDevice(db: Db, who: Minding, form: DeviceForm, at: Date): Promise<string> {
	return together(db, async (tx) => {
		await heldDoor(tx, who.sessionId, form.door);
		const secret = newSecret();
		const { id } = await tx
			.insertInto('door_devices')
			.values({
				...{ door_id: form.door, name: form.device, enrol_hash: hashed(secret), salt: newSecret() },
				...{ enrol_until: new Date(at.getTime() + enrolMinutes * 60_000), made_at: at, made_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await tell(tx, who, { verb: 'device.invited', about: id }, at);
		return secret;
	});
}

/** What a device shows to come in: the key it will sign with, or the hash of a token it is given. */
type Shown = { public_key: string } | { token_hash: Buffer };

/**
 * Lets a device in to its door by a secret that is good once, for a day; answers with its id. Refuses any other secret
 * in the same words, whether it was used, is too old, was shut or never was.
 */
export function enrolDevice(db: Db, form: EnrolForm, at: Date): Promise<string> {
	return takeIn(db, form.secret, { public_key: form.publicKey }, at);
}

/** The same for a scanner of pretix's, which shows a token from then on. */
export function initializeScanner(db: Db, { secret, token }: { secret: string; token: string }, at: Date) {
	return takeIn(db, secret, { token_hash: hashed(token) }, at);
}

function takeIn(db: Db, secret: string, shown: Shown, at: Date): Promise<string> {
	return together(db, async (tx) => {
		const device = await tx
			.updateTable('door_devices')
			.set({ ...shown, enrolled_at: at, seen_at: at })
			.where('enrol_hash', '=', hashed(secret))
			.where('enrolled_at', 'is', null)
			.where('shut_at', 'is', null)
			.where('enrol_until', '>', at)
			.returning(['id', 'door_id'])
			.executeTakeFirstOrThrow(enrolRefused);
		const door = await tx
			.selectFrom('doors')
			.innerJoin('sessions', 'sessions.id', 'session_id')
			.select(['session_id', 'call_id'])
			.where('doors.id', '=', device.door_id)
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: null, callId: door.call_id, verb: 'device.enrolled', about: device.id });
		await announce(tx, [doorsTopic(door.session_id)], 'doors', at);
		return device.id;
	});
}

/** Switches a device off, lost or not: it learns nothing more, and what it hands in is kept but no longer counted. */
export function shutDevice(db: Db, who: Minding, deviceId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const device = await tx
			.selectFrom('door_devices')
			.innerJoin('doors', 'doors.id', 'door_id')
			.select(['door_devices.id', 'shut_at'])
			.where('door_devices.id', '=', deviceId)
			.where('session_id', '=', who.sessionId)
			.forUpdate(['door_devices'])
			.executeTakeFirstOrThrow(deviceNotFound);
		if (device.shut_at) return;
		const shut = { shut_at: at, shut_by: who.personId };
		await tx.updateTable('door_devices').set(shut).where('id', '=', device.id).execute();
		await tell(tx, who, { verb: 'device.shut', about: device.id }, at);
	});
}

function rowOf(form: DoorForm, zone: string) {
	const instant = (text: string, field: string) => {
		const found = instantIn(zone, text.slice(0, 10), text.slice(11));
		if (!found) throw fieldsRefused({ [field]: 'doors.hours' });
		return found;
	};
	return {
		...{ name: { ko: form.nameKo, en: form.nameEn }, kind_ids: form.kinds, lets_invited: form.invited, way: form.way },
		...{ opens_at: instant(form.opens, 'opens'), closes_at: instant(form.closes, 'closes') },
		...{ is_trial: form.trial, checks_identity: form.identity }
	};
}

async function heldDoor(tx: Tx, sessionId: string, id: string): Promise<void> {
	await tx
		.selectFrom('doors')
		.select('id')
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.where('ended_at', 'is', null)
		.forUpdate()
		.executeTakeFirstOrThrow(doorNotFound);
}

async function checkKinds(tx: Tx, sessionId: string, kinds: string[]): Promise<void> {
	if (kinds.length === 0) return;
	const known = await tx
		.selectFrom('place_kinds')
		.select('id')
		.where('session_id', '=', sessionId)
		.where('id', 'in', kinds)
		.execute();
	if (known.length !== new Set(kinds).size) throw fieldsRefused({ kinds: 'lib.not-a-choice' });
}

async function tell(tx: Tx, who: Minding, line: { verb: `${string}.${string}`; about: string }, at: Date) {
	await note(tx, { at, by: who.personId, callId: who.callId, ...line });
	await announce(tx, [doorsTopic(who.sessionId)], 'doors', at);
}
