import { sql } from 'kysely';
import { serve, type Db, type Serving } from './db.server.ts';
import { pause } from './pause.ts';

/** A copy of the store that follows it, for questions which may be answered a moment late. */
export type Replica = {
	/** The copy, while it answers and is at most a few seconds behind; null: ask the store itself. */
	fresh: () => Serving | null;
	stop: () => Promise<void>;
};

/**
 * Follows a streaming replica of `db`. Every `everyMs` it asks the store how far it has written and the copy whether it
 * has come to where the store was a look ago: so what the copy answers is two looks old at most. A copy that breaks,
 * hangs, falls behind or was made a store of its own is not asked until it has caught up; while the store itself is
 * away, the copy goes on answering with the last it was told.
 */
export function watchReplica(db: Db, url: string, { everyMs = 1_000, patienceMs = 1_000 } = {}): Replica {
	let isFresh = false;
	let written: string | null = null;
	const copy = serve(url, 8, () => (isFresh = false));
	const stopping = new AbortController();
	const look = async () => {
		const reached = written;
		written = await writtenBy(db).catch(() => written);
		isFresh =
			reached !== null && (await within(patienceMs, hasReplayed(copy.within('all'), reached)).catch(() => false));
	};
	const looking = (async () => {
		for (; !stopping.signal.aborted; await pause(everyMs, stopping.signal)) await look();
	})();
	return {
		fresh: () => (isFresh ? copy : null),
		stop: async () => {
			stopping.abort();
			await looking;
			await copy.destroy();
		}
	};
}

/** How far the store has written its log: an LSN. */
async function writtenBy(db: Db): Promise<string> {
	const { rows } = await sql<{ lsn: string }>`select pg_current_wal_lsn()::text as lsn`.execute(db);
	return rows[0]!.lsn;
}

async function hasReplayed(copy: Db, lsn: string): Promise<boolean> {
	const { rows } = await sql<{ has: boolean }>`
		select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn as has`.execute(copy);
	return rows[0]!.has;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const patience = new AbortController();
	const late = pause(ms, patience.signal).then(() => {
		throw new Error(`no answer in ${ms} ms`);
	});
	return Promise.race([work, late]).finally(() => patience.abort());
}
