import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { recordNotFound, type Edition } from './article.rules.ts';

/** The record of a stop as it is being written, with who wrote last; undefined before it is begun. */
export function recordOf(db: Reader, stopId: string) {
	return db
		.selectFrom('records')
		.innerJoin('people', 'people.id', 'saved_by')
		.select(['content', 'version', 'saved_at', 'saved_by', 'people.name as savedByName'])
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
}

/** What was kept of a record, the newest first, with who had written it and which edition it became. */
export function versionsOf(db: Reader, stopId: string) {
	return db
		.selectFrom('record_versions')
		.innerJoin('people', 'people.id', 'written_by')
		.leftJoin('record_editions', (join) =>
			join
				.onRef('record_editions.stop_id', '=', 'record_versions.stop_id')
				.onRef('record_editions.number', '=', 'record_versions.number')
		)
		.select(['record_versions.number', 'written_at', 'people.name as writtenByName', 'edition', 'recalled_at'])
		.where('record_versions.stop_id', '=', stopId)
		.orderBy('record_versions.number', 'desc')
		.execute();
}

/** A kept version's article. Refuses one that is not there. */
export async function versionNumbered(db: Reader, stopId: string, number: number) {
	return db
		.selectFrom('record_versions')
		.select(['number', 'content', 'written_at'])
		.where('stop_id', '=', stopId)
		.where('number', '=', number)
		.executeTakeFirstOrThrow(recordNotFound);
}

/** All editions of a record, also those that wait for their instant or were called back, the newest first. */
export function editionsOf(db: Reader, stopId: string) {
	return db
		.selectFrom('record_editions')
		.innerJoin('people', 'people.id', 'published_by')
		.select(['edition', 'number', 'public_from', 'reason', 'published_at', 'recalled_at'])
		.select('people.name as publishedByName')
		.where('stop_id', '=', stopId)
		.orderBy('edition', 'desc')
		.execute();
}

const editions = (db: Reader, at: Date) =>
	db
		.selectFrom('record_editions')
		.innerJoin('record_versions', (join) =>
			join
				.onRef('record_versions.stop_id', '=', 'record_editions.stop_id')
				.onRef('record_versions.number', '=', 'record_editions.number')
		)
		.select(['record_editions.edition', 'record_editions.number', 'public_from', 'reason'])
		.where('recalled_at', 'is', null)
		.where('public_from', '<=', at);

/** The editions anybody may read at an instant, the first first; none before the record's first is public. */
export function publicEditions(db: Reader, stopId: string, at: Date): Promise<Edition[]> {
	return editions(db, at).where('record_editions.stop_id', '=', stopId).orderBy('record_editions.edition').execute();
}

/** What the public reads of a stop's record at an instant: its newest edition, or an earlier one. Refuses what is not public. */
export function publicEdition(db: Reader, stopId: string, { at, edition }: { at: Date; edition?: number }) {
	let rows = editions(db, at).select('content').where('record_editions.stop_id', '=', stopId);
	if (edition !== undefined) rows = rows.where('record_editions.edition', '=', edition);
	return rows.orderBy('record_editions.edition', 'desc').limit(1).executeTakeFirstOrThrow(recordNotFound);
}

/** Whether a stop has a record that the public can read. */
export async function hasPublicRecord(db: Reader, stopId: string, at: Date): Promise<boolean> {
	const row = await editions(db, at).where('record_editions.stop_id', '=', stopId).limit(1).executeTakeFirst();
	return row !== undefined;
}

/** Every record the public can read, with its stop, the one last published first: each by its newest edition. */
export async function publicRecords(db: Reader, at: Date) {
	const rows = await editions(db, at)
		.innerJoin('stops', 'stops.id', 'record_editions.stop_id')
		.select(['content', 'stops.slug', 'stops.id as stopId', 'stops.host_id'])
		.select(
			sql<Date>`(select min(earlier.public_from) from record_editions earlier
				where earlier.stop_id = record_editions.stop_id and earlier.recalled_at is null)`.as('firstAt')
		)
		.distinctOn('record_editions.stop_id')
		.orderBy('record_editions.stop_id')
		.orderBy('record_editions.edition', 'desc')
		.execute();
	return rows.sort((one, other) => other.public_from.getTime() - one.public_from.getTime());
}

const pictures = (db: Reader, stopId: string, id: string) =>
	db
		.selectFrom('record_pictures')
		.select(['id', 'name', 'kind', 'size', 'sha256'])
		.where('stop_id', '=', stopId)
		.where('id', '=', id);

/** A picture of a record for its own organisers. Refuses one that is not there. */
export async function pictureAtDesk(db: Reader, stopId: string, id: string) {
	const row = isId(id) && (await pictures(db, stopId, id).executeTakeFirst());
	if (!row) throw recordNotFound();
	return row;
}

/** A picture that an edition anybody may read names. Refuses every other as not there. */
export async function publicPicture(db: Reader, stopId: string, { id, at }: { id: string; at: Date }) {
	const row =
		isId(id) &&
		(await pictures(db, stopId, id)
			.where((eb) =>
				eb.exists(
					editions(db, at)
						.clearSelect()
						.select('record_editions.edition')
						.where('record_editions.stop_id', '=', stopId)
						.where(sql`content -> 'picture' ->> 'id'`, '=', id)
				)
			)
			.executeTakeFirst());
	if (!row) throw recordNotFound();
	return row;
}

/** The stops of a tour whose record the public may read at an instant. */
export async function stopsRecorded(db: Reader, tourId: string, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('record_editions')
		.innerJoin('stops', 'stops.id', 'record_editions.stop_id')
		.select('stops.id')
		.distinct()
		.where('tour_id', '=', tourId)
		.where('public_from', '<=', at)
		.where('recalled_at', 'is', null)
		.execute();
	return rows.map(({ id }) => id);
}
