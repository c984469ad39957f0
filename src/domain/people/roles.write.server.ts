import { brokenRule, together, type Db } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { announce } from '#lib/news.server.ts';
import { post } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { note, noteAll } from '#domain/journal/write.server.ts';
import type { RoleGiven } from './form.ts';
import { roleLetter } from './mail.ts';
import { personByEmail } from './read.server.ts';
import type { Period } from './periods.rules.ts';
import { notFound, ownRole, roleHasNoEnd, roleHeld, type Organiser } from './rules.ts';
import { rolesTopic } from './signins.rules.ts';

/**
 * Gives a person a role in the organiser's call, and a letter that says so; an address nobody has signed in with yet
 * becomes a person. It may be for a time, and ends by itself then. Refuses a role they hold already.
 */
export function giveRole(db: Db, who: Organiser, given: RoleGiven & Partial<Period>, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const fresh = { email: given.email, name: given.name, made_at: at };
		await tx
			.insertInto('people')
			.values(fresh)
			.onConflict((oc) => oc.column('email').doNothing())
			.execute();
		const person = (await personByEmail(tx, given.email))!;
		const row = { person_id: person.id, role: given.role, host_id: who.hostId, call_id: who.callId };
		const period = { starts_at: given.starts_at ?? null, ends_at: given.ends_at ?? null };
		await tx
			.insertInto('roles')
			.values({ ...row, ...period, given_at: at, given_by: who.personId })
			.execute();
		await post(tx, roleLetter(person, given.role, `${baseUrl}/sign-in`), at);
		const detail = { role: given.role, ...(period.ends_at ? { until: period.ends_at.toISOString() } : {}) };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'role.given', about: person.id, detail });
	}).catch((fault) => {
		throw brokenRule(fault) === 'roles_once' ? roleHeld() : fault;
	});
}

/**
 * Ends a role in the organiser's call; it counts from their next request on, and what streams they have open end. Refuses
 * one's own, and other calls'.
 */
export function endRole(db: Db, who: Organiser, roleId: string, at: Date): Promise<void> {
	if (!isId(roleId)) return Promise.reject(notFound());
	return together(db, async (tx) => {
		const ended = await tx
			.updateTable('roles')
			.set({ ended_at: at })
			.where('id', '=', roleId)
			.where('call_id', '=', who.callId)
			.where('ended_at', 'is', null)
			.returning(['person_id', 'role'])
			.executeTakeFirst();
		if (!ended) throw notFound();
		if (ended.person_id === who.personId) throw ownRole();
		const detail = { role: ended.role };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'role.ended', about: ended.person_id, detail });
		await announce(tx, [rolesTopic(ended.person_id)], 'ended', at);
	});
}

/** Makes a role that is for a time end on another day, later or earlier. Refuses one without an end, and other calls'. */
export function extendRole(
	db: Db,
	who: Organiser,
	{ role, ends_at }: { role: string; ends_at: Date },
	at: Date
): Promise<void> {
	if (!isId(role)) return Promise.reject(notFound());
	return together(db, async (tx) => {
		const own = await tx
			.selectFrom('roles')
			.selectAll()
			.where('id', '=', role)
			.where('call_id', '=', who.callId)
			.where('ended_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (!own) throw notFound();
		if (!own.ends_at) throw roleHasNoEnd();
		await tx.updateTable('roles').set({ ends_at }).where('id', '=', role).execute();
		const detail = { role: own.role, from: own.ends_at.toISOString(), until: ends_at.toISOString() };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'role.extended', about: own.person_id, detail });
	});
}

/** Writes down that the time of some roles is over; they have not counted since then. Answers with how many. */
export function endDueRoles(db: Db, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const ended = await tx
			.updateTable('roles')
			.set((eb) => ({ ended_at: eb.ref('ends_at') }))
			.where('ends_at', '<=', at)
			.where('ended_at', 'is', null)
			.returning(['person_id', 'role', 'call_id'])
			.execute();
		if (ended.length === 0) return 0;
		await noteAll(
			tx,
			ended.map(({ person_id, role, call_id }) => ({
				...{ at, by: null, callId: call_id, verb: 'role.ended' as const, about: person_id },
				detail: { role }
			}))
		);
		await announce(
			tx,
			ended.map(({ person_id }) => rolesTopic(person_id)),
			'ended',
			at
		);
		return ended.length;
	});
}
