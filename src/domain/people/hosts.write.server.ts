import { brokenRule, together, type Db } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale, Words } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import { roleLetter } from './mail.ts';
import { personByEmail } from './read.server.ts';
import { hostTaken } from './rules.ts';

/** A host as whoever runs the program opens it: its address, its name, and its first organiser. */
export type NewHost = { slug: string; name: Words; organiser: { email: string; name: string; locale: Locale } };

/**
 * Opens a host with its first organiser, who gets a letter; everything else they do at the desk. It is for whoever runs
 * the program, at its machine. Refuses an address that another host has.
 */
export function openHost(db: Db, { slug, name, organiser }: NewHost, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const host = await tx
			.insertInto('hosts')
			.values({ slug, name, made_at: at })
			.returning('id')
			.executeTakeFirstOrThrow();
		await tx
			.insertInto('people')
			.values({ ...organiser, made_at: at })
			.onConflict((oc) => oc.column('email').doNothing())
			.execute();
		const person = (await personByEmail(tx, organiser.email))!;
		const role = { person_id: person.id, role: 'organiser', host_id: host.id, given_at: at };
		await tx.insertInto('roles').values(role).execute();
		await post(tx, roleLetter(person, 'organiser', `${baseUrl}/sign-in`), at);
		await note(tx, { at, by: null, callId: null, verb: 'host.opened', about: host.id });
		const detail = { role: 'organiser' };
		await note(tx, { at, by: null, callId: null, verb: 'role.given', about: person.id, detail });
	}).catch((fault: unknown) => {
		throw brokenRule(fault) === 'hosts_slug_key' ? hostTaken() : fault;
	});
}
