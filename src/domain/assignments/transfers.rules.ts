import type { BarKind, Pair } from './rules.ts';
import { refusal } from '#lib/refusal.ts';

/** One pair as a file names it: an application by its number, a reviewer by their mail address. */
export type PairRow = { row: number; application: string; reviewer: string };
/** One past work together as a file names it. */
export type TieRow = { row: number; reviewer: string; who: string; since: string };
export type ReadyTie = { reviewerId: string; who: string; since: string | null };
/** What is wrong with a row, as the code of a complaint. */
export type RowFault = { row: number; code: string; named: string };
export type Table = { heads: string[]; lines: { row: number; cells: string[] }[] };

/**
 * Pairs in pretalx's JSON, in either direction: `{ reviewer: [application, …] }` or `{ application: [reviewer, …] }`. A
 * key with an @ is a reviewer's. Refuses any other shape.
 */
export function pairsInJson(text: string): PairRow[] {
	const whole = parsed(text);
	if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) throw unreadable();
	const rows = Object.entries(whole as Record<string, unknown>).flatMap(([key, list]) => {
		if (!Array.isArray(list)) throw unreadable();
		return list.map((other: unknown) => {
			if (typeof other !== 'string') throw unreadable();
			return key.includes('@') ? { application: other, reviewer: key } : { application: key, reviewer: other };
		});
	});
	return rows.map((row, at) => ({
		row: at + 1,
		application: row.application.trim(),
		reviewer: plainMail(row.reviewer)
	}));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw unreadable();
	}
}

/** Pairs in a table, a row each: which column is which is told by its heading. */
export function pairsInTable(table: Table): PairRow[] {
	const application = columnOf(table, /신청|접수|number|application|submission|code/i);
	const reviewer = columnOf(table, /심사|메일|mail|reviewer/i);
	return table.lines.map(({ row, cells }) => ({
		...{ row, application: (cells[application] ?? '').trim(), reviewer: plainMail(cells[reviewer] ?? '') }
	}));
}

/** Past work together in a table: whose, with whom, since when. */
export function tiesInTable(table: Table): TieRow[] {
	const reviewer = columnOf(table, /심사|reviewer/i);
	const whom = columnOf(table, /기업|기관|상대|사업자|organi|company|firm|who|person/i);
	const since = table.heads.findIndex((head) => /부터|시작|언제|since|from/i.test(head));
	return table.lines.map(({ row, cells }) => ({
		...{ row, reviewer: plainMail(cells[reviewer] ?? ''), who: (cells[whom] ?? '').trim() },
		since: (since === -1 ? '' : (cells[since] ?? '')).trim()
	}));
}

function columnOf({ heads }: Table, named: RegExp): number {
	const at = heads.findIndex((head) => named.test(head));
	if (at === -1) throw columnsMissing();
	return at;
}

const plainMail = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** A day, a month or a year as `since` may be written; the first day of it, or nothing. Undefined is no date. */
export function sinceIn(text: string): string | null | undefined {
	if (text === '') return null;
	const [, year, month = '01', day = '01'] = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?\.?$/.exec(text) ?? [];
	if (!year) return undefined;
	const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const date = new Date(`${written}T00:00:00Z`);
	return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written ? undefined : written;
}

export type KnownPairs = {
	applications: Map<string, string>;
	reviewers: Map<string, { id: string; group: number }>;
	bars: Map<string, BarKind>;
	existing: Pair[];
};
export type JudgedPairs = { ready: Pair[]; there: number; faults: RowFault[] };

/** Which rows can be entered, which are there already, and what is wrong with the others, row by row. */
export function judgePairs(rows: PairRow[], known: KnownPairs): JudgedPairs {
	const judged: JudgedPairs = { ready: [], there: 0, faults: [] };
	const there = new Set(known.existing.map((pair) => `${pair.applicationId} ${pair.reviewerId}`));
	const groupOf = new Map([...known.reviewers.values()].map(({ id, group }) => [id, group]));
	const groups = new Set(known.existing.map((pair) => `${pair.applicationId} ${groupOf.get(pair.reviewerId)}`));
	for (const { row, application, reviewer } of rows) {
		const applicationId = known.applications.get(application);
		const person = known.reviewers.get(reviewer);
		const wrong = (code: string, named: string) => void judged.faults.push({ row, code, named });
		if (!applicationId) wrong('reviews.row-application', application);
		else if (!person) wrong('reviews.row-reviewer', reviewer);
		else if (there.has(`${applicationId} ${person.id}`)) judged.there += 1;
		else if (known.bars.has(`${applicationId} ${person.id}`)) wrong('reviews.row-conflict', application);
		else if (groups.has(`${applicationId} ${person.group}`)) wrong('reviews.row-group', application);
		else {
			there.add(`${applicationId} ${person.id}`);
			groups.add(`${applicationId} ${person.group}`);
			judged.ready.push({ applicationId, reviewerId: person.id });
		}
	}
	return judged;
}

export type JudgedTies = { ready: ReadyTie[]; faults: RowFault[] };

/** Which rows of past work can be entered, and what is wrong with the others. */
export function judgeTies(rows: TieRow[], reviewers: Map<string, string>): JudgedTies {
	const judged: JudgedTies = { ready: [], faults: [] };
	for (const { row, reviewer, who, since } of rows) {
		const reviewerId = reviewers.get(reviewer);
		const day = sinceIn(since);
		if (!reviewerId) judged.faults.push({ row, code: 'reviews.row-reviewer', named: reviewer });
		else if (!/[\p{L}\p{N}]/u.test(who)) judged.faults.push({ row, code: 'reviews.row-who', named: who });
		else if (day === undefined) judged.faults.push({ row, code: 'reviews.row-since', named: since });
		else judged.ready.push({ reviewerId, who, since: day });
	}
	return judged;
}

export const unreadable = () => refusal('invalid', 'reviews.import-unreadable');
const columnsMissing = () => refusal('invalid', 'reviews.import-columns');
