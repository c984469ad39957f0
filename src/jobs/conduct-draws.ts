import { drawsDue, sealOf } from '#domain/draws/read.server.ts';
import type { DrawWhole } from '#domain/draws/read.server.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import { signatureOf } from '#lib/beacon.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { verifyBeacon } from '#draw';
import { Refusal } from '#lib/refusal.ts';
import { beaconUrls } from '#lib/settings.server.ts';

/** Conducts every draw whose moment has come. One whose beacon round cannot be had yet waits for the next turn. */
export async function conductDraws(db: Db, at: Date): Promise<void> {
	for (const draw of await drawsDue(reading(db), at)) {
		const signature = await beaconFor(db, draw, at);
		if (draw.uses_beacon && !signature) continue;
		await conductDraw(db, draw.id, { signature }, at).catch(unlessDone);
	}
}

const asked = new Map<string, number>();
const betweenAsksMs = 15_000;

/** The signature of the sealed round; the servers are asked every 15 seconds at most. */
async function beaconFor(db: Db, draw: DrawWhole, at: Date): Promise<string | undefined> {
	if (!draw.uses_beacon || at.getTime() - (asked.get(draw.id) ?? 0) < betweenAsksMs) return undefined;
	asked.set(draw.id, at.getTime());
	const { beacon } = (await sealOf(reading(db), draw.id)).seal.randomness;
	if (!beacon) return undefined;
	const isGenuine = (signature: string) => verifyBeacon(beacon.chain, beacon.round, signature);
	return signatureOf(beaconUrls, { chainHash: beacon.chain.hash, round: beacon.round, isGenuine });
}

// Another process was quicker: the draw is done, once.
function unlessDone(fault: unknown): void {
	if (!(fault instanceof Refusal && fault.code === 'draws.already-conducted')) throw fault;
}
