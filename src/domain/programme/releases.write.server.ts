import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { inChunks } from '#lib/chunks.ts';
import type { Words } from '#lib/words.ts';
import { note as tell } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { holdStop } from './halls.write.server.ts';
import { newestRelease, sessionsIn, showable } from './releases.read.server.ts';
import { nothingToRelease } from './rules.ts';
import { changesBetween, isAnythingNew, isMasked, releasedNext, type Change, type Released } from './shown.rules.ts';

/**
 * Leaves a release: what the public is shown of the draft as it stands, and what that changes for them. Answers with its
 * version. Refuses where it would show nothing new, and another host's stop as not there.
 */
export function releaseProgramme(
	db: Db,
	who: HostOrganiser,
	{ stopId, note }: { stopId: string; note: Words | null },
	at: Date
): Promise<number> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const newest = await newestRelease(reading(tx), stopId);
		const before = newest ? await sessionsIn(reading(tx), newest.id) : [];
		const shown = await showable(reading(tx), stopId);
		if (!isAnythingNew(before, shown)) throw nothingToRelease();
		const version = (newest?.version ?? 0) + 1;
		const { id } = await tx
			.insertInto('releases')
			.values({ stop_id: stopId, version, note, released_at: at, released_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		await leaveSessions(tx, id, releasedNext(before, shown, at));
		await leaveChanges(tx, id, newest ? changesBetween(before, shown) : []);
		const detail = { version, count: shown.length };
		await tell(tx, { at, by: who.personId, callId: null, verb: 'programme.released', about: id, detail });
		return version;
	});
}

async function leaveSessions(tx: Tx, release_id: string, sessions: Released[]): Promise<void> {
	const rows = sessions.map((one) => ({
		...{ release_id, ...one },
		visibility: isMasked(one.shown) ? 'masked' : 'public'
	}));
	for (const some of inChunks(rows)) await tx.insertInto('release_sessions').values(some).execute();
}

async function leaveChanges(tx: Tx, release_id: string, changes: Change[]): Promise<void> {
	const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
	const rows = changes.map(({ session_id, change, was, becomes }) => ({
		...{ release_id, session_id, change, was: json(was), becomes: json(becomes) }
	}));
	for (const some of inChunks(rows)) await tx.insertInto('release_changes').values(some).execute();
}
