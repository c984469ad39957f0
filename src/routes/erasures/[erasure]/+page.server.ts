import { erasureById } from '#domain/erasures/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db } }) {
	return { erasure: await erasureById(reading(db), params.erasure) };
}
