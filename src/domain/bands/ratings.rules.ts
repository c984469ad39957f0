import type { RatingColumns } from '#db/kinds.ts';
import type { Criterion } from '#domain/calls/rules.ts';
import { refusal, Refusal } from '#lib/refusal.ts';
import { tidy } from '#lib/text.ts';

/** A table of ratings as it was read: what its columns are called, and its lines. */
export type RatingTable = { heads: string[]; lines: { row: number; cells: string[] }[] };

/** One rating that can be entered: `points` in thousandths on the scale of the reviews. */
export type RatingFound = { line: number; nth: number; application_id: string; rater: string | null; points: number };

/** What is wrong with a row, by the end of its sentence's name, and the value that is. */
export type RatingFault = { row: number; what: 'unknown' | 'twice' | 'score' | 'again'; value: string };

/** A file tried: what would be entered, what is wrong, and how many rows hold no rating at all. */
export type RatingsTried = { found: RatingFound[]; faults: RatingFault[]; unrated: number };

export type RatedApplication = { id: string; number: string | null; organisation: string };

const plain = (text: string) =>
	tidy(text)
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-./·:]/g, '');

const applicationHeads = [
	'접수번호',
	'신청번호',
	'번호',
	'신청서',
	'기업명',
	'기업',
	'application',
	'number',
	'submission',
	'title',
	'제목',
	'id'
];
const raterHeads = ['심사위원', '위원', '평가자', '평가위원', 'reviewer', 'rater', 'judge'];
const scoreHeads = ['점수', '평점', '총점', 'score', 'scores', 'rating', 'ratings', 'total'];

/** What the columns of a table probably are, by their names; columns named like criteria are scores together. */
export function guessedColumns(heads: string[], criteria: Pick<Criterion, 'key' | 'name'>[]): RatingColumns {
	const names = heads.map(plain);
	const among = (known: string[]) => known.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
	const ofCriteria = names.flatMap((name, at) => (criterionNamed(name, criteria) ? [at] : []));
	const rater = among(raterHeads);
	const score = among(scoreHeads);
	return {
		application: Math.max(0, among(applicationHeads)),
		rater: rater < 0 ? null : rater,
		scores: ofCriteria.length ? ofCriteria : score < 0 ? [] : [score],
		...{ least: 1, most: 5 }
	};
}

const criterionNamed = <C extends Pick<Criterion, 'key' | 'name'>>(head: string, criteria: C[]) =>
	criteria.find(({ key, name }) => [key, name.ko, name.en].map(plain).includes(head));

/** Refuses columns that are not there or say nothing of applications and scores, and a scale that is none. */
export function checkColumns({ application, rater, scores, least, most }: RatingColumns, heads: string[]): void {
	const isThere = (at: number) => Number.isInteger(at) && at >= 0 && at < heads.length;
	const all = [application, ...scores, ...(rater === null ? [] : [rater])];
	if (scores.length === 0 || !all.every(isThere) || new Set(all).size < all.length) throw ratingColumns();
	if (!(Number.isFinite(least) && Number.isFinite(most) && least < most)) throw ratingScale();
}

/** Reads every row of a table: which application it rates, by whom, and how; what cannot be read is told, row by row. */
export function ratingsIn(
	{ heads, lines }: RatingTable,
	columns: RatingColumns,
	known: { applications: RatedApplication[]; criteria: Pick<Criterion, 'key' | 'name' | 'weight'>[] }
): RatingsTried {
	const tried: RatingsTried = { found: [], faults: [], unrated: 0 };
	const idsOf = idsBy(known.applications);
	const weights = columns.scores.map((at) => criterionNamed(plain(heads[at] ?? ''), known.criteria)?.weight ?? 1);
	const seen = new Set<string>();
	for (const { row, cells } of lines) {
		const named = cells[columns.application] ?? '';
		const typed = columns.scores.map((at) => (cells[at] ?? '').trim());
		const rater = columns.rater === null ? null : tidy(cells[columns.rater] ?? '').slice(0, 100) || null;
		const ids = idsOf.get(plain(named)) ?? [];
		const fault = (what: RatingFault['what'], value: string) =>
			tried.faults.push({ row, what, value: value.slice(0, 60) });
		const [id] = ids;
		if (typed.every((text) => text === '')) tried.unrated++;
		else if (id === undefined) fault('unknown', named);
		else if (ids.length > 1) fault('twice', named);
		else if (rater !== null && seen.has(`${id} ${plain(rater)}`)) fault('again', rater);
		else {
			const points = pointsIn(typed, weights, columns);
			if (typeof points === 'string') fault('score', points);
			else tried.found.push(...points.map((one, nth) => ({ line: row, nth, application_id: id, rater, points: one })));
			if (rater !== null) seen.add(`${id} ${plain(rater)}`);
		}
	}
	return tried;
}

// Several ratings in the one cell of a row are of several people; several columns are one rating in parts.
function pointsIn(typed: string[], weights: number[], scale: RatingColumns): number[] | string {
	const parts = typed.map((text) => (typed.length > 1 ? [text] : text.split(/[,;/\s]+/).filter(Boolean)));
	const wrong = parts.flat().find((text) => numberIn(text, scale) === null);
	if (wrong !== undefined) return wrong;
	const { least, most } = scale;
	const placed = (value: number) => Math.round(1000 + (4000 * (value - least)) / (most - least));
	if (typed.length === 1) return parts[0]!.map((text) => placed(numberIn(text, scale)!));
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	return [placed(typed.reduce((sum, text, at) => sum + weights[at]! * numberIn(text, scale)!, 0) / whole)];
}

function numberIn(text: string, { least, most }: RatingColumns): number | null {
	const value = /^-?\d{1,6}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
	return value >= least && value <= most ? value : null;
}

function idsBy(applications: RatedApplication[]): Map<string, string[]> {
	const ids = new Map<string, string[]>();
	for (const { id, number, organisation } of applications) {
		for (const name of new Set([plain(number ?? ''), plain(organisation)]))
			if (name !== '') ids.set(name, [...(ids.get(name) ?? []), id]);
	}
	return ids;
}

export const ratingColumns = () => refusal('invalid', 'reviews.rating-columns');
export const ratingScale = () =>
	new Refusal('invalid', 'reviews.rating-scale', { fields: { least: 'reviews.rating-scale' } });
export const ratingsNotFound = () => refusal('unknown', 'reviews.ratings-not-found');
export const ratingsNothing = () => refusal('conflict', 'reviews.ratings-nothing');
export const ratingsLarge = () => refusal('invalid', 'reviews.ratings-large');
