import type { Db, Tx } from '#lib/db.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { hashed, matches, newCode } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import type { CodeRequest, Profile } from './form.ts';
import { codeLetter } from './mail.ts';
import {
	codeExpired,
	codeMinutes,
	codesPerHour,
	otherBrowser,
	tooManyCodes,
	wrongCode,
	type SignedIn
} from './rules.ts';
import { startSignIn, type Seat } from './signins.write.server.ts';
import { askedLately, browserIdOf, hashedBlock } from './work.read.server.ts';
import { bitsFor, hasWorked, slowWaitMs } from './work.rules.ts';

/**
 * A browser before anyone is signed in: its own secret, the language it reads, the address it comes from, and the host's
 * own domain it is at, if it is at one.
 */
export type Asker = { browser: string; locale: Locale; address: string; domain?: string | null };

const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000);

/**
 * Leaves a one-time code, hashed and bound to the browser that asked, and a letter with it. Says the same whether the
 * address is known or not. With enough work, once for each, the letter goes out at once; without, it takes its place in
 * the slow lane. Answers with how long it waits, ms. Refuses when too many were asked for this address within the hour,
 * and when the slow lane is full.
 */
export function requestCode(db: Db, asker: Asker, sent: CodeRequest, at: Date): Promise<number> {
	return together(db, async (tx) => {
		await checkMail(tx, sent.email, at);
		const asked = await askedLately(reading(tx), asker.address, at);
		const isEnough = hasWorked(sent.work, browserIdOf(asker.browser), { bits: bitsFor(asked), at });
		const proof = isEnough ? await unspent(tx, hashed(`${asker.browser} ${sent.work}`)) : null;
		const waitMs = proof ? 0 : slowWaitMs(asked);
		const goesOutAt = new Date(at.getTime() + waitMs);
		const code = newCode();
		const row = await tx
			.insertInto('sign_in_codes')
			.values({
				...{ email: sent.email, code_hash: hashed(code + asker.browser), browser_hash: hashed(asker.browser) },
				...{ asked_at: at, goes_out_at: goesOutAt, expires_at: minutes(goesOutAt, codeMinutes) },
				...{ block_hash: hashedBlock(asker.address), proof_hash: proof }
			})
			.onConflict((oc) => oc.column('proof_hash').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!row) throw tooManyCodes(); // the same work was sent twice at once
		await post(tx, codeLetter(sent.email, { code, domain: asker.domain ?? null }, asker.locale), goesOutAt);
		await note(tx, { at, by: null, callId: null, verb: 'code.requested', about: row.id });
		return waitMs;
	});
}

async function unspent(tx: Tx, proof: Buffer): Promise<Buffer | null> {
	const spent = await tx.selectFrom('sign_in_codes').select('id').where('proof_hash', '=', proof).executeTakeFirst();
	return spent ? null : proof;
}

async function checkMail(tx: Tx, email: string, at: Date): Promise<void> {
	const recent = await tx
		.selectFrom('sign_in_codes')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('email', '=', email)
		.where('asked_at', '>', minutes(at, -60))
		.executeTakeFirstOrThrow();
	if (recent.count >= codesPerHour) throw tooManyCodes();
}

/**
 * Uses up a code and leaves a sign-in; answers with the secret for its cookie. A wrong code costs one of five tries.
 * Refuses a code that is wrong, expired, used, or asked for in another browser.
 */
export async function signIn(
	db: Db,
	asker: Omit<Asker, 'address' | 'domain'> & Seat,
	code: string,
	at: Date
): Promise<string> {
	const outcome = await together(db, async (tx): Promise<{ secret: string } | { triesLeft: number }> => {
		const asked = await tx
			.selectFrom('sign_in_codes')
			.selectAll()
			.where('browser_hash', '=', hashed(asker.browser))
			.orderBy('asked_at', 'desc')
			.limit(1)
			.forUpdate()
			.executeTakeFirst();
		if (!asked) throw otherBrowser();
		if (asked.used_at || asked.expires_at <= at || asked.tries_left === 0) throw codeExpired();
		if (!matches(code + asker.browser, asked.code_hash)) return { triesLeft: await spendTry(tx, asked.id) };
		await tx.updateTable('sign_in_codes').set({ used_at: at }).where('id', '=', asked.id).execute();
		const personId = await personFor(tx, { email: asked.email, locale: asker.locale }, at);
		const { agent, holds, atHostId } = asker;
		return { secret: await startSignIn(tx, { personId, way: 'code', agent, holds, atHostId }, at) };
	});
	if ('secret' in outcome) return outcome.secret;
	throw wrongCode(outcome.triesLeft); // thrown outside, so that the spent try is kept
}

async function spendTry(tx: Tx, id: string): Promise<number> {
	const row = await tx
		.updateTable('sign_in_codes')
		.set((eb) => ({ tries_left: eb('tries_left', '-', 1) }))
		.where('id', '=', id)
		.returning('tries_left')
		.executeTakeFirstOrThrow();
	return row.tries_left;
}

/** The id of the person with this address, who comes into being with it. */
export async function personFor(tx: Tx, person: { email: string; locale: Locale }, at: Date): Promise<string> {
	await tx
		.insertInto('people')
		.values({ ...person, made_at: at })
		.onConflict((oc) => oc.column('email').doNothing())
		.execute();
	const row = await tx.selectFrom('people').select('id').where('email', '=', person.email).executeTakeFirstOrThrow();
	return row.id;
}

/** Leaves a person's name and language as they say them. */
export function saveProfile(db: Db, who: SignedIn, profile: Profile, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await tx.updateTable('people').set(profile).where('id', '=', who.personId).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'person.changed', about: who.personId });
	});
}
