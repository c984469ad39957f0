import { encodeQR } from 'qr';
import type { Reader } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Words } from '#lib/words.ts';
import type { Seal } from '#draw';
import { askedIn } from './chances.rules.ts';
import { featureNames } from './lots.rules.ts';
import { chancesSealed, featureCounts, lotCounts, lotsLit, lotsPage } from './lots.read.server.ts';
import { callOfDraw, drawOfCall, publicDraw, sealOf, transcriptOf, witnessesOf } from './read.server.ts';
import { voidsOf } from './voids.read.server.ts';

/** Which lots to show: all from the first, the drawn, the reserves in order, or one by its number. */
export type LotsWish = { show: 'all' | 'drawn' | 'reserve'; skip: number; lot?: number };

export const lotsPerPage = 30;

/** All that the public page of a sealed draw shows. `trackName` is what a track is called. */
export async function drawPage(db: Reader, slug: string, wish: LotsWish, trackName: Words) {
	const draw = await publicDraw(db, slug);
	const [call, witnesses, { seal, digest }, counts] = await Promise.all([
		callOfDraw(db, draw),
		witnessesOf(db, draw.id),
		sealOf(db, draw.id),
		lotCounts(db, draw.id)
	]);
	const only = wish.show === 'all' ? undefined : wish.show;
	const last = Math.max(0, counts[wish.show] - 1);
	const skip = Math.min(wish.skip, last - (last % lotsPerPage));
	const [chances, lit, features, lots, result] = await Promise.all([
		chancesSealed(db, draw.id),
		lotsLit(db, draw.id),
		featureCounts(db, draw.id),
		lotsPage(db, draw.id, { skip: wish.lot === undefined ? skip : 0, most: lotsPerPage, only, lot: wish.lot }),
		transcriptOf(db, draw.id)
	]);
	const counting = draw.tag === 'void' ? await drawOfCall(db, draw.call_id) : null;
	return {
		voids: draw.tag === 'rehearsal' ? [] : await voidsOf(db, draw.call_id),
		next: counting?.sealed_at ? counting.slug : null,
		wish: { ...wish, skip },
		...{ draw, witnesses, digest, counts, chances, lit, lots },
		call: { slug: call.slug, title: call.title, noticeNumber: call.notice_number, host: call.host.name },
		zone: call.stop.time_zone,
		names: featureNames(call, trackName),
		cities: Object.fromEntries(call.stops.map(({ slug, city }) => [slug, city])),
		quotas: quotasWith(seal, features),
		sealed: summaryOf(seal),
		seed: result?.result.seed ?? null,
		number: result && { number: result.result.number, panel: result.result.panel ?? null },
		qr: encodeQR(`${baseUrl}/draws/${slug}#${digest}`, 'raw', { border: 1 })
	};
}

/** What of a seal a page tells in words; the lottery itself is in the file. */
function summaryOf({ rules, lottery, randomness, sealedAt }: Seal) {
	const isCertain = (t: number) =>
		rules.method === 'scores'
			? 'shares' in lottery && lottery.shares[t] === lottery.of
			: lottery.types[t]!.band === 'accept';
	const accepted = lottery.types.reduce((sum, { size }, t) => sum + (isCertain(t) ? size : 0), 0);
	const way = rules.line ? 'line' : rules.merit ? 'merit' : rules.slope ? 'linear' : 'lines';
	const slope = rules.slope ? Math.round((100_000 * rules.slope[0]) / rules.slope[1]) : 0;
	return {
		...{ method: rules.method, places: rules.places, tracks: rules.strata?.places ?? {}, accepted, sealedAt },
		...{ way, slope, types: lottery.types.length, of: lottery.of, weights: rules.weights ?? false },
		stops: (rules.stops ?? []).map(({ stop, places }) => ({ stop, places })),
		beacon: randomness.beacon && {
			round: randomness.beacon.round,
			time: new Date(randomness.beacon.time * 1000),
			chain: randomness.beacon.chain.hash
		}
	};
}

type Counted = Awaited<ReturnType<typeof featureCounts>>;

/** Each quota that says something, of how many places (its track's, where it is of one), and how many on the roster and of the drawn have its value. */
function quotasWith({ rules }: Seal, counted: Counted) {
	const isConducted = counted.some(({ outcome }) => outcome !== null);
	const atStops = (rules.stops ?? []).flatMap(({ stop, places, quotas = [] }) =>
		quotas.map((quota) => ({ ...quota, stop, of: places }))
	);
	return [...(rules.quotas ?? []).map((quota) => ({ ...quota, stop: null, of: rules.places })), ...atStops]
		.filter(({ min, max, of }) => min > 0 || max < of)
		.map(({ feature, value, min, max, stop, of }) => {
			const { track } = askedIn(feature);
			const places = (track !== null && rules.strata?.places[track]) || of;
			const having = counted.filter((one) => one.features[feature] === value);
			const sum = (rows: Counted) => rows.reduce((total, { count }) => total + count, 0);
			const isHere = (one: Counted[number]) => one.outcome === 'drawn' && (stop === null || one.stop === stop);
			const drawn = isConducted ? sum(having.filter(isHere)) : null;
			return { feature, value, min, max, places, entrants: sum(having), drawn, stop };
		});
}
