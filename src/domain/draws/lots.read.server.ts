import type { Features, StopChance } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';
import type { Reader } from '#lib/db.server.ts';
import { inclusionProof, type Entrant, type Inclusion } from '#draw';
import { jointOf } from '#domain/calls/joint.read.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import type { ChanceGroup } from './chances.rules.ts';
import { drawOfCall, sealOf, type DrawWhole } from './read.server.ts';

/** A lot as the public table shows it. */
export type LotRow = {
	lot: number;
	features: Features;
	band: string;
	chance_num: number;
	chance_den: number;
	outcome: string | null;
	rank: number | null;
	/** In a joint draw: the chance at each stop ranked, the best first, and the stop drawn for, by its address. */
	chances: StopChance[] | null;
	stop: string | null;
};

/** One page of a draw's lots: after lot `after`, or only the drawn or the reserves in their order. */
export function lotsPage(
	db: Reader,
	drawId: string,
	page: { skip: number; most: number; only?: 'drawn' | 'reserve'; lot?: number }
): Promise<LotRow[]> {
	let lots = db
		.selectFrom('lots')
		.leftJoin('draw_outcomes', (join) =>
			join.onRef('draw_outcomes.draw_id', '=', 'lots.draw_id').onRef('draw_outcomes.lot', '=', 'lots.lot')
		)
		.leftJoin('stops', 'stops.id', 'draw_outcomes.stop_id')
		.select(['lots.lot', 'features', 'band', 'chance_num', 'chance_den', 'outcome', 'rank'])
		.select(['lots.chances', 'stops.slug as stop'])
		.where('lots.draw_id', '=', drawId);
	if (page.only) lots = lots.where('outcome', '=', page.only);
	if (page.lot !== undefined) lots = lots.where('lots.lot', '=', page.lot);
	return lots
		.orderBy(page.only === 'reserve' ? 'rank' : 'lots.lot')
		.limit(page.most)
		.offset(page.skip)
		.execute();
}

/** How many lots there are, and how many were drawn and are in reserve. */
export async function lotCounts(db: Reader, drawId: string) {
	const [all, outcomes] = await Promise.all([
		db
			.selectFrom('lots')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.where('draw_id', '=', drawId)
			.executeTakeFirstOrThrow(),
		db
			.selectFrom('draw_outcomes')
			.select((eb) => ['outcome', eb.fn.countAll<number>().as('count')] as const)
			.where('draw_id', '=', drawId)
			.groupBy('outcome')
			.execute()
	]);
	const of = (outcome: string) => outcomes.find((row) => row.outcome === outcome)?.count ?? 0;
	return { all: all.count, drawn: of('drawn'), reserve: of('reserve') };
}

/** How many lots have each chance, from the lowest to the highest. */
export function chancesSealed(db: Reader, drawId: string): Promise<ChanceGroup[]> {
	return db
		.selectFrom('lots')
		.select((eb) => ['chance_num as num', 'chance_den as den', eb.fn.countAll<number>().as('count')] as const)
		.where('draw_id', '=', drawId)
		.groupBy(['chance_num', 'chance_den'])
		.orderBy((eb) => eb('chance_num', '/', eb.ref('chance_den')))
		.execute();
}

/** The lots that stand out in the picture of the whole draw: the accepted, and once it is conducted the drawn. */
export function lotsLit(db: Reader, drawId: string) {
	return db
		.selectFrom('lots')
		.leftJoin('draw_outcomes', (join) =>
			join.onRef('draw_outcomes.draw_id', '=', 'lots.draw_id').onRef('draw_outcomes.lot', '=', 'lots.lot')
		)
		.select(['lots.lot', 'outcome', 'rank'])
		.where('lots.draw_id', '=', drawId)
		.where((eb) => eb.or([eb('outcome', '=', 'drawn'), eb('band', '=', 'accept')]))
		.orderBy('lots.lot')
		.execute();
}

/** How many entrants and how many drawn have each value of each feature. */
export async function featureCounts(db: Reader, drawId: string) {
	const rows = await db
		.selectFrom('lots')
		.leftJoin('draw_outcomes', (join) =>
			join.onRef('draw_outcomes.draw_id', '=', 'lots.draw_id').onRef('draw_outcomes.lot', '=', 'lots.lot')
		)
		.leftJoin('stops', 'stops.id', 'draw_outcomes.stop_id')
		.select((eb) => ['features', 'band', 'outcome', 'slug as stop', eb.fn.countAll<number>().as('count')] as const)
		.where('lots.draw_id', '=', drawId)
		.groupBy(['features', 'band', 'outcome', 'slug'])
		.execute();
	return rows;
}

/** The sealed roster, as the draw package reads it. */
export async function rosterOf(db: Reader, drawId: string): Promise<Entrant[]> {
	const rows = await db
		.selectFrom('lots')
		.select(['lot', 'commitment', 'features', 'band', 'groups', 'score_low', 'score_high', 'ranking', 'weight'])
		.where('draw_id', '=', drawId)
		.orderBy('lot')
		.execute();
	return rows.map(({ groups, score_low: low, score_high: high, ranking, weight, ...row }) => ({
		...row,
		band: row.band as 'accept' | 'draw',
		...(low !== null && high !== null && { score: [low, high] as const }),
		...(groups && { groups }),
		...(ranking && { ranking }),
		...(weight !== null && { weight })
	}));
}

/** An applicant's own lot: what was sealed, what came out, and all that proves it belongs to them. */
export type MyLot = {
	draw: DrawWhole;
	/** Of a joint draw, its cities by address. */
	cities: Record<string, Words>;
	lots: number;
	lot: LotRow;
	proof: { root: string; entrant: Entrant; inclusion: Inclusion; salt: string; digest: string };
};

/** The lot of the asking applicant in a call's sealed draw, or undefined when there is none. */
export async function myLot(db: Reader, who: Applicant): Promise<MyLot | undefined> {
	const draw = await drawOfCall(db, who.callId);
	if (!draw?.sealed_at) return undefined;
	const mine = await db
		.selectFrom('lots')
		.innerJoin('applications', 'applications.id', 'lots.application_id')
		.innerJoin('receipts', 'receipts.application_id', 'applications.id')
		.select(['lots.lot', 'receipts.salt', 'receipts.content_hash'])
		.where('draw_id', '=', draw.id)
		.where('applicant_id', '=', who.personId)
		.where('receipts.submitted_at', '<=', draw.sealed_at)
		.orderBy('receipts.submitted_at', 'desc')
		.executeTakeFirst();
	if (!mine) return undefined;
	const [[lot], roster, { seal }] = await Promise.all([
		lotsPage(db, draw.id, { skip: 0, most: 1, lot: mine.lot }),
		rosterOf(db, draw.id),
		sealOf(db, draw.id)
	]);
	const entrant = roster[mine.lot - 1];
	if (!lot || !entrant) return undefined;
	const inclusion = inclusionProof(roster, mine.lot);
	const proof = { root: seal.roster.root, entrant, inclusion, salt: mine.salt, digest: mine.content_hash };
	const { stops } = await jointOf(db, who.callId);
	const cities = Object.fromEntries(stops.map(({ slug, city }) => [slug, city]));
	return { draw, cities, lots: roster.length, lot, proof };
}
