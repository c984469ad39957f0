import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { Refusal } from '#lib/refusal.ts';
import { isSignedBy } from '#lib/signing.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { judgedBefore, liveKeys } from './board.read.server.ts';
import { changeDiffers, changeHash, checkChange, latestFor, type ChangeAsked } from './deadlines.rules.ts';
import { holdPublished, move, tellApplicants } from './deadlines.write.server.ts';
import {
	checkAnnounced,
	extensionHash,
	extensionText,
	keyNotFound,
	keyNotKnown,
	needsTwoKeys,
	type Extension
} from './extensions.rules.ts';
import type { Call } from './rules.ts';

/** What was found outside: an extension, and when the board beside it was last written by the program; null where never. */
export type Found = { extension: Extension; boardAt: Date | null };

/**
 * Judges what two organisers announced while the program was away, once: the deadline moves as they signed it, with all
 * that follows, every applicant gets a letter, and the notice keeps both deadlines. What does not hold is left with its
 * reason. Answers with the refusal's code, or null where it was adopted; undefined where there is nothing to judge.
 */
export function adoptExtension(db: Db, { extension, boardAt }: Found, at: Date): Promise<string | null | undefined> {
	const { content } = extension;
	const hash = extensionHash(extension);
	return together(db, async (tx) => {
		const call = isId(content.call)
			? await tx.selectFrom('calls').selectAll().where('id', '=', content.call).forUpdate().executeTakeFirst()
			: undefined;
		if (!call || (await judgedBefore(reading(tx), [hash])).has(hash)) return undefined;
		const change = changeIn(extension);
		const judged = await judge(tx, { call, change, extension, boardAt }, at);
		const changeId = 'refused' in judged ? null : await adopt(tx, { call, change, signers: judged.signers }, at);
		const refused = 'refused' in judged ? judged.refused : null;
		await tx
			.insertInto('announced_extensions')
			.values({
				hash,
				call_id: call.id,
				notice: JSON.stringify(extension),
				change_id: changeId,
				refused,
				judged_at: at
			})
			.execute();
		const { old_at: from, new_at: to, reason } = content;
		const by = 'refused' in judged ? null : judged.signers[0];
		const verb = refused ? ('deadline.not-adopted' as const) : ('deadline.adopted' as const);
		const detail = { from, to, reason, hash, ...(refused ? { code: refused } : {}) };
		await note(tx, { at, by, callId: call.id, verb, about: call.id, detail });
		return refused;
	});
}

// An outage at the deadline takes the reviews' time as well: what follows moves along.
function changeIn({ content }: Extension): ChangeAsked {
	const { call, old_at, new_at, reason } = content;
	const moment = { old_at: new Date(old_at), new_at: new Date(new_at) };
	return { call_id: call, track_id: null, ...moment, moves_rest: true, reason: { ko: reason.ko, en: reason.en } };
}

type Judging = { call: Call; change: ChangeAsked; extension: Extension; boardAt: Date | null };

async function judge(tx: Tx, { call, change, extension, boardAt }: Judging, at: Date) {
	try {
		await holdPublished(tx, call.id);
		const signers = await signersOf(tx, call, extension);
		checkAnnounced(extension.content, boardAt, at);
		if (call.closes_at.getTime() !== change.old_at.getTime()) throw changeDiffers();
		checkChange(change, latestFor(call, change), new Date(extension.content.announced_at));
		return { signers };
	} catch (fault) {
		if (fault instanceof Refusal) return { refused: fault.code };
		throw fault;
	}
}

/** The two people whose keys have signed, in their order. Refuses fewer, and a key or a signature that is nobody's. */
async function signersOf(tx: Tx, call: Call, { content, signatures }: Extension): Promise<[string, string]> {
	const people = new Map((await liveKeys(reading(tx), call)).map((key) => [key.public_key, key.person_id]));
	const signers = signatures.map(({ key, signature }) => {
		const person = people.get(key);
		if (!person || !isSignedBy(key, extensionText(content), signature)) throw keyNotKnown();
		return person;
	});
	const [first, second] = [...new Set(signers)];
	if (!first || !second) throw needsTwoKeys();
	return [first, second];
}

type Adopting = { call: Call; change: ChangeAsked; signers: [string, string] };

async function adopt(tx: Tx, { call, change, signers: [first, second] }: Adopting, at: Date): Promise<string> {
	await move(tx, call, change);
	await tellApplicants(tx, { call, change, track: null }, at);
	const { id } = await tx
		.insertInto('deadline_changes')
		.values({ ...change, content_hash: changeHash(change), requested_at: at, requested_by: first })
		.returning('id')
		.executeTakeFirstOrThrow();
	const answer = { change_id: id, requested_by: first, answer: 'approved', answered_at: at, answered_by: second };
	await tx.insertInto('deadline_answers').values(answer).execute();
	return id;
}

/** Leaves the public half of an organiser's key to announce with at their host; one they had ends. Answers with its id. */
export function makeAnnouncementKey(db: Db, who: HostOrganiser, publicKey: string, at: Date): Promise<string> {
	return together(db, async (tx) => {
		await endKeys(tx, who, at);
		const { id } = await tx
			.insertInto('announcement_keys')
			.values({ host_id: who.hostId, person_id: who.personId, public_key: publicKey, made_at: at })
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: null, verb: 'announcement.key-made', about: id });
		return id;
	});
}

/** Ends somebody's key of the host, whosever it is: one that may have been seen. Refuses one that is not there or has ended. */
export function endAnnouncementKey(db: Db, who: HostOrganiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const key = await tx
			.selectFrom('announcement_keys')
			.select('person_id')
			.where('host_id', '=', who.hostId)
			.where('id', '=', isId(id) ? id : who.hostId)
			.where('ended_at', 'is', null)
			.executeTakeFirst();
		if (!key) throw keyNotFound();
		await endKeys(tx, { hostId: who.hostId, personId: key.person_id }, at);
		await note(tx, { at, by: who.personId, callId: null, verb: 'announcement.key-ended', about: id });
	});
}

// Two makings at once: the unique rule of live keys lets one stand, the other is a fault and pressed again.
async function endKeys(tx: Tx, { hostId, personId }: { hostId: string; personId: string }, at: Date): Promise<void> {
	await tx
		.updateTable('announcement_keys')
		.set({ ended_at: at })
		.where('host_id', '=', hostId)
		.where('person_id', '=', personId)
		.where('ended_at', 'is', null)
		.execute();
}
