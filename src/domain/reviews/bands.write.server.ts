import { sql } from 'kysely';
import { screeningList } from '#domain/applications/screenings.read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { holdCall } from './assignments.write.server.ts';
import {
	bandOf,
	bandsMissing,
	checkPlaces,
	countBands,
	nothingToFreeze,
	unreviewedLeft,
	unscreenedLeft,
	type Band,
	type CutLines
} from './bands.rules.ts';
import type { BandsForm, FreezeForm } from './form.ts';
import { reviewBoard, type BoardApplication } from './read.server.ts';

/**
 * Leaves the cut lines of one track. They may be chosen again until the freeze. Refuses lines that accept more than the
 * track has places, a track of another call as not there, and any change after the freeze.
 */
export function chooseBands(db: Db, who: Organiser, lines: BandsForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await holdCall(tx, who, at));
		const track = call.tracks.find((track) => track.id === lines.track);
		if (!track) throw notFound();
		const { applications } = await reviewBoard(reading(tx), call);
		const scores = applications.filter((row) => row.track_id === track.id).map((row) => row.score);
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
 * Leaves, once and for good, where every live application stands: its score, its reviews, its band. After it no score,
 * line or assignment changes. Refuses before the call has closed, without lines for a track, with more accepted than
 * places, while some applications have been checked for eligibility and others not, and while applications have no
 * finished review unless the organiser declines them.
 */
export function freezeBands(db: Db, who: Organiser, form: FreezeForm, at: Date): Promise<Record<Band, number>> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await holdCall(tx, who, at));
		const standings = await standingsNow(tx, call, form);
		await tx
			.insertInto('band_freezes')
			.values({ call_id: call.id, reason: form.reason, frozen_at: at, frozen_by: who.personId })
			.execute();
		await leaveStandings(tx, call.id, standings);
		const counts = { accept: 0, draw: 0, decline: 0 };
		for (const { band } of standings) counts[band]++;
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'bands.frozen', about: call.id, detail: counts });
		return counts;
	});
}

type NewStanding = { application_id: string; track_id: string; score: number; reviews: number; band: Band };

async function standingsNow(tx: Tx, call: WholeCall, form: FreezeForm): Promise<NewStanding[]> {
	const { applications, lines } = await reviewBoard(reading(tx), call);
	if (applications.length === 0) throw nothingToFreeze();
	await checkScreened(tx, call.id);
	const left = applications.filter((application) => application.reviews === 0);
	if (left.length && !form.decline_unreviewed) throw unreviewedLeft(left.map(({ number, id }) => number ?? id));
	return call.tracks.flatMap((track) => {
		const inTrack = applications.filter((application) => application.track_id === track.id);
		const cut = lines.find((line) => line.track_id === track.id);
		if (inTrack.length && !cut) throw bandsMissing(track);
		if (cut) checkPlaces(track, countBands(scoresOf(inTrack), cut).accept);
		return cut ? inTrack.map((application) => standing(application, track.id, cut)) : [];
	});
}

// Where eligibility is checked at all, nobody goes into the bands unchecked.
async function checkScreened(tx: Tx, callId: string): Promise<void> {
	const rows = await screeningList(reading(tx), { callId });
	const left = rows.filter(({ isNow }) => !isNow).length;
	if (left > 0 && left < rows.length) throw unscreenedLeft(left);
}

const scoresOf = (applications: BoardApplication[]) => applications.map((application) => application.score);

function standing(application: BoardApplication, trackId: string, lines: CutLines): NewStanding {
	const { id, score, reviews } = application;
	return { application_id: id, track_id: trackId, score: score ?? 0, reviews, band: bandOf(score, lines) };
}

async function leaveStandings(tx: Tx, callId: string, standings: NewStanding[]): Promise<void> {
	await sql`
		insert into standings (application_id, call_id, track_id, score, reviews, band)
		select application_id, ${callId}, track_id, score, reviews, band
		from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
			as standing (application_id uuid, track_id uuid, score numeric, reviews int, band text)`.execute(tx);
}
