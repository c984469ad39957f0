import { erasedSince, tombstones } from '#domain/erasures/read.server.ts';
import { tombstone, tombstonesIn } from '#domain/erasures/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { keepIn, keptIn } from '#lib/places.server.ts';

let since: Date | null = null;

/** Keeps outside the store who was erased, within a turn of the jobs; a start adds whoever is missing in any place. */
export async function keepTombstones(db: Db): Promise<void> {
	const erased = await erasedSince(reading(db), since);
	if (erased.length === 0) return;
	const lists = since ? [] : await keptIn(tombstones);
	for (const [nth, folder] of tombstones.folders.entries()) {
		const known = new Set(tombstonesIn(lists[nth] ?? '').map(({ person }) => person));
		const missing = erased.filter(({ id }) => !known.has(id));
		if (missing.length) await keepIn({ ...tombstones, folders: [folder] }, missing.map(tombstone).join(''));
	}
	since = erased.at(-1)!.erased_at;
}
