import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { announce } from '#lib/news.server.ts';
import { newOidcAsking, type OidcAsking, type OidcClaims } from '#lib/oidc.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { sealed } from '#lib/sealed.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { providerDomains } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import type { ProviderForm } from './form.ts';
import { liveProvider, type LiveProvider } from './providers.read.server.ts';
import {
	askingMinutes,
	emailElsewhere,
	emailNotVerified,
	isOfDomain,
	providerNotFound,
	providerRefused,
	rolesFrom
} from './providers.rules.ts';
import { normalEmail, type HostOrganiser, type Role } from './rules.ts';
import { rolesTopic } from './signins.rules.ts';
import { startSignIn, type Seat } from './signins.write.server.ts';
import { personFor } from './write.server.ts';

/** Leaves whether a host's own must show more than a mail's code. It counts from each one's next request on. */
export function setSecondFactor(db: Db, who: HostOrganiser, rule: 'required' | 'off', at: Date): Promise<void> {
	return together(db, async (tx) => {
		await tx.updateTable('hosts').set({ second_factor: rule }).where('id', '=', who.hostId).execute();
		const line = { at, by: who.personId, callId: null, about: who.hostId };
		await note(tx, { ...line, verb: 'host.second-factor-set', detail: { to: rule } });
		if (rule === 'required') await tellAll(tx, who.hostId, at);
	});
}

// Whoever has a role here is asked anew: what they have open ends.
async function tellAll(tx: Tx, hostId: string, at: Date): Promise<void> {
	const rows = await tx
		.selectFrom('roles')
		.select('person_id')
		.distinct()
		.where('host_id', '=', hostId)
		.where('ended_at', 'is', null)
		.execute();
	if (rows.length > 0)
		await announce(
			tx,
			rows.map(({ person_id }) => rolesTopic(person_id)),
			'ended',
			at
		);
}

/**
 * Leaves the provider by which a host's own may sign in; one before it ends, and its secret is kept where none is given.
 * Refuses a domain that whoever runs the program has not said this provider speaks for.
 */
export function setProvider(db: Db, who: HostOrganiser, form: ProviderForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const issuer = providerDomains.get(form.domain);
		if (issuer !== form.issuer) throw fieldsRefused({ domain: 'people.domain-not-given' });
		await tx.selectFrom('hosts').select('id').where('id', '=', who.hostId).forUpdate().execute();
		const before = await leaveEnd(tx, who, at);
		const isSame = before?.issuer === form.issuer && before.client_id === form.clientId;
		const client_secret = form.clientSecret
			? sealed(form.clientSecret, `provider/${who.hostId}`)
			: isSame && before.client_secret;
		if (!client_secret) throw fieldsRefused({ clientSecret: 'lib.required' });
		const { id } = await tx
			.insertInto('providers')
			.values({
				...{ host_id: who.hostId, name: { ko: form.nameKo, en: form.nameEn }, issuer, client_id: form.clientId },
				...{ client_secret, domain: form.domain, group_claim: form.groupClaim, made_at: at, made_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const groups = form.groups.map((group) => ({ provider_id: id, ...group }));
		if (groups.length)
			await tx
				.insertInto('provider_groups')
				.values(groups)
				.onConflict((oc) => oc.doNothing())
				.execute();
		if (before) await tx.updateTable('roles').set({ provider_id: id }).where('provider_id', '=', before.id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'host.provider-set', about: id, detail: { issuer } });
	});
}

/** Ends the provider of a host: nobody signs in by it any more, and who did is out. */
export function endProvider(db: Db, who: HostOrganiser, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const ended = await leaveEnd(tx, who, at);
		if (!ended) throw providerNotFound();
		await tx.updateTable('sign_ins').set({ host_id: null }).where('host_id', '=', who.hostId).execute();
		await tellAll(tx, who.hostId, at);
		await note(tx, { at, by: who.personId, callId: null, verb: 'host.provider-ended', about: ended.id });
	});
}

function leaveEnd(tx: Tx, who: HostOrganiser, at: Date) {
	return tx
		.updateTable('providers')
		.set({ ended_at: at })
		.where('host_id', '=', who.hostId)
		.where('ended_at', 'is', null)
		.returning(['id', 'issuer', 'client_id', 'client_secret'])
		.executeTakeFirst();
}

/** Leaves what this browser goes to a provider with, for some minutes and one coming back. */
export function askProvider(
	db: Db,
	asker: { browser: string },
	{ provider, next }: { provider: string; next: string },
	at: Date
): Promise<OidcAsking> {
	return together(db, async (tx) => {
		const asking = newOidcAsking();
		await tx.deleteFrom('provider_askings').where('expires_at', '<=', at).execute();
		await tx
			.insertInto('provider_askings')
			.values({
				...{ state_hash: hashed(asking.state), browser_hash: hashed(asker.browser), provider_id: provider },
				...{ verifier: asking.verifier, nonce: asking.nonce, next, asked_at: at },
				expires_at: new Date(at.getTime() + askingMinutes * 60_000)
			})
			.execute();
		await note(tx, { at, by: null, callId: null, verb: 'person.provider-asked', about: provider });
		return asking;
	});
}

/** What this browser went to a provider with, by the state it comes back with. */
export type Asked = { provider: LiveProvider; asking: OidcAsking; next: string };

/** Uses up what this browser went to a provider with. Refuses another browser's, an old one, and one used before. */
export function useAsking(db: Db, asker: { browser: string }, state: string, at: Date): Promise<Asked> {
	return together(db, async (tx) => {
		const row = await tx
			.deleteFrom('provider_askings')
			.where('state_hash', '=', hashed(state))
			.where('browser_hash', '=', hashed(asker.browser))
			.where('expires_at', '>', at)
			.returningAll()
			.executeTakeFirstOrThrow(providerRefused);
		const provider = await liveProvider(reading(tx), row.provider_id);
		await note(tx, { at, by: null, callId: null, verb: 'person.provider-answered', about: provider.id });
		return { provider, asking: { state, nonce: row.nonce, verifier: row.verifier }, next: row.next };
	});
}

/**
 * Leaves a sign-in for the person with the address that a provider has verified, with the roles that their groups give:
 * new ones begin, and those that earlier groups gave end. Answers with its secret. Refuses an address that is not
 * verified or of another domain.
 */
export function signInByProvider(
	db: Db,
	seat: Seat & { locale: Locale },
	{ provider, claims }: { provider: LiveProvider; claims: OidcClaims },
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		if (!claims.email || !claims.isEmailVerified) throw emailNotVerified();
		const email = normalEmail(claims.email);
		if (!isOfDomain(email, provider.domain)) throw emailElsewhere(provider.domain);
		const personId = await personFor(tx, { email, locale: seat.locale }, at);
		await tx.selectFrom('people').select('id').where('id', '=', personId).forNoKeyUpdate().execute();
		await keepRoles(tx, { personId, provider, roles: rolesFrom(claims.claims, provider.claim, provider.groups) }, at);
		const { agent, holds } = seat;
		return startSignIn(tx, { personId, way: 'provider', hostId: provider.hostId, agent, holds }, at);
	});
}

type Given = { personId: string; provider: LiveProvider; roles: Role[] };

async function keepRoles(tx: Tx, { personId, provider, roles }: Given, at: Date): Promise<void> {
	const held = await tx
		.selectFrom('roles')
		.select(['id', 'role', 'provider_id'])
		.where('person_id', '=', personId)
		.where('host_id', '=', provider.hostId)
		.where('call_id', 'is', null)
		.where('ended_at', 'is', null)
		.execute();
	const line = { at, by: personId, callId: null, about: personId };
	const over = held.filter((one) => one.provider_id && !roles.includes(one.role as Role));
	for (const { id, role } of over) {
		await tx.updateTable('roles').set({ ended_at: at }).where('id', '=', id).execute();
		await note(tx, { ...line, verb: 'role.ended', detail: { role, way: 'provider' } });
	}
	if (over.length > 0) await announce(tx, [rolesTopic(personId)], 'ended', at);
	for (const role of roles.filter((one) => !held.some((given) => given.role === one))) {
		const row = { person_id: personId, role, host_id: provider.hostId, provider_id: provider.id };
		await tx
			.insertInto('roles')
			.values({ ...row, given_at: at })
			.execute();
		await note(tx, { ...line, verb: 'role.given', detail: { role, way: 'provider' } });
	}
}

/** Refuses an id that is none, before the store is asked. */
export function providerId(text: string): string {
	if (!isId(text)) throw providerNotFound();
	return text;
}
