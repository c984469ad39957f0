import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { conduct, writeTranscript, type Randomness, type Transcript } from '#draw';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { jointOf } from '#domain/calls/joint.read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { Preparation } from './form.ts';
import { witnessLetter } from './mail.ts';
import {
	callOfDraw,
	drawById,
	drawToTell,
	entrantsToTell,
	heldUnsealed,
	drawOfCall,
	sealOf,
	witnessesOf,
	type DrawWhole
} from './read.server.ts';
import { rosterOf } from './lots.read.server.ts';
import { resultLetters } from './letters.mail.ts';
import { alreadyConducted, drawVoid, isDue, nextDrawSlug, noRandomness, notDue, notSealed } from './rules.ts';
import { voidsOf } from './voids.read.server.ts';

/**
 * Leaves the call's draw with where its randomness will come from, and a letter with a personal link for every new
 * witness. Until the seal it may be prepared again: whoever stays keeps their link and promise. Refuses after the seal.
 */
export function prepareDraw(
	db: Db,
	who: Organiser,
	what: { call: WholeCall; form: Preparation },
	at: Date
): Promise<DrawWhole> {
	const { call, form } = what;
	return together(db, async (tx) => {
		if (!form.usesBeacon && form.witnesses.length === 0) throw noRandomness();
		const draw = (await drawOfCall(tx, call.id)) ?? (await newDraw(tx, who, what, at));
		await heldUnsealed(tx, draw.id);
		await tx.updateTable('draws').set({ uses_beacon: form.usesBeacon }).where('id', '=', draw.id).execute();
		await keepWitnesses(tx, draw, form.witnesses);
		await inviteWitnesses(tx, draw, what, at);
		const detail = { beacon: form.usesBeacon, witnesses: form.witnesses.length };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'draw.prepared', about: draw.id, detail });
		return { ...draw, uses_beacon: form.usesBeacon };
	});
}

// Two organisers preparing at once: the second insert breaks `draws_once` and starts from the first one's draw.
async function newDraw(
	tx: Tx,
	who: Organiser,
	{ call, form }: { call: WholeCall; form: Preparation },
	at: Date
): Promise<DrawWhole> {
	await tx
		.insertInto('draws')
		.values({
			slug: nextDrawSlug(call.slug, (await voidsOf(reading(tx), call.id)).length),
			call_id: call.id,
			tag: 'draw',
			uses_beacon: form.usesBeacon,
			prepared_at: at,
			prepared_by: who.personId
		})
		.onConflict((oc) => oc.doNothing())
		.execute();
	return (await drawOfCall(tx, call.id))!;
}

async function keepWitnesses(tx: Tx, draw: DrawWhole, wanted: Preparation['witnesses']): Promise<void> {
	const rows = await tx.selectFrom('witnesses').selectAll().where('draw_id', '=', draw.id).execute();
	const stays = (row: { name: string; email: string }) =>
		wanted.some(({ name, email }) => name === row.name && email === row.email);
	for (const row of rows) {
		if (!stays(row)) await tx.deleteFrom('witnesses').where('id', '=', row.id).execute();
	}
	// Out of the way first: a position belongs to one witness.
	await tx
		.updateTable('witnesses')
		.set((eb) => ({ position: eb('position', '+', 100) }))
		.where('draw_id', '=', draw.id)
		.execute();
	for (const [index, { email }] of wanted.entries()) {
		await tx
			.updateTable('witnesses')
			.set({ position: index + 1 })
			.where('draw_id', '=', draw.id)
			.where('email', '=', email)
			.execute();
	}
}

async function inviteWitnesses(
	tx: Tx,
	draw: DrawWhole,
	{ call, form }: { call: WholeCall; form: Preparation },
	at: Date
): Promise<void> {
	const site = await siteOf(reading(tx), { call: call.id });
	const rows = await tx.selectFrom('witnesses').select('email').where('draw_id', '=', draw.id).execute();
	const known = new Set(rows.map(({ email }) => email));
	for (const [index, { name, email }] of form.witnesses.entries()) {
		if (known.has(email)) continue;
		const token = newSecret();
		const values = { draw_id: draw.id, position: index + 1, name, email, token_hash: hashed(token) };
		await tx.insertInto('witnesses').values(values).execute();
		const link = `${site}/draws/${draw.slug}/witness/${token}`;
		await postAll(tx, [witnessLetter(email, { name, link, title: call.title })], at);
	}
}

/**
 * Conducts a sealed draw, once: leaves the transcript, every outcome, and a letter to every entrant. Refuses before the
 * seal, before its time, once it is void, and a second time; a beacon's signature that is not the sealed round's is the package's refusal.
 */
export function conductDraw(
	db: Db,
	drawId: string,
	what: { signature?: string | undefined },
	at: Date
): Promise<Transcript> {
	return together(db, async (tx) => {
		// The row's lock makes a second conductor wait, and then find the result of the first.
		await tx.selectFrom('draws').select('id').where('id', '=', drawId).forUpdate().execute();
		const draw = await drawById(tx, drawId);
		if (draw.conducted_at) throw alreadyConducted();
		if (draw.tag === 'void') throw drawVoid();
		if (!draw.sealed_at || !draw.digest || !draw.conduct_after) throw notSealed();
		if (!isDue(draw, await witnessesOf(tx, drawId), at)) throw notDue();
		const transcript = await leaveResult(tx, draw, what.signature, at);
		if (draw.tag === 'draw') await postResult(tx, draw, at);
		const detail = { seed: transcript.result.seed, drawn: transcript.result.drawn.length };
		await note(tx, { at, by: null, callId: draw.call_id, verb: 'draw.conducted', about: drawId, detail });
		return transcript;
	});
}

async function postResult(tx: Tx, draw: DrawWhole, at: Date): Promise<void> {
	const [call, entrants] = [await callOfDraw(tx, draw), await entrantsToTell(tx, draw.id)];
	const told = await drawToTell(reading(tx), { draw, call, digest: draw.digest!, conductAfter: draw.conduct_after! });
	await postAll(tx, resultLetters(told, entrants), at);
}

async function leaveResult(tx: Tx, draw: DrawWhole, signature: string | undefined, at: Date): Promise<Transcript> {
	const { seal } = await sealOf(tx, draw.id);
	const transcript = conduct(seal, await rosterOf(tx, draw.id), await randomnessOf(tx, draw.id, seal, signature));
	const left = await tx
		.insertInto('draw_results')
		.values({ draw_id: draw.id, transcript: writeTranscript(transcript), conducted_at: at })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirst();
	if (!left.numInsertedOrUpdatedRows) throw alreadyConducted();
	const { drawn, reserves, stops = {} } = transcript.result;
	const stopOf = await stopsByLot(tx, draw.call_id, stops);
	const rows = [
		...drawn.map((lot, index) => ({ draw_id: draw.id, lot, outcome: 'drawn', rank: index + 1, stop_id: stopOf(lot) })),
		...reserves.map((lot, index) => ({ draw_id: draw.id, lot, outcome: 'reserve', rank: index + 1 }))
	];
	for (const some of inChunks(rows)) await tx.insertInto('draw_outcomes').values(some).execute();
	return transcript;
}

async function stopsByLot(tx: Tx, callId: string, drawnFor: Record<string, readonly number[]>) {
	const { stops } = await jointOf(tx, callId);
	const ids = new Map(stops.map(({ slug, stop_id }) => [slug, stop_id]));
	const byLot = new Map(
		Object.entries(drawnFor).flatMap(([slug, lots]) => lots.map((lot) => [lot, ids.get(slug) ?? null] as const))
	);
	return (lot: number) => byLot.get(lot) ?? null;
}

async function randomnessOf(
	tx: Tx,
	drawId: string,
	seal: Awaited<ReturnType<typeof sealOf>>['seal'],
	signature: string | undefined
): Promise<Randomness> {
	const { beacon } = seal.randomness;
	const revealed = await tx
		.selectFrom('witnesses')
		.select(['name', 'reveal', 'revealed_wall'])
		.where('draw_id', '=', drawId)
		.where('reveal', 'is not', null)
		.execute();
	return {
		...(beacon && signature && { beacon: { round: beacon.round, signature } }),
		reveals: revealed.map(({ name, reveal, revealed_wall }) => ({
			name,
			secret: reveal ?? '',
			...(beacon && revealed_wall !== null && { revealedAt: revealed_wall })
		}))
	};
}
