import { gate } from '#domain/people/gate.server.ts';
import { ownBriefings } from '#domain/programme/briefings.read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor, arrivedAt } }) {
	return { briefings: await ownBriefings(reading(db), gate.signedIn(visitor), arrivedAt), now: arrivedAt };
}
