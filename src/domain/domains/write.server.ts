import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { baseUrl, filesOrigin } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { organisersOf } from '#domain/reads/read.server.ts';
import { domainLetter } from './mail.ts';
import { domainOf, lookAtDomain } from './read.server.ts';
import { domainTaken, noDomain, offAt, ownName, verdictOn, type Domain, type Look } from './rules.ts';

const ownNames = [baseUrl, filesOrigin].filter(Boolean).map((address) => new URL(address).hostname);

/**
 * Leaves the domain that is to be a host's own, with a text to prove it by; one before it is off at once. The same again
 * changes nothing. Refuses the installation's own names.
 */
export function nameDomain(db: Db, who: HostOrganiser, name: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (ownNames.includes(name)) throw ownName();
		await tx.selectFrom('hosts').select('id').where('id', '=', who.hostId).forUpdate().execute();
		const before = await domainOf(reading(tx), who.hostId);
		if (before?.name === name) return;
		await tx.deleteFrom('domains').where('host_id', '=', who.hostId).execute();
		const row = { host_id: who.hostId, name, token: newSecret(), named_at: at, named_by: who.personId };
		await tx.insertInto('domains').values(row).execute();
		const line = { at, by: who.personId, callId: null, about: who.hostId };
		await note(tx, { ...line, verb: 'host.domain-named', detail: { name } });
	});
}

/** Gives a host's domain up: its pages are at the installation's address alone. */
export function dropDomain(db: Db, who: HostOrganiser, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const gone = await tx
			.deleteFrom('domains')
			.where('host_id', '=', who.hostId)
			.returning('name')
			.executeTakeFirstOrThrow(noDomain);
		const line = { at, by: who.personId, callId: null, about: who.hostId };
		await note(tx, { ...line, verb: 'host.domain-dropped', detail: { name: gone.name } });
	});
}

/**
 * Asks the name system about a host's domain and leaves what it said: with both records there the domain is live. Refuses
 * one that is another host's by then. Answers with what was found.
 */
export async function proveDomain(db: Db, who: HostOrganiser, at: Date): Promise<Look> {
	const domain = await domainOf(reading(db), who.hostId);
	if (!domain) throw noDomain();
	const look = await lookAtDomain(domain);
	await leaveLook(db, { hostId: who.hostId, by: who.personId, token: domain.token }, look, at);
	return look;
}

/** A domain that was looked at: whose, by whose press (null: the clock's), and the text it was looked at for. */
export type Looked = { hostId: string; by: string | null; token: string };

/**
 * Leaves what was found of a domain, if it is still the one that was looked at. A live one that is missed is told of once,
 * and goes off when it has been missed for long; one that is not live becomes so when all is there.
 */
export function leaveLook(db: Db, { hostId, by, token }: Looked, look: Look, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const domain = await tx
			.selectFrom('domains')
			.selectAll()
			.where('host_id', '=', hostId)
			.where('token', '=', token)
			.forUpdate()
			.executeTakeFirst();
		if (!domain) return;
		await keep(tx, hostId, { looked_at: at, ...look });
		const line = { at, by, callId: null, about: hostId, detail: { name: domain.name } };
		if (!domain.live_at) {
			if (look.proof !== 'good' || look.way !== 'good') return;
			await keep(tx, hostId, { live_at: at, missed_at: null });
			return note(tx, { ...line, verb: 'host.domain-live' });
		}
		const verdict = verdictOn(domain, look, at);
		if (verdict === 'stands') return keep(tx, hostId, { missed_at: null });
		if (verdict === 'missed' && domain.missed_at) return;
		await keep(tx, hostId, verdict === 'off' ? { live_at: null, missed_at: null } : { missed_at: at });
		await note(tx, { ...line, verb: verdict === 'off' ? 'host.domain-off' : 'host.domain-missed' });
		await tellOrganisers(tx, { hostId, domain, until: verdict === 'off' ? null : offAt(at) }, at);
	});
}

type Changed = Partial<Look & { looked_at: Date; live_at: Date | null; missed_at: Date | null }>;

async function keep(tx: Tx, hostId: string, changed: Changed): Promise<void> {
	try {
		await tx.updateTable('domains').set(changed).where('host_id', '=', hostId).execute();
	} catch (fault) {
		if (brokenRule(fault) === 'domains_live') throw domainTaken();
		throw fault;
	}
}

type Missed = { hostId: string; domain: Pick<Domain, 'name'>; until: Date | null };

async function tellOrganisers(tx: Tx, { hostId, domain, until }: Missed, at: Date): Promise<void> {
	const letters = (await organisersOf(reading(tx), hostId)).map(({ email, locale }) => {
		const reader = locale as Locale;
		const facts = { name: domain.name, until: until && written(until, 'Asia/Seoul', reader, true) };
		return domainLetter(email, { ...facts, url: `${baseUrl}/desk/domains` }, reader);
	});
	await postAll(tx, letters, at);
}
