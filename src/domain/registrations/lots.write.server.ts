import { randomBytes } from 'node:crypto';
import {
	buildRoster,
	commitTo,
	conduct,
	QUICKNET,
	roundAt,
	seal,
	timeOfRound,
	writeTranscript,
	type Chain,
	type Seal
} from '#draw';
import { plan } from '#draw/plan/plan.ts';
import { inChunks } from '#lib/chunks.ts';
import { reading, type Db, type Tx } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { note, noteAll, type Line } from '#domain/journal/write.server.ts';
import { candidatesOf, kindsToSeal } from './lots.read.server.ts';
import { beaconLeadMinutes, saidOfEntrant } from './lots.rules.ts';
import { giveAll, heldKind, leaveSteps, lineOn, placing, takePlaces, tellAll } from './places.write.server.ts';
import { talkOf } from './read.server.ts';
import { left, type PlaceKind, type Registration, type Talk } from './rules.ts';
import { nextInLine } from './waiting.rules.ts';

/** How far the program's clock runs ahead of the wall's, ms; another beacon's chain in tests. */
type Clocks = { aheadMs: number; chain?: Chain };

/**
 * Seals the draw of a kind of place once its register has closed, once: all who asked, each registration one entrant
 * whatever its size, all with the same chance, and the beacon's round that decides, which does not exist yet. Before its
 * time, and where it is sealed, nothing changes.
 */
export function sealPlaces(db: Db, kindId: string, { aheadMs, chain = QUICKNET }: Clocks, at: Date): Promise<void> {
	return placing(db, async (tx) => {
		const kind = await heldKind(tx, kindId);
		if (!(await kindsToSeal(reading(tx), at)).includes(kindId)) return;
		const talk = await talkOf(tx, kind.session_id);
		const entrants = (await askedFor(tx, kindId)).map(({ id }) => {
			const salt = randomBytes(32).toString('hex');
			return { id, salt, commitment: commitTo(salt, hashed(saidOfEntrant(id)).toString('hex')) };
		});
		const places = Math.min(left(kind), entrants.length);
		if (places < 1) return;
		const candidates = entrants.map(({ commitment }) => ({ commitment, features: {} }));
		const planned = await plan(candidates, { method: 'uniform', places });
		const wall = at.getTime() - aheadMs;
		const round = roundAt(chain, Math.ceil((wall + beaconLeadMinutes * 60_000) / 1000));
		const { digest, text } = seal(planned, {
			...{ call: `${talk.slug}/${kind.position}`, tag: 'draw', sealedAt: Math.floor(wall / 1000) },
			randomness: { beacon: { chain, round } }
		});
		const conduct_after = new Date(timeOfRound(chain, round) * 1000 + aheadMs);
		await tx
			.insertInto('place_draws')
			.values({ place_kind_id: kindId, seal: text, digest, sealed_at: at, conduct_after })
			.execute();
		await leaveLots(tx, kindId, entrants);
		const detail = { digest, entrants: entrants.length };
		await note(tx, { at, by: null, callId: talk.call_id, verb: 'places.sealed', about: kindId, detail });
	});
}

function askedFor(tx: Tx, kindId: string): Promise<Registration[]> {
	return tx
		.selectFrom('registrations')
		.selectAll()
		.where('place_kind_id', '=', kindId)
		.where('state', '=', 'asked')
		.orderBy('number')
		.forUpdate()
		.execute();
}

async function leaveLots(
	tx: Tx,
	place_kind_id: string,
	entrants: { id: string; salt: string; commitment: string }[]
): Promise<void> {
	const lots = new Map(
		buildRoster(entrants.map(({ commitment }) => ({ commitment, features: {} }))).map((one) => [
			one.commitment,
			one.lot
		])
	);
	const rows = entrants.map(({ id, salt, commitment }) => ({
		...{ place_kind_id, lot: lots.get(commitment)!, registration_id: id, salt, commitment }
	}));
	for (const some of inChunks(rows)) await tx.insertInto('place_lots').values(some).execute();
}

/**
 * Conducts a sealed draw of places with its round's signature, once: leaves the transcript, gives places in the drawn
 * order to all whom there is room for, and puts the others on the waiting list in that order. Who has cancelled since is
 * passed over. A signature that is not the sealed round's is the package's refusal.
 */
export function drawPlaces(db: Db, kindId: string, signature: string, at: Date): Promise<void> {
	return placing(db, async (tx) => {
		const kind = await heldKind(tx, kindId);
		const draw = await tx
			.selectFrom('place_draws')
			.selectAll()
			.where('place_kind_id', '=', kindId)
			.forUpdate()
			.executeTakeFirst();
		if (!draw || draw.conducted_at || draw.conduct_after > at) return;
		const sealed = JSON.parse(draw.seal) as Seal;
		const { round } = sealed.randomness.beacon!;
		const roster = buildRoster(await candidatesOf(reading(tx), kindId));
		const transcript = conduct(sealed, roster, { beacon: { round, signature }, reveals: [] });
		await tx
			.updateTable('place_draws')
			.set({ transcript: writeTranscript(transcript), conducted_at: at })
			.where('place_kind_id', '=', kindId)
			.execute();
		const talk = await talkOf(tx, kind.session_id);
		const { drawn, reserves, seed } = transcript.result;
		const lines = await giveByLot(tx, { kind, talk, order: [...drawn, ...reserves] }, at);
		const line = { at, by: null, callId: talk.call_id, verb: 'places.drawn', about: kindId, detail: { seed } } as const;
		await noteAll(tx, [line, ...lines]);
	});
}

type ByLot = { kind: PlaceKind; talk: Talk; order: readonly number[] };

async function giveByLot(tx: Tx, { kind, talk, order }: ByLot, at: Date): Promise<Line[]> {
	const asked = await askedFor(tx, kind.id);
	const lots = await tx.selectFrom('place_lots').selectAll().where('place_kind_id', '=', kind.id).execute();
	const rankOf = new Map(order.map((lot, nth) => [lot, nth + 1]));
	const ranks = new Map(lots.map(({ registration_id, lot }) => [registration_id, rankOf.get(lot)!]));
	const line = asked
		.map((own) => ({ ...own, rank: ranks.get(own.id) ?? null }))
		.filter(({ rank }) => rank !== null)
		.toSorted((one, other) => one.rank! - other.rank!);
	const given = new Set(nextInLine(line, left(kind)));
	const waiting = line.filter((own) => !given.has(own));
	const count = [...given].reduce((sum, { size }) => sum + size, 0);
	if (!(await takePlaces(tx, kind.id, count))) throw new Error('more was drawn than was free');
	for (const { id, rank } of given) await tx.updateTable('registrations').set({ rank }).where('id', '=', id).execute();
	const drawn = [...given].map((own) => ({ ...own, name: own.name ?? '', email: own.email ?? '', why: 'drawn' }));
	const lines = await giveAll(tx, drawn, at);
	return [...lines, ...(await leaveWaiting(tx, { kind, talk, waiting }, at))];
}

async function leaveWaiting(
	tx: Tx,
	{ kind, talk, waiting }: { kind: PlaceKind; talk: Talk; waiting: Registration[] },
	at: Date
): Promise<Line[]> {
	for (const { id, rank } of waiting)
		await tx.updateTable('registrations').set({ state: 'waiting', rank, state_at: at }).where('id', '=', id).execute();
	await leaveSteps(
		tx,
		waiting.map(({ id }) => ({ id, state: 'waiting', why: 'not-drawn' })),
		at
	);
	const told = waiting.map((own, nth) => ({ ...own, position: nth + 1 }));
	await tellAll(tx, { talk, kind: 'waiting', place: kind }, told, at);
	return waiting.map(({ id }) => lineOn(talk, id, { verb: 'registration.waiting', at }));
}
