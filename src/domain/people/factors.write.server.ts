import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { sealed, unsealed } from '#lib/sealed.server.ts';
import { hashed, newReadable } from '#lib/secret.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { newTotpSecret, totpStep } from '#lib/totp.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { factorLetter, type FactorChange } from './mail.ts';
import { personByEmail } from './read.server.ts';
import { notFound, secondFactorFirst, type Keeper } from './rules.ts';
import { factorsOf, offeredTotp } from './signins.read.server.ts';
import {
	hasFactor,
	isTotp,
	mostTries,
	recoveryCodes,
	tooManyTries,
	totpHeld,
	totpNotOffered,
	wrongSecond,
	type Way
} from './signins.rules.ts';
import { endAll, settle, signOutOthers, startSignIn } from './signins.write.server.ts';

/** Refuses whoever has shown a mail's code alone where the person has more: a mailbox in other hands changes nothing. */
export async function checkKeeper(tx: Tx, who: Keeper): Promise<void> {
	await tx.selectFrom('people').select('id').where('id', '=', who.personId).forNoKeyUpdate().execute();
	if (!who.isStrong && hasFactor(await factorsOf(reading(tx), who.personId))) throw secondFactorFirst();
}

/** Leaves the letter that tells a person what changed in how they sign in. */
export async function tellFactor(tx: Tx, who: { personId: string }, change: FactorChange, at: Date): Promise<void> {
	const person = await tx
		.selectFrom('people')
		.select(['email', 'locale'])
		.where('id', '=', who.personId)
		.executeTakeFirstOrThrow();
	await post(tx, factorLetter({ ...person, locale: person.locale as Locale }, change, `${baseUrl}/me`), at);
}

/** Leaves a new secret for an authenticator app, to be proved by a code within minutes. Refuses where there is an app already. */
export function offerTotp(db: Db, who: Keeper, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await checkKeeper(tx, who);
		const secret = sealed(newTotpSecret(), `totp/${who.personId}`);
		const offer = { secret, offered_at: at, sign_in_id: who.signInId };
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('totps')
			.values({ person_id: who.personId, ...offer })
			.onConflict((oc) => oc.column('person_id').doUpdateSet(offer).where('totps.added_at', 'is', null))
			.executeTakeFirstOrThrow();
		if (!numInsertedOrUpdatedRows) throw totpHeld();
		await note(tx, { at, by: who.personId, callId: null, verb: 'person.totp-offered', about: who.personId });
	});
}

/** What somebody types to show an app or a recovery code, and in which browser. */
export type Typed = { code: string; agent?: string };

/**
 * Leaves the app that was offered, once it has shown its code; other sign-ins end. Answers with the secret of a strong
 * sign-in where this one was none, and with recovery codes where there were none left: shown now and never again.
 */
export async function addTotp(
	db: Db,
	who: Keeper,
	{ code, agent }: Typed,
	at: Date
): Promise<{ secret: string | null; codes: string[] }> {
	return counted(db, who, at, async (tx) => {
		await checkKeeper(tx, who);
		const secret = await offeredTotp(reading(tx), who, at);
		if (!secret) throw totpNotOffered();
		const step = totpStep(secret, code, at);
		if (step === null) return null;
		await tx
			.updateTable('totps')
			.set({ added_at: at, last_step: step, sign_in_id: null })
			.where('person_id', '=', who.personId)
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'person.totp-added', about: who.personId });
		await tellFactor(tx, who, 'totp-added', at);
		const { recoveryLeft } = await factorsOf(reading(tx), who.personId);
		const codes = recoveryLeft > 0 ? [] : await leaveCodes(tx, who, at);
		return { secret: await settle(tx, who, { way: 'totp', agent }, at), codes };
	});
}

/** Takes the authenticator app away; other sign-ins end. */
export function removeTotp(db: Db, who: Keeper, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await checkKeeper(tx, who);
		const gone = await tx.deleteFrom('totps').where('person_id', '=', who.personId).executeTakeFirst();
		if (gone.numDeletedRows === 0n) return;
		await note(tx, { at, by: who.personId, callId: null, verb: 'person.totp-removed', about: who.personId });
		await tellFactor(tx, who, 'totp-removed', at);
		await signOutOthers(tx, who, at);
	});
}

/** Leaves new recovery codes in the place of all earlier ones. Answers with them: they are shown now and never again. */
export function makeRecoveryCodes(db: Db, who: Keeper, at: Date): Promise<string[]> {
	return together(db, async (tx) => {
		if (!who.isStrong) throw secondFactorFirst();
		const codes = await leaveCodes(tx, who, at);
		await tellFactor(tx, who, 'recovery-made', at);
		return codes;
	});
}

async function leaveCodes(tx: Tx, { personId }: Keeper, at: Date): Promise<string[]> {
	await tx.deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
	const codes = Array.from({ length: recoveryCodes }, newReadable);
	const rows = codes.map((code) => ({ code_hash: recoveryHash(personId, code), person_id: personId, made_at: at }));
	await tx.insertInto('recovery_codes').values(rows).execute();
	await note(tx, { at, by: personId, callId: null, verb: 'person.recovery-made', about: personId });
	return codes;
}

const recoveryHash = (personId: string, code: string) => hashed(`recovery/${personId}/${code}`);

/**
 * Takes an app's or a recovery code from whoever has signed in by a mail's code; a strong sign-in takes that one's place.
 * Answers with its secret. No code is taken twice. Refuses a wrong one, and any once there were too many wrong ones.
 */
export function confirmSecond(db: Db, who: Keeper, { code, agent }: Typed, at: Date): Promise<string> {
	return counted(db, who, at, async (tx) => {
		const way: Way = isTotp(code) ? 'totp' : 'recovery';
		const isRight = isTotp(code)
			? await spendStep(tx, who.personId, code, at)
			: await spendCode(tx, who.personId, code, at);
		if (!isRight) return null;
		if (way === 'recovery') await tellFactor(tx, who, 'recovery-used', at);
		return startSignIn(tx, { personId: who.personId, way, agent, holds: who.signInId }, at);
	});
}

// The step is taken where it is later than the last: of two who come with one code at once the second finds it taken.
async function spendStep(tx: Tx, personId: string, code: string, at: Date): Promise<boolean> {
	const held = await tx
		.selectFrom('totps')
		.select('secret')
		.where('person_id', '=', personId)
		.where('added_at', 'is not', null)
		.executeTakeFirst();
	const secret = held && unsealed(held.secret, `totp/${personId}`);
	const step = secret ? totpStep(secret, code, at) : null;
	if (step === null) return false;
	const taken = await tx
		.updateTable('totps')
		.set({ last_step: step })
		.where('person_id', '=', personId)
		.where('last_step', '<', step)
		.executeTakeFirst();
	return taken.numUpdatedRows === 1n;
}

async function spendCode(tx: Tx, personId: string, code: string, at: Date): Promise<boolean> {
	const taken = await tx
		.updateTable('recovery_codes')
		.set({ used_at: at })
		.where('code_hash', '=', recoveryHash(personId, code))
		.where('used_at', 'is', null)
		.executeTakeFirst();
	return taken.numUpdatedRows === 1n;
}

// A wrong code is written down although nothing else is kept: guessing is counted by person, one try at a time.
async function counted<T>(db: Db, who: Keeper, at: Date, work: (tx: Tx) => Promise<T | null>): Promise<T> {
	const done = await together(db, async (tx) => {
		await tx.selectFrom('people').select('id').where('id', '=', who.personId).forNoKeyUpdate().execute();
		await checkTries(tx, who.personId, at);
		const outcome = await work(tx);
		if (outcome === null)
			await tx.insertInto('second_tries').values({ person_id: who.personId, tried_at: at }).execute();
		return outcome;
	});
	if (done === null) throw wrongSecond();
	return done;
}

async function checkTries(tx: Tx, personId: string, at: Date): Promise<void> {
	const since = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
	await tx
		.deleteFrom('second_tries')
		.where('person_id', '=', personId)
		.where('tried_at', '<=', since(24 * 60))
		.execute();
	const { soon, daily } = await tx
		.selectFrom('second_tries')
		.select((eb) => [
			eb.fn.countAll<number>().as('daily'),
			eb.fn.countAll<number>().filterWhere('tried_at', '>', since(10)).as('soon')
		])
		.where('person_id', '=', personId)
		.executeTakeFirstOrThrow();
	if (soon >= mostTries.soon || daily >= mostTries.daily) throw tooManyTries();
}

/**
 * Takes away all that a person has besides their mail, and ends their sign-ins: for whoever runs the program, when somebody
 * has lost them all. They get a letter, and set up anew when they next sign in.
 */
export function forgetFactors(db: Db, email: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const person = await personByEmail(reading(tx), email);
		if (!person) throw notFound();
		for (const table of ['passkeys', 'totps', 'recovery_codes', 'second_tries'] as const) {
			await tx.deleteFrom(table).where('person_id', '=', person.id).execute();
		}
		await endAll(tx, person.id, at);
		await tellFactor(tx, { personId: person.id }, 'forgotten', at);
		await note(tx, { at, by: null, callId: null, verb: 'person.factors-forgotten', about: person.id });
	});
}
