import { brokenRule, together, type Db } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { announce } from '#lib/news.server.ts';
import { post } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { RoleGiven } from './form.ts';
import { roleLetter } from './mail.ts';
import { personByEmail } from './read.server.ts';
import { notFound, ownRole, roleHeld, type Organiser } from './rules.ts';
import { rolesTopic } from './signins.rules.ts';

/**
 * Gives a person a role in the organiser's call, and a letter that says so; an address nobody has signed in with yet
 * becomes a person. Refuses a role they hold already.
 */
export function giveRole(db: Db, who: Organiser, given: RoleGiven, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const fresh = { email: given.email, name: given.name, made_at: at };
		await tx
			.insertInto('people')
			.values(fresh)
			.onConflict((oc) => oc.column('email').doNothing())
			.execute();
		const person = (await personByEmail(tx, given.email))!;
		const row = { person_id: person.id, role: given.role, host_id: who.hostId, call_id: who.callId };
		await tx
			.insertInto('roles')
			.values({ ...row, given_at: at, given_by: who.personId })
			.execute();
		await post(tx, roleLetter(person, given.role, `${baseUrl}/sign-in`), at);
		const detail = { role: given.role };
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
