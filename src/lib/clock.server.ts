import type { Db } from '#lib/db.server.ts';

let aheadMs = 0;

/** The instant for what this process does of itself (jobs, start). A request has its own, from its arrival. */
export function instant(): Date {
	return shifted(Date.now());
}

/** An epoch time in ms as the program's instant: the rehearsal's clock may run ahead of the wall's. */
export function shifted(epochMs: number): Date {
	return new Date(epochMs + aheadMs);
}

/** How far a rehearsal's clock runs ahead, ms; 0 in production, where nothing can move it. */
export function clockAheadMs(): number {
	return aheadMs;
}

/** Takes up the rehearsal's clock where it was left. */
export async function readClock(db: Db): Promise<void> {
	const row = await db.selectFrom('rehearsal_clock').select('ahead_ms').executeTakeFirst();
	aheadMs = row?.ahead_ms ?? 0;
}

/** Moves the rehearsal's clock forward to `to`. It never goes back: what has happened stays in the past. */
export async function moveClock(db: Db, to: Date): Promise<void> {
	const ahead = Math.max(aheadMs, to.getTime() - Date.now());
	await db
		.insertInto('rehearsal_clock')
		.values({ ahead_ms: ahead })
		.onConflict((oc) => oc.column('one').doUpdateSet({ ahead_ms: ahead }))
		.execute();
	aheadMs = ahead;
}
