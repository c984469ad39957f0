import { sql } from 'kysely';
import type { Shown, Words } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import { consentsOf } from './consents.read.server.ts';
import { expectedOf, type Marked } from './expected.rules.ts';
import { recordingOf, type PublicSession } from './public.rules.ts';
import { segmentsOf } from './read.server.ts';
import { sessionNotFound } from './rules.ts';
import { isMasked, type ChangeKind, type Released, type ShownAt } from './shown.rules.ts';

/** The newest release of a stop's programme, or undefined before the first. */
export function newestRelease(db: Reader, stopId: string) {
	return db
		.selectFrom('releases')
		.select(['id', 'version', 'note', 'released_at'])
		.where('stop_id', '=', stopId)
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst();
}

export type Release = NonNullable<Awaited<ReturnType<typeof newestRelease>>>;

/** What the public would be shown were the programme released now. */
export function showable(db: Reader, stopId: string): Promise<ShownAt[]> {
	return db
		.selectFrom('showable_sessions')
		.select(['session_id', 'starts_at', 'ends_at', 'shown'])
		.where('stop_id', '=', stopId)
		.orderBy('session_id')
		.execute();
}

/** What a release shows, as it is kept. */
export function sessionsIn(db: Reader, releaseId: string): Promise<Released[]> {
	return db
		.selectFrom('release_sessions')
		.select(['session_id', 'starts_at', 'ends_at', 'shown', 'sequence', 'hours_since'])
		.where('release_id', '=', releaseId)
		.orderBy('session_id')
		.execute();
}

/**
 * What a release shows the public and may still show, in the order of the day, with the times expected now: delays passed on since the
 * session has had its hours, and what has begun and ended. Without what a schedule file said besides, unless asked for.
 */
export async function publicSessions(
	db: Reader,
	releaseId: string,
	{ withExtra = false } = {}
): Promise<PublicSession[]> {
	const rows = await db
		.selectFrom('told_sessions')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('delay_shifts')
					.innerJoin('delays', 'delays.id', 'delay_shifts.delay_id')
					.select(({ fn }) => [
						fn.sum<number>('start_minutes').as('start_minutes'),
						fn.sum<number>('end_minutes').as('end_minutes'),
						fn.countAll<number>().as('delays')
					])
					.whereRef('delay_shifts.session_id', '=', 'told_sessions.session_id')
					.whereRef('passed_at', '>=', 'hours_since')
					.as('late'),
			(join) => join.onTrue()
		)
		.select(['told_sessions.session_id', 'starts_at', 'ends_at', 'sequence', 'start_minutes', 'end_minutes', 'delays'])
		.select((withExtra ? sql<Shown>`shown` : sql<Shown>`shown - 'extra'`).as('shown'))
		.where('release_id', '=', releaseId)
		.orderBy('starts_at')
		.orderBy(sql`shown ->> 'number'`)
		.execute();
	const [marks, consents] = await Promise.all([marksOf(db, rows), consentsOf(db, speakersIn(rows))]);
	return rows.map(({ session_id, starts_at, ends_at, sequence, shown, ...late }) => {
		const shift = { start_minutes: late.start_minutes ?? 0, end_minutes: late.end_minutes ?? 0 };
		const { from, to, segments } = expectedOf({ starts_at, ends_at, shown, ...shift }, marks);
		return {
			...{ id: session_id, startsAt: starts_at, endsAt: ends_at, from, to, segments },
			...{ sequence: sequence + (late.delays ?? 0), shown, isMasked: isMasked(shown) },
			recording: recordingOf(shown.speakers, consents)
		};
	});
}

// Of a masked session nothing is told but its hours: what has begun in it is nobody's to see.
async function marksOf(db: Reader, rows: { session_id: string; shown: Shown }[]): Promise<Map<string, Marked>> {
	const ids = rows.filter(({ shown }) => shown.segments.length > 0).map(({ session_id }) => session_id);
	const segments = ids.length ? await segmentsOf(db, ids) : [];
	return new Map(segments.map(({ id, began_at, ended_at }) => [id, { began_at, ended_at }]));
}

const speakersIn = (rows: { shown: Shown }[]) => [
	...new Set(rows.flatMap(({ shown }) => shown.speakers.map(({ id }) => id)))
];

/** When those drawn in a call meet at a stop, as the public programme tells it: what is cancelled or masked is not there. */
export async function sessionsForCall(db: Reader, { stopId, callId }: { stopId: string; callId: string }) {
	const release = await newestRelease(db, stopId);
	const sessions = release ? await publicSessions(db, release.id) : [];
	return sessions
		.filter(({ shown, isMasked: isHidden }) => shown.call === callId && !shown.cancelled && !isHidden)
		.map(({ from, to, shown }) => ({ from, to, slug: shown.slug, title: shown.title, hall: shown.hall?.name ?? null }));
}

/** Every release of a stop, newest first, with its note. */
export function releasesOf(db: Reader, stopId: string): Promise<Release[]> {
	return db
		.selectFrom('releases')
		.select(['id', 'version', 'note', 'released_at'])
		.where('stop_id', '=', stopId)
		.orderBy('version', 'desc')
		.execute();
}

export type PublicChange = {
	version: number;
	change: ChangeKind;
	title: Words;
	slug: string | null;
	startsAt: Date;
	was: unknown;
	becomes: unknown;
};

/**
 * What changed from release to release, newest first, of the sessions that the newest one shows: what has become
 * private is nowhere. A masked one goes by its public title, and of it only the hours are told.
 */
export async function publicChanges(db: Reader, stopId: string): Promise<PublicChange[]> {
	const newest = await newestRelease(db, stopId);
	if (!newest) return [];
	const rows = await db
		.selectFrom('release_changes')
		.innerJoin('releases', 'releases.id', 'release_changes.release_id')
		.innerJoin('told_sessions as now', (join) =>
			join.onRef('now.session_id', '=', 'release_changes.session_id').on('now.release_id', '=', newest.id)
		)
		.select(['version', 'change', 'was', 'becomes', 'now.starts_at as startsAt'])
		.select([sql<Words>`now.shown -> 'title'`.as('title'), sql<string | null>`now.shown ->> 'slug'`.as('slug')])
		.where('stop_id', '=', stopId)
		.where('version', '>', 1)
		.where((eb) =>
			eb.or([eb('now.is_masked', '=', false), eb('change', 'in', ['new', 'moved', 'cancelled', 'restored', 'details'])])
		)
		.orderBy('version', 'desc')
		.orderBy('now.starts_at')
		.orderBy('change')
		.execute();
	return rows.map((row) => ({ ...row, change: row.change as ChangeKind }));
}

/** One session of a stop's newest release by its address. Refuses what the public may not see as not there. */
export async function publicSession(db: Reader, stopId: string, slug: string): Promise<PublicSession> {
	const release = await newestRelease(db, stopId);
	const sessions = release ? await publicSessions(db, release.id) : [];
	const session = sessions.find(({ shown }) => shown.slug === slug);
	if (!session) throw sessionNotFound();
	return session;
}

/** Which of these stops have a programme the public can read. */
export async function stopsReleased(db: Reader, stopIds: string[]): Promise<string[]> {
	const rows = await db
		.selectFrom('releases')
		.select('stop_id')
		.distinct()
		.where((eb) => eb('stop_id', '=', eb.fn.any(eb.val(stopIds))))
		.execute();
	return rows.map(({ stop_id }) => stop_id);
}
