import {
	generateAuthenticationOptions,
	generateRegistrationOptions,
	verifyAuthenticationResponse,
	verifyRegistrationResponse,
	type AuthenticationResponseJSON,
	type AuthenticatorTransport,
	type RegistrationResponseJSON
} from '@simplewebauthn/server';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { passkeysOf } from './read.server.ts';
import { passkeyRefused, type Keeper } from './rules.ts';
import { checkKeeper, tellFactor } from './factors.write.server.ts';
import { settle, signOutOthers, startSignIn, type Seat } from './signins.write.server.ts';

/** Where a passkey is for: the site's address and this browser. */
export type Site = { origin: string; browser: string };

const minutesValid = 5;
const nameOf = (site: Site) => new URL(site.origin).hostname;

/** Leaves a challenge and answers with what the browser needs to make a passkey for this person. */
export function offerPasskey(db: Db, who: Keeper, site: Site, at: Date) {
	return together(db, async (tx) => {
		await checkKeeper(tx, who);
		const person = await tx.selectFrom('people').selectAll().where('id', '=', who.personId).executeTakeFirstOrThrow();
		const known = await passkeysOf(reading(tx), who.personId);
		const options = await generateRegistrationOptions({
			rpName: 'Madang',
			rpID: nameOf(site),
			userName: person.email,
			userID: new TextEncoder().encode(person.id),
			excludeCredentials: known.map(({ id }) => ({ id })),
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
		});
		await keepChallenge(tx, { challenge: options.challenge, browser: site.browser, personId: who.personId }, at);
		await note(tx, { at, by: who.personId, callId: null, verb: 'passkey.offered', about: who.personId });
		return options;
	});
}

/**
 * Leaves a passkey, once what the browser made of the challenge has been checked; other sign-ins end. Answers with the
 * secret of a strong sign-in, where this one was none. Refuses an old or foreign challenge, and whoever has shown no more
 * than a mail's code where there is more to show.
 */
export function addPasskey(
	db: Db,
	who: Keeper,
	made: Site & { response: RegistrationResponseJSON; label: string; agent?: string },
	at: Date
): Promise<string | null> {
	return together(db, async (tx) => {
		await checkKeeper(tx, who);
		const asked = await useChallenge(tx, made.browser, at);
		if (asked.person_id !== who.personId) throw passkeyRefused();
		const checked = await verifyRegistrationResponse({
			response: made.response,
			expectedChallenge: asked.challenge,
			expectedOrigin: made.origin,
			expectedRPID: nameOf(made),
			requireUserVerification: true
		}).catch(() => null);
		if (!checked?.verified) throw passkeyRefused();
		const { id, publicKey, counter, transports } = checked.registrationInfo.credential;
		const row = {
			id,
			person_id: who.personId,
			public_key: Buffer.from(publicKey),
			counter,
			label: made.label,
			added_at: at
		};
		await tx
			.insertInto('passkeys')
			.values({ ...row, transports: transports ?? [] })
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'passkey.added', about: who.personId });
		await tellFactor(tx, who, 'passkey-added', at);
		return settle(tx, who, { way: 'passkey', agent: made.agent }, at);
	});
}

/** Leaves a challenge for whoever signs in next from this browser. It says nothing about who has a passkey. */
export function askForPasskey(db: Db, site: Site, at: Date) {
	return together(db, async (tx) => {
		const options = await generateAuthenticationOptions({ rpID: nameOf(site), userVerification: 'required' });
		await keepChallenge(tx, { challenge: options.challenge, browser: site.browser, personId: null }, at);
		await note(tx, { at, by: null, callId: null, verb: 'passkey.asked', about: 'sign-in' });
		return options;
	});
}

/** Leaves a sign-in for the passkey's person; answers with its secret. Refuses an unknown passkey or a wrong signature. */
export function signInByPasskey(
	db: Db,
	given: Site & Seat & { response: AuthenticationResponseJSON },
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const asked = await useChallenge(tx, given.browser, at);
		const passkey = await tx
			.selectFrom('passkeys')
			.selectAll()
			.where('id', '=', given.response.id)
			.forUpdate()
			.executeTakeFirst();
		if (!passkey) throw passkeyRefused();
		const checked = await verifyAuthenticationResponse({
			response: given.response,
			expectedChallenge: asked.challenge,
			expectedOrigin: given.origin,
			expectedRPID: nameOf(given),
			requireUserVerification: true,
			credential: {
				id: passkey.id,
				publicKey: new Uint8Array(passkey.public_key),
				counter: passkey.counter,
				transports: passkey.transports as AuthenticatorTransport[]
			}
		}).catch(() => null);
		if (!checked?.verified) throw passkeyRefused();
		const counter = checked.authenticationInfo.newCounter;
		await tx.updateTable('passkeys').set({ counter, used_at: at }).where('id', '=', passkey.id).execute();
		await note(tx, { at, by: passkey.person_id, callId: null, verb: 'passkey.used', about: passkey.person_id });
		const { agent, holds } = given;
		return startSignIn(tx, { personId: passkey.person_id, way: 'passkey', agent, holds }, at);
	});
}

/** Takes a passkey of one's own away, and other sign-ins end. Somebody else's is not there. */
export function removePasskey(db: Db, who: Keeper, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await checkKeeper(tx, who);
		const gone = await tx
			.deleteFrom('passkeys')
			.where('id', '=', id)
			.where('person_id', '=', who.personId)
			.executeTakeFirst();
		if (gone.numDeletedRows === 0n) return;
		await note(tx, { at, by: who.personId, callId: null, verb: 'passkey.removed', about: who.personId });
		await tellFactor(tx, who, 'passkey-removed', at);
		await signOutOthers(tx, who, at);
	});
}

type Asked = { challenge: string; browser: string; personId: string | null };

async function keepChallenge(tx: Tx, asked: Asked, at: Date): Promise<void> {
	const expires = new Date(at.getTime() + minutesValid * 60_000);
	await tx.deleteFrom('passkey_challenges').where('browser_hash', '=', hashed(asked.browser)).execute();
	await tx
		.insertInto('passkey_challenges')
		.values({
			challenge: asked.challenge,
			browser_hash: hashed(asked.browser),
			person_id: asked.personId,
			asked_at: at,
			expires_at: expires
		})
		.execute();
}

// Deleting is using: a challenge answers once, and the second of two at the same time finds nothing.
async function useChallenge(tx: Tx, browser: string, at: Date) {
	const row = await tx
		.deleteFrom('passkey_challenges')
		.where('browser_hash', '=', hashed(browser))
		.where('expires_at', '>', at)
		.returning(['challenge', 'person_id'])
		.executeTakeFirst();
	if (!row) throw passkeyRefused();
	return row;
}
