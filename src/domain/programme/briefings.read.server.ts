import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { briefingNotFound } from './rules.ts';

/** What has opened for somebody and is still theirs, the newest first, with the files of each. */
export async function ownBriefings(db: Reader, who: SignedIn, at: Date) {
	const rows = await db
		.selectFrom('briefing_readers')
		.innerJoin('briefings', 'briefings.id', 'briefing_readers.briefing_id')
		.innerJoin('stops', 'stops.id', 'briefings.stop_id')
		.select(['briefings.id', 'audience', 'title', 'body', 'briefings.opens_at', 'embargo_until'])
		.select(['stops.slug as stop', 'stops.city', 'stops.time_zone as zone'])
		.where('briefing_readers.person_id', '=', who.personId)
		.where('briefing_readers.opens_at', '<=', at)
		.orderBy('briefings.opens_at', 'desc')
		.execute();
	return withFiles(db, rows);
}

/** Every briefing of a stop, for who writes them. */
export async function briefingsAt(db: Reader, stopId: string) {
	const rows = await db
		.selectFrom('briefings')
		.leftJoin('people', 'people.id', 'briefings.person_id')
		.select(['briefings.id', 'audience', 'title', 'body', 'opens_at', 'embargo_until', 'people.email'])
		.where('stop_id', '=', stopId)
		.where('withdrawn_at', 'is', null)
		.orderBy('opens_at')
		.execute();
	return withFiles(db, rows);
}

type File = { id: string; name: string; size: number };

async function withFiles<T extends { id: string }>(db: Reader, rows: T[]): Promise<(T & { files: File[] })[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const files = await db
		.selectFrom('briefing_files')
		.select(['id', 'briefing_id', 'name', 'size'])
		.where((eb) => eb('briefing_id', '=', eb.fn.any(eb.val(ids))))
		.where('removed_at', 'is', null)
		.orderBy('added_at')
		.execute();
	return rows.map((row) => ({
		...row,
		files: files.filter(({ briefing_id }) => briefing_id === row.id).map(({ id, name, size }) => ({ id, name, size }))
	}));
}

/**
 * A file of a briefing: for those whose the briefing is, once it has opened, and for who organises for its stop's host.
 * For everybody else it is not there, nor before its time.
 */
export async function briefingFile(db: Reader, who: SignedIn, id: string, at: Date) {
	const row =
		isId(id) &&
		(await db
			.selectFrom('briefing_files')
			.innerJoin('briefings', 'briefings.id', 'briefing_files.briefing_id')
			.innerJoin('stops', 'stops.id', 'briefings.stop_id')
			.select(['briefing_files.id', 'name', 'briefing_files.kind', 'size', 'sha256'])
			.where('briefing_files.id', '=', id)
			.where('removed_at', 'is', null)
			.where(({ or, exists, selectFrom }) =>
				or([
					exists(
						selectFrom('briefing_readers')
							.select('person_id')
							.whereRef('briefing_readers.briefing_id', '=', 'briefings.id')
							.where('briefing_readers.person_id', '=', who.personId)
							.where('briefing_readers.opens_at', '<=', at)
					),
					exists(
						selectFrom('roles')
							.select('roles.id')
							.whereRef('roles.host_id', '=', 'stops.host_id')
							.where('roles.person_id', '=', who.personId)
							.where('role', '=', 'organiser')
							.where('call_id', 'is', null)
							.where('ended_at', 'is', null)
					)
				])
			)
			.executeTakeFirst());
	if (!row) throw briefingNotFound();
	return row;
}
