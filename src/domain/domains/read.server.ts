import { domainToUnicode } from 'node:url';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { addressesOf, openResolver, textsAt } from '#lib/dns.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { lookEveryHours, textFor, textPlace, type Domain, type Look } from './rules.ts';

/** Whose pages are meant: a host's, or those of something it made, by its id. */
export type Whose = { host: string } | { call: string } | { stop: string } | { session: string };

const main = new URL(baseUrl);

/** The address of a domain here: by the protocol and the port of the installation's own. */
export function originAt(name: string): string {
	return `${main.protocol}//${name}${main.port && `:${main.port}`}`;
}

/** Where a host's public pages are: at its own domain while that is live, or at the installation's. */
export async function siteOf(db: Reader, whose: Whose): Promise<string> {
	const row = await db
		.selectFrom('domains')
		.select('name')
		.where('host_id', '=', hostOf(whose))
		.where('live_at', 'is not', null)
		.executeTakeFirst();
	return siteAt(row?.name);
}

/** Where the pages are of whoever has this live domain, or none. */
export const siteAt = (domain: string | null | undefined) => (domain ? originAt(domain) : baseUrl);

function hostOf(whose: Whose): RawBuilder<string> {
	if ('host' in whose) return sql`${whose.host}::uuid`;
	if ('call' in whose) return sql`(select host_id from calls where id = ${whose.call}::uuid)`;
	if ('stop' in whose) return sql`(select host_id from stops where id = ${whose.stop}::uuid)`;
	return sql`(select host_id from stops join sessions on stops.id = stop_id where sessions.id = ${whose.session}::uuid)`;
}

/** Every live domain with whose it is. */
export function liveDomains(db: Reader) {
	return db.selectFrom('domains').select(['host_id as hostId', 'name']).where('live_at', 'is not', null).execute();
}

/** Whether a name is a live domain of some host's. */
export async function isLive(db: Reader, name: string): Promise<boolean> {
	return (await liveDomains(db)).some((one) => one.name === name.toLowerCase());
}

/** A host's domain as its organisers see it, with the name as it is read and when it was looked at last. */
export async function domainOf(db: Reader, hostId: string) {
	const row = await db.selectFrom('domains').selectAll().where('host_id', '=', hostId).executeTakeFirst();
	return row && { ...row, read: domainToUnicode(row.name), origin: originAt(row.name) };
}

/** Live domains that nobody has looked at for a day. */
export function domainsDue(db: Reader, at: Date) {
	return db
		.selectFrom('domains')
		.select(['host_id as hostId', 'name', 'token'])
		.where('live_at', 'is not', null)
		.where('looked_at', '<=', new Date(at.getTime() - lookEveryHours * 3_600_000))
		.execute();
}

/** Every live domain with what the name system says of it now. */
export async function domainsAtLook(db: Reader): Promise<{ name: string; look: Look }[]> {
	const rows = await db.selectFrom('domains').select(['name', 'token']).where('live_at', 'is not', null).execute();
	return Promise.all(rows.map(async (one) => ({ name: one.name, look: await lookAtDomain(one) })));
}

const waits = { timeout: 1000, tries: 2 };

/** Asks the name system about a domain: whether the text is there, and whether it leads where the installation is. */
export async function lookAtDomain({ name, token }: Pick<Domain, 'name' | 'token'>): Promise<Look> {
	const [texts, there, here] = await Promise.all([
		textsAt(openResolver(waits), textPlace(name)),
		addressesOf(name, waits),
		addressesOf(main.hostname, waits)
	]);
	return { proof: proofIn(texts, token), way: wayTo(there, here) };
}

function proofIn(texts: string[] | null, token: string): Look['proof'] {
	if (!texts) return 'unreachable';
	if (texts.some((text) => text.trim() === textFor(token))) return 'good';
	return texts.length > 0 ? 'other' : 'missing';
}

function wayTo(there: string[] | null, here: string[] | null): Look['way'] {
	if (!there || !here) return 'unreachable';
	if (there.length === 0) return 'missing';
	return there.some((address) => here.includes(address)) ? 'good' : 'elsewhere';
}
