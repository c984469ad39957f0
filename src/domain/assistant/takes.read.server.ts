import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { unread } from './rules.ts';

/** What of a machine still stands word for word in a stop's article, and nobody has read yet: the first taken first. */
export function unreadIn(db: Reader, stopId: string) {
	return db
		.selectFrom('assistant_takes')
		.innerJoin('records', 'records.stop_id', 'assistant_takes.stop_id')
		.innerJoin('assistant_drafts', 'assistant_drafts.id', 'draft_id')
		.innerJoin('people', 'people.id', 'taken_by')
		.select(['assistant_takes.id', 'place', 'text', 'taken_at', 'people.name as takenByName', 'model'])
		.where('assistant_takes.stop_id', '=', stopId)
		.where('read_at', 'is', null)
		.where(sql<boolean>`strpos(records.content #>> string_to_array(place, '.'), text) > 0`)
		.orderBy('taken_at')
		.orderBy('piece')
		.execute();
}

/** Refuses as long as words of a machine stand in a stop's article that nobody has read. */
export async function checkAllRead(db: Reader, stopId: string): Promise<void> {
	const { length } = await unreadIn(db, stopId);
	if (length > 0) throw unread(length);
}
