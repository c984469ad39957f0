import { kindsToSeal, placeDrawsDue } from '#domain/registrations/lots.read.server.ts';
import { drawPlaces, sealPlaces } from '#domain/registrations/lots.write.server.ts';
import { verifyBeacon } from '#draw';
import { signatureOf } from '#lib/beacon.server.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { beaconUrls } from '#lib/settings.server.ts';

const asked = new Map<string, number>();
const betweenAsksMs = 15_000;

/** Seals the places of every register that has closed and is to be drawn, and draws those whose round has come. */
export async function drawDuePlaces(db: Db, at: Date): Promise<void> {
	for (const kindId of await kindsToSeal(reading(db), at))
		await sealPlaces(db, kindId, { aheadMs: clockAheadMs() }, at);
	for (const { kindId, seal } of await placeDrawsDue(reading(db), at)) {
		const { beacon } = seal.randomness;
		if (!beacon || at.getTime() - (asked.get(kindId) ?? 0) < betweenAsksMs) continue;
		asked.set(kindId, at.getTime());
		const isGenuine = (signature: string) => verifyBeacon(beacon.chain, beacon.round, signature);
		const signature = await signatureOf(beaconUrls, { chainHash: beacon.chain.hash, round: beacon.round, isGenuine });
		if (signature) await drawPlaces(db, kindId, signature, at);
	}
}
