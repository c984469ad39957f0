import type { Db, Reader, Tx } from '#lib/db.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { QUICKNET, roundAt, seal, timeOfRound, type Chain, type Plan, type Sealing, commitTo } from '#draw';
import type { StopChance } from '#db/kinds.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { lookalikesLeft } from '#domain/applications/lookalikes.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { checkSecond } from '#domain/approvals/read.server.ts';
import { chanceByLot, type Standing } from './lots.rules.ts';
import { planDraw } from './plan.read.server.ts';
import {
	askedWitnesses,
	callOfDraw,
	drawOfCall,
	drawToTell,
	entrantsToTell,
	freezeOf,
	heldUnsealed,
	standingsFor,
	witnessesOf,
	type DrawWhole
} from './read.server.ts';
import {
	alreadySealed,
	awaited,
	beaconLeadMinutes,
	lookalikesWaiting,
	noRandomness,
	notCompared,
	notFrozen,
	notPrepared,
	promiseMissing,
	standingsChanged,
	type Witness
} from './rules.ts';
import { sealShown } from './shown.read.server.ts';
import { tourChances } from './tour.rules.ts';
import { sealedLetters } from './letters.mail.ts';

/**
 * How far the program's clock runs ahead of the wall's, ms (a rehearsal's only); the digest of the draw's own code, for
 * the seal; another beacon's chain in tests.
 */
export type Clocks = { aheadMs: number; codeDigest?: string; chain?: Chain };

/** Where the randomness will come from, and when it will be there by the program's clock. */
type Source = { randomness: Sealing['randomness']; sealedAt: number; conductAfter: Date; codeDigest?: string };

/**
 * Leaves the seal: roster, rules, lottery, exact chances and the source of the randomness, fixed for good; a lot and a
 * letter for every entrant. Refuses before the bands are frozen, while a pair of look-alikes waits or not all have been
 * compared, while a witness has not promised, where the rules cannot be met, what another organiser could approve and
 * has not, and a second time.
 */
export async function sealDraw(db: Db, who: Organiser, clocks: Clocks, at: Date): Promise<string> {
	const draw = await drawOfCall(reading(db), who.callId);
	if (!draw) throw notPrepared();
	if (draw.sealed_at) throw alreadySealed();
	if (!(await freezeOf(reading(db), who.callId))) throw notFrozen();
	await checkCompared(reading(db), who.callId);
	const call = await callOfDraw(reading(db), draw);
	// Planning may take seconds: that what was planned still holds is looked at once more inside the transaction.
	const standings = await standingsFor(reading(db), who.callId);
	const planned = await planDraw(call, standings, at);
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', call.id).forUpdate().execute();
		await heldUnsealed(tx, draw.id);
		await checkSame(reading(tx), call.id, standings);
		const witnesses = await witnessesOf(tx, draw.id);
		const { codeDigest } = clocks;
		const source = { ...sourceFor(draw, witnesses, { draw_at: call.draw_at, ...clocks }, at), codeDigest };
		const shown = (await sealShown(reading(tx), call))!;
		const people = await checkSecond(reading(tx), who, { act: 'draw-seal', shown }, at);
		const digest = await leaveSeal(tx, { draw, planned, standings, source, by: who.personId, people }, at);
		await postSealed(tx, { draw, call, digest, conductAfter: source.conductAfter }, at);
		return digest;
	});
}

// One party is in the draw once: all have been compared, and somebody has looked at every pair that is alike.
async function checkCompared(db: Reader, callId: string): Promise<void> {
	const { isSearched, waiting } = await lookalikesLeft(db, callId);
	if (!isSearched) throw notCompared();
	if (waiting > 0) throw lookalikesWaiting(waiting);
}

// While the draw was planned somebody may have decided anew about a pair: the call is held, nobody does now.
async function checkSame(db: Reader, callId: string, planned: readonly Standing[]): Promise<void> {
	await checkCompared(db, callId);
	const named = (standings: readonly Standing[]) =>
		standings.map(({ application_id, groups, weight }) => [application_id, groups, weight]);
	const now = await standingsFor(db, callId);
	if (JSON.stringify(named(now)) !== JSON.stringify(named(planned))) throw standingsChanged();
}

/**
 * Witnesses alone: the draw waits for the call's moment and for all their secrets. With a beacon: for a round whose
 * time is far enough after the seal, by the wall's clock, because nobody can move the beacon's.
 */
function sourceFor(
	draw: Pick<DrawWhole, 'uses_beacon'>,
	witnesses: readonly Witness[],
	when: { draw_at: Date } & Clocks,
	at: Date
): Source {
	const missing = awaited(witnesses, 'prepared').map(({ name }) => name);
	if (missing.length) throw promiseMissing(missing.join(', '));
	if (!draw.uses_beacon && witnesses.length === 0) throw noRandomness();
	const promised = witnesses.map(({ name, commitment }) => ({ name, commitment: commitment ?? '' }));
	if (!draw.uses_beacon) {
		const conductAfter = new Date(Math.max(at.getTime(), when.draw_at.getTime()));
		return { randomness: { witnesses: promised }, sealedAt: Math.floor(at.getTime() / 1000), conductAfter };
	}
	const chain = when.chain ?? QUICKNET;
	const wall = at.getTime() - when.aheadMs;
	const earliest = Math.max(wall + beaconLeadMinutes * 60_000, when.draw_at.getTime() - when.aheadMs);
	const round = roundAt(chain, Math.ceil(earliest / 1000));
	return {
		randomness: { beacon: { chain, round }, witnesses: promised },
		sealedAt: Math.floor(wall / 1000),
		conductAfter: new Date(timeOfRound(chain, round) * 1000 + when.aheadMs)
	};
}

/** Leaves the seal and the lots of a planned draw; answers with the digest. */
export async function leaveSeal(
	tx: Tx,
	what: { draw: DrawWhole; planned: Plan; standings: readonly Standing[]; source: Source; by: string; people?: 1 | 2 },
	at: Date
): Promise<string> {
	const { draw, planned, source } = what;
	const { digest, text } = seal(planned, {
		call: draw.slug,
		tag: draw.tag === 'rehearsal' ? 'rehearsal' : 'draw',
		sealedAt: source.sealedAt,
		randomness: source.randomness,
		codeDigest: source.codeDigest
	});
	await tx
		.insertInto('seals')
		.values({
			draw_id: draw.id,
			seal: text,
			digest,
			conduct_after: source.conductAfter,
			sealed_at: at,
			sealed_by: what.by
		})
		.execute();
	for (const rows of inChunks(lotRows(what))) await tx.insertInto('lots').values(rows).execute();
	const detail = { tag: draw.tag, digest, people: what.people };
	await note(tx, { at, by: what.by, callId: draw.call_id, verb: 'draw.sealed', about: draw.id, detail });
	return digest;
}

function lotRows({ draw, planned, standings }: { draw: DrawWhole; planned: Plan; standings: readonly Standing[] }) {
	const chances = chanceByLot(planned);
	const atStops = planned.rules.stops ? tourChances(planned) : undefined;
	const applicationOf = new Map(
		standings.map((standing) => [commitTo(standing.salt, standing.content_hash), standing.application_id])
	);
	return planned.roster.map((entrant) => {
		const [chance_num, chance_den] = chances.get(entrant.lot)!;
		return {
			draw_id: draw.id,
			lot: entrant.lot,
			application_id: applicationOf.get(entrant.commitment)!,
			features: entrant.features,
			commitment: entrant.commitment,
			band: entrant.band ?? 'draw',
			groups: entrant.groups ? JSON.stringify(entrant.groups) : null,
			...scoreColumns(entrant.score),
			...tourColumns(entrant, atStops?.get(entrant.lot)),
			chance_num,
			chance_den
		};
	});
}

function tourColumns({ ranking, weight }: Plan['roster'][number], chances: StopChance[] | undefined) {
	if (!chances) return {};
	return { ranking: JSON.stringify(ranking), weight: weight ?? null, chances: JSON.stringify(chances) };
}

function scoreColumns(score: Plan['roster'][number]['score']) {
	if (score === undefined) return {};
	const [score_low, score_high] = typeof score === 'number' ? [score, score] : score;
	return { score_low, score_high };
}

async function postSealed(
	tx: Tx,
	told: { draw: DrawWhole; call: WholeCall; digest: string; conductAfter: Date },
	at: Date
): Promise<void> {
	const [entrants, witnesses] = [await entrantsToTell(tx, told.draw.id), await askedWitnesses(tx, told.draw.id)];
	await postAll(tx, sealedLetters(await drawToTell(reading(tx), told), entrants, witnesses), at);
}
