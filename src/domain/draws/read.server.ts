import type { Reader } from '#lib/db.server.ts';
import { weightsIn } from './luck.read.server.ts';
import { hashed } from '#lib/secret.server.ts';
import type { Seal, Transcript } from '#draw';
import { digestOf } from '#draw/canonical.ts';
import { lookalikesOf } from '#domain/applications/lookalikes.read.server.ts';
import { relatedGroups } from '#domain/applications/lookalikes.rules.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { inDraw } from '#domain/bands/methods.rules.ts';
import { alreadySealed, drawNotFound, isDue, stateOf, type DrawState, type DrawTag, type Witness } from './rules.ts';
import type { Standing } from './lots.rules.ts';

/** A draw with the moments of its life. */
export type DrawWhole = {
	id: string;
	slug: string;
	call_id: string;
	tag: DrawTag;
	uses_beacon: boolean;
	prepared_at: Date;
	digest: string | null;
	sealed_at: Date | null;
	conduct_after: Date | null;
	conducted_at: Date | null;
	state: DrawState;
};

function draws(db: Reader) {
	return db
		.selectFrom('draws')
		.leftJoin('seals', 'seals.draw_id', 'draws.id')
		.leftJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.select(['draws.id', 'slug', 'call_id', 'tag', 'uses_beacon', 'prepared_at'])
		.select(['digest', 'sealed_at', 'conduct_after', 'conducted_at']);
}

function whole<Row extends { tag: string; sealed_at: Date | null; conducted_at: Date | null }>(row: Row) {
	return { ...row, tag: row.tag as DrawTag, state: stateOf(row) };
}

/** A draw by its public address, for anyone once it is sealed. Refuses one still being prepared as if it were not there. */
export async function publicDraw(db: Reader, slug: string): Promise<DrawWhole> {
	const row = await draws(db).where('slug', '=', slug).executeTakeFirst();
	if (!row?.sealed_at) throw drawNotFound();
	return whole(row);
}

/** A call's one draw that counts, if it has been prepared: one that was made void is it no more. */
export async function drawOfCall(db: Reader, callId: string): Promise<DrawWhole | undefined> {
	const row = await draws(db).where('call_id', '=', callId).where('tag', '=', 'draw').executeTakeFirst();
	return row && whole(row);
}

/** A draw by its id. */
export async function drawById(db: Reader, id: string): Promise<DrawWhole> {
	return whole(await draws(db).where('draws.id', '=', id).executeTakeFirstOrThrow(drawNotFound));
}

/** The rehearsals of a call's draw, newest first. */
export async function rehearsalsOf(db: Reader, callId: string): Promise<DrawWhole[]> {
	const rows = await draws(db)
		.where('call_id', '=', callId)
		.where('tag', '=', 'rehearsal')
		.orderBy('prepared_at', 'desc')
		.execute();
	return rows.map(whole);
}

/** The whole call a draw belongs to. */
export async function callOfDraw(db: Reader, draw: { call_id: string }): Promise<WholeCall> {
	const call = await db.selectFrom('calls').selectAll().where('id', '=', draw.call_id).executeTakeFirstOrThrow();
	return wholeCall(db, call);
}

/** The witnesses of a draw, in their order. A revealed secret is public; an address never is. */
export function witnessesOf(db: Reader, drawId: string): Promise<Witness[]> {
	return db
		.selectFrom('witnesses')
		.select(['id', 'position', 'name', 'commitment', 'committed_at', 'reveal', 'revealed_at'])
		.where('draw_id', '=', drawId)
		.orderBy('position')
		.execute();
}

/** Whom the organiser has asked to witness, with their addresses. */
export function askedWitnesses(db: Reader, drawId: string) {
	return db
		.selectFrom('witnesses')
		.select(['name', 'email'])
		.where('draw_id', '=', drawId)
		.orderBy('position')
		.execute();
}

/** The witness a personal link belongs to, with their draw. Refuses any other link as if it were not there. */
export async function witnessByToken(db: Reader, slug: string, token: string) {
	const witness = await db
		.selectFrom('witnesses')
		.selectAll()
		.where('token_hash', '=', hashed(token))
		.executeTakeFirstOrThrow(drawNotFound);
	const draw = await drawById(db, witness.draw_id);
	if (draw.slug !== slug) throw drawNotFound();
	return { witness, draw };
}

/** Holds a draw's row against a second seal, a late promise, a changed witness. Refuses one that is sealed. */
export async function heldUnsealed(db: Reader, drawId: string): Promise<void> {
	await db.selectFrom('draws').select('id').where('id', '=', drawId).forUpdate().execute();
	const sealed = await db.selectFrom('seals').select('draw_id').where('draw_id', '=', drawId).executeTakeFirst();
	if (sealed) throw alreadySealed();
}

/** When and why the bands of a call were frozen, if they have been. */
export function freezeOf(db: Reader, callId: string) {
	return db.selectFrom('band_freezes').selectAll().where('call_id', '=', callId).executeTakeFirst();
}

/** Every application that goes into the draw: banded accept or draw, not withdrawn or set aside, with its newest receipt. */
export async function standingsFor(db: Reader, callId: string): Promise<Standing[]> {
	const rows = await db
		.selectFrom('standings')
		.innerJoin('bands_in_force', 'bands_in_force.application_id', 'standings.application_id')
		.innerJoin('applications', 'applications.id', 'standings.application_id')
		.innerJoin('tracks', 'tracks.id', 'standings.track_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.innerJoin('receipts', 'receipts.application_id', 'applications.id')
		.leftJoin('band_freezes', 'band_freezes.call_id', 'standings.call_id')
		.select(['standings.application_id', 'applications.number', 'tracks.key as track', 'receipts.answers'])
		.select('bands_in_force.band')
		.select('applications.organisation_id')
		.select(['salt', 'content_hash', 'people.email', 'people.name', 'people.locale'])
		.select(['standings.low', 'standings.high', 'band_freezes.way', 'band_freezes.slope'])
		.distinctOn('standings.application_id')
		.where('standings.call_id', '=', callId)
		.where('bands_in_force.band', 'in', ['accept', 'draw'])
		.where('withdrawn_at', 'is', null)
		.where('set_aside_at', 'is', null)
		.orderBy('standings.application_id')
		.orderBy('receipts.submitted_at', 'desc')
		.execute();
	const [groupOf, weightOf] = await Promise.all([groupsIn(db, callId), weightsIn(db, callId)]);
	return rows.map(({ low, high, way, slope, organisation_id, ...row }) => ({
		...row,
		score: way !== 'lines' && low !== null && high !== null ? inDraw({ low, high }) : null,
		cut: { way: way ?? 'lines', slope },
		groups: groupOf.get(row.application_id) ?? [],
		weight: weightOf(organisation_id)
	})) as Standing[];
}

// A group's name says nothing of who is in it: nobody but us knows the ids it is made of.
async function groupsIn(db: Reader, callId: string): Promise<Map<string, string[]>> {
	const groups = relatedGroups(await lookalikesOf(db, callId));
	return new Map(groups.flatMap((ids) => ids.map((id) => [id, [digestOf(['madang/group/v1', ...ids])]] as const)));
}

/** The seal as it was digested: the object and its canonical text. Refuses a draw without one. */
export async function sealOf(db: Reader, drawId: string): Promise<{ seal: Seal; text: string; digest: string }> {
	const row = await db
		.selectFrom('seals')
		.selectAll()
		.where('draw_id', '=', drawId)
		.executeTakeFirstOrThrow(drawNotFound);
	return { seal: JSON.parse(row.seal) as Seal, text: row.seal, digest: row.digest };
}

/** The transcript's text. Refuses a draw that has not been conducted. */
export async function transcriptText(db: Reader, drawId: string): Promise<string> {
	const row = await db
		.selectFrom('draw_results')
		.select('transcript')
		.where('draw_id', '=', drawId)
		.executeTakeFirstOrThrow(drawNotFound);
	return row.transcript;
}

/** Draws whose moment has come and whose witnesses, where they alone decide, have all revealed. */
export async function drawsDue(db: Reader, at: Date): Promise<DrawWhole[]> {
	const rows = await draws(db)
		.where('conduct_after', '<=', at)
		.where('conducted_at', 'is', null)
		.where('tag', '<>', 'void')
		.execute();
	const due: DrawWhole[] = [];
	for (const draw of rows) if (isDue(draw, await witnessesOf(db, draw.id), at)) due.push(whole(draw));
	return due;
}

/** Every entrant's address with their lot, chance and, once conducted, what came out. */
export function entrantsToTell(db: Reader, drawId: string) {
	return db
		.selectFrom('lots')
		.innerJoin('applications', 'applications.id', 'lots.application_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('draw_outcomes', (join) =>
			join.onRef('draw_outcomes.draw_id', '=', 'lots.draw_id').onRef('draw_outcomes.lot', '=', 'lots.lot')
		)
		.select(['people.email', 'people.locale', 'lots.lot', 'chance_num', 'chance_den', 'outcome', 'rank'])
		.where('lots.draw_id', '=', drawId)
		.orderBy('lots.lot')
		.execute();
}

/** What a draw's letters tell of it. */
export async function drawToTell(
	db: Reader,
	told: { draw: DrawWhole; call: WholeCall; digest: string; conductAfter: Date }
) {
	const { draw, call, digest, conductAfter } = told;
	const zone = call.stop.time_zone;
	const site = await siteOf(db, { host: call.host_id });
	const mine = `${site}/calls/${call.slug}/mine`;
	return { title: call.title, page: `${site}/draws/${draw.slug}`, mine, digest, conductAfter, zone };
}

/** The transcript, once the draw has been conducted. */
export async function transcriptOf(db: Reader, drawId: string): Promise<Transcript | undefined> {
	const row = await db.selectFrom('draw_results').select('transcript').where('draw_id', '=', drawId).executeTakeFirst();
	return row && (JSON.parse(row.transcript) as Transcript);
}
