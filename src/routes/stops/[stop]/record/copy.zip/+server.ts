import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { zip } from '#lib/zip.server.ts';
import { folderOf } from './folder.ts';

/** A stop's record to keep: one folder that opens from disk. */
export async function GET({ params, locals: { db, arrivedAt, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const folder = await folderOf(db, stop, site, arrivedAt);
	return streamed(zip(folder), { type: 'application/zip', name: `${stop.slug}-record.zip` });
}
