import { announce } from '#lib/news.server.ts';
import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { note, noteAll } from '#domain/journal/write.server.ts';
import { signInDays, type Keeper, type SignedIn } from './rules.ts';
import { idleHours, signInTopic, staffHours, staffUntil, type Way } from './signins.rules.ts';

/**
 * Where somebody signs in: what their browser is, the sign-in it holds, which ends as the new one begins, and the host at
 * whose own domain it is, where it is good for that domain alone.
 */
export type Seat = { agent?: string; holds?: string | null; atHostId?: string | null };

type Begun = Seat & { personId: string; way: Way; hostId?: string | null };

/** Leaves a sign-in for a person who has shown who they are; answers with the cookie's secret, which is always a new one. */
export async function startSignIn(tx: Tx, begun: Begun, at: Date): Promise<string> {
	const { personId, way, hostId = null, agent = '', holds = null, atHostId = null } = begun;
	if (holds) await leaveEnds(tx, [holds], at);
	const secret = newSecret();
	const row = await tx
		.insertInto('sign_ins')
		.values({
			...{ token_hash: hashed(secret), person_id: personId, way, host_id: hostId, agent: agent.slice(0, 60) },
			at_host_id: atHostId,
			...{ signed_in_at: at, seen_at: at, staff_until: staffUntil(at, at) },
			expires_at: new Date(at.getTime() + signInDays * 86_400_000)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await note(tx, { at, by: personId, callId: null, verb: 'person.signed-in', about: row.id, detail: { way } });
	return secret;
}

// Told to every process: a stream opened by one of these ends at once.
async function leaveEnds(tx: Tx, ids: string[], at: Date): Promise<number> {
	if (ids.length === 0) return 0;
	const ended = await tx
		.updateTable('sign_ins')
		.set({ ended_at: at })
		.where('id', 'in', ids)
		.where('ended_at', 'is', null)
		.returning(['id', 'person_id'])
		.execute();
	const lines = ended.map(({ id, person_id: by }) => ({
		...{ at, by, callId: null, verb: 'person.signed-out' as const, about: id }
	}));
	await noteAll(tx, lines);
	if (ended.length > 0)
		await announce(
			tx,
			ended.map(({ id }) => signInTopic(id)),
			'ended',
			at
		);
	return ended.length;
}

async function liveOf(tx: Tx, personId: string): Promise<string[]> {
	const rows = await tx
		.selectFrom('sign_ins')
		.select('id')
		.where('person_id', '=', personId)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map(({ id }) => id);
}

/** Ends a sign-in, everywhere it is in use. Ending it twice, or somebody else's, changes nothing. */
export function signOut(db: Db, who: SignedIn, signInId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const own = await liveOf(tx, who.personId);
		await leaveEnds(
			tx,
			own.filter((id) => id === signInId),
			at
		);
	});
}

/** Ends every sign-in of a person but the one they do it from. Answers with how many. */
export function signOutOthers(db: Db, who: Keeper, at: Date): Promise<number> {
	return together(db, (tx) => endOthers(tx, who, at));
}

async function endOthers(tx: Tx, { personId, signInId }: Keeper, at: Date): Promise<number> {
	const others = (await liveOf(tx, personId)).filter((id) => id !== signInId);
	return leaveEnds(tx, others, at);
}

/** Ends all sign-ins of a person: for whoever runs the program. */
export async function endAll(tx: Tx, personId: string, at: Date): Promise<void> {
	await leaveEnds(tx, await liveOf(tx, personId), at);
}

/**
 * After a change of what a person signs in with: every other sign-in ends, and one that had shown a mail's code alone
 * gives way to a strong one. Answers with that one's secret, or null where this one stays.
 */
export async function settle(tx: Tx, who: Keeper, by: { way: Way; agent?: string }, at: Date): Promise<string | null> {
	await endOthers(tx, who, at);
	return who.isStrong ? null : startSignIn(tx, { personId: who.personId, holds: who.signInId, ...by }, at);
}

// That a sign-in is in use is no fact of the house: the journal does not tell it.
type Store = Db;

/** Writes down that a sign-in is in use: its roles stay awake while it is, until their hours are over. */
export async function keepSeen(store: Store, signInId: string, at: Date): Promise<void> {
	const idle = sql<Date>`${at}::timestamptz + make_interval(hours => ${idleHours})`;
	const whole = sql<Date>`signed_in_at + make_interval(hours => ${staffHours})`;
	await store
		.updateTable('sign_ins')
		.set({
			seen_at: at,
			staff_until: sql<Date>`case when staff_until > ${at}::timestamptz then least(${idle}, ${whole}) else staff_until end`
		})
		.where('id', '=', signInId)
		.execute();
}
