import type { Reader } from '#lib/db.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { weighedTracks, methodOf } from './calibration.read.server.ts';
import { cutTrack } from './cuts.rules.ts';
import type { ExportedReview, ExportedScore } from './exports.rules.ts';
import { isAble, placedIn, usualMethod } from './methods.rules.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { standingsOf } from './read.server.ts';

/** Whose eyes an export is for: organisers read names and comments; others read numbers for names, and no comment. */
export type Eyes = { organiser: boolean };

/** Where every live application of a call stands: as frozen, or as the chosen method has it now. */
export async function exportedScores(db: Reader, call: WholeCall): Promise<ExportedScore[]> {
	const [tracks, method, frozen] = await Promise.all([
		weighedTracks(db, call),
		methodOf(db, call.id),
		standingsOf(db, call.id)
	]);
	const bandOf = new Map(frozen.map(({ application_id, band }) => [application_id, band as ExportedScore['band']]));
	const rows: ExportedScore[] = [];
	for (const one of tracks) {
		const own = isAble(method, one.calibration.lack) ? method : usualMethod;
		const all = placedIn(one, own);
		const isCut = frozen.length === 0 && (own.way !== 'lines' || one.lines !== null);
		const cuts = isCut ? await cutTrack(all, one.track.places, own, one.lines) : null;
		for (const [at, { id, number, organisation, reviews, raw }] of one.applications.entries()) {
			const { interval } = all[at]!;
			rows.push({
				...{ number, organisation, track: one.track.key, reviews, raw },
				adjusted: one.calibration.estimates.get(id)?.adjusted ?? null,
				...{ low: interval?.low ?? null, high: interval?.high ?? null },
				band: bandOf.get(id) ?? cuts?.get(id)?.band ?? null
			});
		}
	}
	return rows;
}

/** Every finished review and imported rating of a call's live applications, by application, as far as `eyes` may see. */
export async function exportedReviews(db: Reader, call: WholeCall, eyes: Eyes): Promise<ExportedReview[]> {
	const [tracks, rows, written, names] = await Promise.all([
		weighedTracks(db, call),
		assignmentsOf(db, call.id),
		writtenIn(db, call.id),
		eyes.organiser ? namesIn(db, call.id) : new Map<string, string>()
	]);
	const scoresOf = new Map(rows.map((row) => [`${row.application_id} ${row.reviewer_id}`, row.scores ?? {}]));
	const numbers = new Map([...new Set(rows.map((row) => row.reviewer_id).sort())].map((id, at) => [id, `R${at + 1}`]));
	const raters = [...new Set(tracks.flatMap(({ ratings }) => ratings.flatMap(({ reviewer }) => reviewer ?? [])))]
		.filter((id) => id.startsWith('rater '))
		.sort();
	const nameOf = (reviewer: string | null) => {
		if (reviewer === null) return '';
		const rater = raters.indexOf(reviewer);
		if (rater >= 0) return eyes.organiser ? reviewer.slice('rater '.length) : `E${rater + 1}`;
		return names.get(reviewer) ?? numbers.get(reviewer) ?? '';
	};
	return tracks.flatMap(({ track, applications, ratings }) => {
		const numberOf = new Map(applications.map(({ id, number }) => [id, number]));
		return ratings.map(({ application, reviewer, points }) => ({
			...{ number: numberOf.get(application) ?? null, track: track.key, reviewer: nameOf(reviewer) },
			...{ scores: scoresOf.get(`${application} ${reviewer}`) ?? {}, score: points / 1000 },
			...saidIn(written.get(`${application} ${reviewer}`), eyes)
		}));
	});
}

type Written = { confidence: number | null; comment: string; for_applicant: string };

function saidIn(written: Written | undefined, { organiser }: Eyes) {
	const { confidence = null, comment = null, for_applicant = null } = written ?? {};
	return {
		confidence,
		...(organiser ? { comment, forApplicant: for_applicant } : { comment: null, forApplicant: null })
	};
}

async function writtenIn(db: Reader, callId: string): Promise<Map<string, Written>> {
	const rows = await db
		.selectFrom('reviews')
		.innerJoin('applications', 'applications.id', 'reviews.application_id')
		.select(['application_id', 'reviewer_id', 'confidence', 'comment', 'for_applicant'])
		.where('applications.call_id', '=', callId)
		.where('finished_at', 'is not', null)
		.execute();
	return new Map(rows.map((row) => [`${row.application_id} ${row.reviewer_id}`, row]));
}

async function namesIn(db: Reader, callId: string): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('people')
		.select(['id', 'name', 'email'])
		.where('id', 'in', (eb) =>
			eb
				.selectFrom('assignments')
				.innerJoin('applications', 'applications.id', 'assignments.application_id')
				.select('assignments.reviewer_id')
				.where('applications.call_id', '=', callId)
		)
		.execute();
	return new Map(rows.map(({ id, name, email }) => [id, name || email]));
}
