import { sql } from 'kysely';
import { screeningList } from '#domain/applications/screenings.read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { isJoint } from '#domain/calls/joint.rules.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { heldForReview } from '#domain/reviews/read.server.ts';
import {
	acceptsInJoint,
	bandsMissing,
	checkPlaces,
	countBands,
	nothingToFreeze,
	unreviewedLeft,
	unscreenedLeft,
	type Band
} from './rules.ts';
import { methodOf, weighedTracks, type WeighedTrack } from './calibration.read.server.ts';
import { cutTrack } from './cuts.rules.ts';
import type { BandsForm, FreezeForm } from './form.ts';
import { checkMethod, placedIn, type Method } from './methods.rules.ts';

/**
 * Leaves the cut lines of one track. They may be chosen again until the freeze. Refuses lines that accept more than the
 * track has places, a track of another call as not there, and any change after the freeze.
 */
export function chooseBands(db: Db, who: Organiser, lines: BandsForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await heldForReview(tx, who.callId, at));
		const track = call.tracks.find((track) => track.id === lines.track);
		if (!track) throw notFound();
		const method = await methodOf(reading(tx), call.id);
		const own = (await weighedTracks(reading(tx), call)).find((one) => one.track.id === track.id)!;
		if (isJoint(call) && lines.accept_from !== null) throw acceptsInJoint();
		const scores = placedIn(own, { ...method, way: 'lines' }).map(({ score }) => score);
		checkPlaces(track, countBands(scores, lines).accept);
		const chosen = {
			...{ accept_from: lines.accept_from, draw_from: lines.draw_from },
			...{ chosen_at: at, chosen_by: who.personId }
		};
		await tx
			.insertInto('bands')
			.values({ track_id: track.id, ...chosen })
			.onConflict((oc) => oc.column('track_id').doUpdateSet(chosen))
			.execute();
		const detail = { track: track.key, accept_from: lines.accept_from, draw_from: lines.draw_from };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'bands.chosen', about: track.id, detail });
	});
}

/**
 * Leaves how the bands of a call are cut: on which scores, by lines or from intervals. It may be chosen again until the
 * freeze. Refuses adjusted scores and intervals where a track's ratings allow none, and chances by merit or by a slope
 * where quotas share out the places.
 */
export function chooseMethod(db: Db, who: Organiser, method: Method, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await heldForReview(tx, who.callId, at));
		const tracks = await weighedTracks(reading(tx), call);
		checkMethod(
			call,
			tracks.filter(({ applications }) => applications.length > 0),
			method
		);
		const chosen = { ...method, chosen_at: at, chosen_by: who.personId };
		await tx
			.insertInto('band_methods')
			.values({ call_id: call.id, ...chosen })
			.onConflict((oc) => oc.column('call_id').doUpdateSet(chosen))
			.execute();
		await note(tx, {
			at,
			by: who.personId,
			callId: call.id,
			verb: 'bands.method',
			about: call.id,
			detail: { ...method }
		});
	});
}

/**
 * Leaves, once and for good, where every live application stands: its scores, its interval, its reviews, its band, and
 * how they were cut. After it no score, line or assignment changes. Refuses before the call has closed, without lines for a track, with more accepted than
 * places, while some applications have been checked for eligibility and others not, and while applications have no
 * finished review unless the organiser declines them.
 */
export function freezeBands(db: Db, who: Organiser, form: FreezeForm, at: Date): Promise<Record<Band, number>> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await heldForReview(tx, who.callId, at));
		const method = await methodOf(reading(tx), call.id);
		const standings = await standingsNow(tx, call, { form, method });
		if (isJoint(call) && standings.some(({ band }) => band === 'accept')) throw acceptsInJoint();
		await tx
			.insertInto('band_freezes')
			.values({ call_id: call.id, reason: form.reason, ...method, frozen_at: at, frozen_by: who.personId })
			.execute();
		await leaveStandings(tx, call.id, standings);
		const counts = { accept: 0, draw: 0, decline: 0 };
		for (const { band } of standings) counts[band]++;
		const detail = { ...counts, ...method };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'bands.frozen', about: call.id, detail });
		return counts;
	});
}

type NewStanding = {
	application_id: string;
	track_id: string;
	score: number;
	raw: number | null;
	low: number | null;
	high: number | null;
	reviews: number;
	band: Band;
};

async function standingsNow(
	tx: Tx,
	call: WholeCall,
	{ form, method }: { form: FreezeForm; method: Method }
): Promise<NewStanding[]> {
	const tracks = await weighedTracks(reading(tx), call);
	const applications = tracks.flatMap((one) => one.applications);
	if (applications.length === 0) throw nothingToFreeze();
	await checkScreened(tx, call.id);
	const left = applications.filter(({ reviews }) => reviews === 0);
	if (left.length && !form.decline_unreviewed) throw unreviewedLeft(left.map(({ number, id }) => number ?? id));
	const filled = tracks.filter((one) => one.applications.length > 0);
	checkMethod(call, filled, method);
	const standings = [];
	for (const one of filled) standings.push(...(await standingsIn(one, method)));
	return standings;
}

async function standingsIn(weighed: WeighedTrack, method: Method): Promise<NewStanding[]> {
	const { track, lines, applications } = weighed;
	if (method.way === 'lines' && !lines) throw bandsMissing(track);
	const all = placedIn(weighed, method);
	const cuts = await cutTrack(all, track.places, method, lines);
	checkPlaces(track, [...cuts.values()].filter(({ band }) => band === 'accept').length);
	return applications.map(({ id, raw, reviews }, at) => {
		const { score, interval } = all[at]!;
		return {
			...{ application_id: id, track_id: track.id, score: score ?? 0, raw, reviews },
			...{ low: interval?.low ?? null, high: interval?.high ?? null, band: cuts.get(id)!.band }
		};
	});
}

// Where eligibility is checked at all, nobody goes into the bands unchecked.
async function checkScreened(tx: Tx, callId: string): Promise<void> {
	const rows = await screeningList(reading(tx), { callId });
	const left = rows.filter(({ isNow }) => !isNow).length;
	if (left > 0 && left < rows.length) throw unscreenedLeft(left);
}

async function leaveStandings(tx: Tx, callId: string, standings: NewStanding[]): Promise<void> {
	await sql`
		insert into standings (application_id, call_id, track_id, score, raw, low, high, reviews, band)
		select application_id, ${callId}, track_id, score, raw, low, high, reviews, band
		from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
			as standing (application_id uuid, track_id uuid, score numeric, raw numeric, low numeric, high numeric,
				reviews int, band text)`.execute(tx);
}
