import { expirePlaces } from '#domain/registrations/places.write.server.ts';
import { kindsRunOut } from '#domain/registrations/read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Frees every place whose hold or offer has run out, and offers it to the next in line. */
export async function expireHeldPlaces(db: Db, at: Date): Promise<void> {
	for (const kindId of await kindsRunOut(reading(db), at)) await expirePlaces(db, kindId, at);
}
