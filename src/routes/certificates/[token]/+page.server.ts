import { certificateByToken } from '#domain/followups/certificates.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** That somebody came, by their own link. */
export async function load({ params, locals: { db } }) {
	const { number, name, title, starts_at, zone, host, city, line } = await certificateByToken(
		reading(db),
		params.token
	);
	return { number, name, title, startsAt: starts_at, zone, host, city, line, key: params.token };
}
