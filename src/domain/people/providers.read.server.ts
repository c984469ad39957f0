import type { Reader } from '#lib/db.server.ts';
import { unsealed } from '#lib/sealed.server.ts';
import type { OidcClient } from '#lib/oidc.server.ts';
import { providerDomains, providersStayHere } from '#lib/settings.server.ts';
import type { HostOrganiser, Role } from './rules.ts';
import { providerNotFound } from './providers.rules.ts';

/** The providers one may sign in by, of these hosts where some are named: their names, for the buttons. */
export async function providersOffered(db: Reader, hostIds?: string[]) {
	if (hostIds?.length === 0) return [];
	let providers = db.selectFrom('providers').select(['id', 'name', 'domain', 'issuer']).where('ended_at', 'is', null);
	if (hostIds) providers = providers.where('host_id', 'in', hostIds);
	const rows = await providers.orderBy('made_at').orderBy('id').execute();
	// Whoever runs the program may have taken back what they allowed: by such a one nobody comes in.
	return rows
		.filter(({ domain, issuer }) => providerDomains.get(domain) === issuer)
		.map(({ id, name }) => ({ id, name }));
}

/** How a host's own sign in: its rule, and its provider if it has one. Never the provider's secret. */
export async function signInRules(db: Reader, who: HostOrganiser) {
	const [host, provider] = await Promise.all([
		db.selectFrom('hosts').select('second_factor').where('id', '=', who.hostId).executeTakeFirstOrThrow(),
		db
			.selectFrom('providers')
			.select(['id', 'name', 'issuer', 'client_id', 'domain', 'group_claim'])
			.where('host_id', '=', who.hostId)
			.where('ended_at', 'is', null)
			.executeTakeFirst()
	]);
	return {
		secondFactor: host.second_factor as 'required' | 'off',
		provider: provider ? { ...provider, groups: await groupsOf(db, provider.id) } : null
	};
}

/** A provider in force, with its groups and what it is asked by. Refuses one that is none, ended, or no longer answered for. */
export async function liveProvider(db: Reader, id: string) {
	const row = await db
		.selectFrom('providers')
		.selectAll()
		.where('id', '=', id)
		.where('ended_at', 'is', null)
		.executeTakeFirstOrThrow(providerNotFound);
	const clientSecret = unsealed(row.client_secret, `provider/${row.host_id}`);
	if (clientSecret === null || providerDomains.get(row.domain) !== row.issuer) throw providerNotFound();
	const asked: OidcClient = {
		...{ issuer: row.issuer, clientId: row.client_id, clientSecret },
		staysHere: providersStayHere
	};
	return {
		id: row.id,
		hostId: row.host_id,
		domain: row.domain,
		claim: row.group_claim,
		asked,
		groups: await groupsOf(db, id)
	};
}

export type LiveProvider = Awaited<ReturnType<typeof liveProvider>>;

async function groupsOf(db: Reader, id: string) {
	const rows = await db
		.selectFrom('provider_groups')
		.select(['name', 'role'])
		.where('provider_id', '=', id)
		.orderBy('name')
		.orderBy('role')
		.execute();
	return rows.map(({ name, role }) => ({ name, role: role as Role }));
}
