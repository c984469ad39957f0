import type { Reader } from '#lib/db.server.ts';
import { hashOf, type Shown } from '#domain/approvals/rules.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { drawOfCall, freezeOf, standingsFor, witnessesOf } from './read.server.ts';

/**
 * What would be sealed now, by parts: how many are in and who, the rules, and where the randomness comes from. Null where
 * there is nothing to seal, or no more.
 */
export async function sealShown(db: Reader, call: WholeCall): Promise<Shown | null> {
	const draw = await drawOfCall(db, call.id);
	if (!draw || draw.sealed_at || !(await freezeOf(db, call.id))) return null;
	const standings = await standingsFor(db, call.id);
	const witnesses = await witnessesOf(db, draw.id);
	const { tracks, quotas, stops, memory, draw_at } = call;
	const randomness = [draw.uses_beacon, witnesses.map(({ name, commitment }) => [name, commitment])];
	return {
		entrants: String(standings.length),
		roster: hashOf(standings),
		rules: hashOf([tracks.map(({ key, places }) => [key, places]), quotas, stops, memory]),
		witnesses: String(witnesses.length),
		randomness: hashOf(randomness),
		draw_at: draw_at.toISOString()
	};
}
