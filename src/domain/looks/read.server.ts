import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { remembering } from '#lib/remember.server.ts';
import { logoNotFound, shadesOf, type Look } from './rules.ts';

/** How a host's pages look, where it has said anything of it. */
export async function lookOf(db: Reader, hostId: string): Promise<Look | null> {
	const row = await db
		.selectFrom('host_looks')
		.innerJoin('hosts', 'hosts.id', 'host_id')
		.select(['name', 'colour', 'logo_id'])
		.where('host_id', '=', hostId)
		.executeTakeFirst();
	if (!row) return null;
	return { name: row.name, shades: row.colour ? shadesOf(row.colour) : null, logo: row.logo_id };
}

/** The same as it was within the last second, for every page of the host's. */
export const lookSeen = remembering(1_000, lookOf);

/** Marks that came before marks were drawn anew. */
export async function logosToRedraw(db: Reader): Promise<{ hostId: string; logoId: string }[]> {
	const rows = await db
		.selectFrom('host_looks')
		.select(['host_id', 'logo_id'])
		.where('logo_id', 'is not', null)
		.where('logo_drawn_at', 'is', null)
		.execute();
	return rows.map(({ host_id, logo_id }) => ({ hostId: host_id, logoId: logo_id! }));
}

/** A mark by its id, as it is sent. Refuses one that is no host's any more. */
export async function logoById(db: Reader, id: string) {
	if (!isId(id)) throw logoNotFound();
	const row = await db
		.selectFrom('host_looks')
		.select(['logo_id', 'logo_kind', 'logo_size', 'logo_sha256'])
		.where('logo_id', '=', id)
		.executeTakeFirstOrThrow(logoNotFound);
	return { id, name: `logo.${row.logo_kind}`, kind: row.logo_kind!, size: row.logo_size!, sha256: row.logo_sha256 };
}
