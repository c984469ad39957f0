import { sql, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Answers } from '#db/kinds.ts';
import type { DB } from '#db/tables.ts';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Auditor, Organiser } from '#domain/people/rules.ts';
import { cameByCode } from './codes.read.server.ts';
import type { Exported } from './exports.rules.ts';
import { liveApplications, newestReceipt } from './read.server.ts';
import { applicationNotFound, stateOf, type State } from './rules.ts';
import { wasEntered } from './standing.read.server.ts';

/** What an organiser looks for: a state, a track by its key, and a piece of a name or number. */
export type Sought = { state: State | null; track: string | null; text: string; page: number };

export const pageSize = 50;

/**
 * One page of a call's applications, each with what it answered in these fields. Drafts show that they are there, and nothing
 * of what is in them.
 */
export async function applicationsPage(db: Reader, who: Auditor, sought: Sought, keys: string[]) {
	// Sorting twenty thousand applications must not carry what they say along: the page is found first.
	const page = found(db, who, sought)
		.select(['applications.id', 'applications.number', 'applications.saved_at', 'applications.submitted_at'])
		.select(['applications.withdrawn_at', 'applications.applicant_id', 'applications.call_id'])
		.select(['organisations.name as organisation', 'tracks.name as track'])
		.select((eb) => eb.fn.countAll<number>().over().as('total'))
		.select(
			sql<number>`row_number() over (order by length(applications.number), applications.number,
				applications.saved_at desc, applications.id)`.as('place')
		)
		.orderBy('place')
		.limit(pageSize)
		.offset((sought.page - 1) * pageSize);
	const rows = await db
		.selectFrom(page.as('applications'))
		.leftJoinLateral(newestAnswersTo(keys), (join) => join.onTrue())
		.select(['applications.id', 'applications.number', 'applications.saved_at', 'applications.submitted_at'])
		.select(['applications.withdrawn_at', 'organisation', 'track', 'total', 'receipt.answers'])
		.select([cameByCode, wasEntered])
		.orderBy('place')
		.execute();
	return {
		total: rows[0]?.total ?? 0,
		applications: rows.map(({ total: _, answers, ...row }) => ({ ...row, state: stateOf(row), answers: answers ?? {} }))
	};
}

/** What an application's newest receipt says in these fields, where it stands. */
const newestAnswersTo = (keys: string[]) =>
	sql<{ answers: Answers | null }>`(
		select (
			select jsonb_object_agg(key, value) from jsonb_each(receipts.answers) where key = any(${keys}::text[])) as answers
		from receipts
		where receipts.application_id = applications.id
			and applications.submitted_at is not null and applications.withdrawn_at is null
		order by receipts.submitted_at desc, receipts.id limit 1)`.as('receipt');

/** Where a list that goes on stands: after which row, and how many rows are wanted. One more tells that there are more. */
type Onward = { after: string | undefined; limit: number };

/** The applications after one, in the order of their ids, which no change moves. Drafts show that they are there. */
export async function applicationsAfter(
	db: Reader,
	who: Auditor,
	{ state, track, after, limit }: Onward & Pick<Sought, 'state' | 'track'>
) {
	if (after !== undefined && !isId(after)) throw fieldsRefused({ cursor: 'lib.not-a-choice' });
	let rows = found(db, who, { state, track, text: '', page: 1 })
		.select(['applications.id', 'applications.number', 'applications.submitted_at', 'applications.withdrawn_at'])
		.select(['organisations.name as organisation', 'tracks.name as track'])
		.orderBy('applications.id')
		.limit(limit + 1);
	if (after) rows = rows.where('applications.id', '>', after);
	const shown = (await rows.execute()).map((row) => ({ ...row, state: stateOf(row) }));
	const answersOf = await newestAnswers(
		db,
		shown.slice(0, limit).flatMap((one) => (one.state === 'submitted' ? [one.id] : []))
	);
	return shown.map((row) => ({ ...row, answers: answersOf.get(row.id) ?? {} }));
}

// Apart from the search: sorting twenty thousand applications must not carry what they say along.
async function newestAnswers(db: Reader, ids: string[]): Promise<Map<string, Answers>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('applications')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.select(['applications.id', 'receipt.answers'])
		.where('applications.id', 'in', ids)
		.execute();
	return new Map(rows.map((row) => [row.id, row.answers]));
}

function found(db: Reader, who: Auditor, { state, track, text }: Sought) {
	let rows = db
		.selectFrom('applications')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.where('applications.call_id', '=', who.callId);
	if (state) rows = rows.where((eb) => isIn(eb, state));
	if (track) rows = rows.where('tracks.key', '=', track);
	if (!text) return rows;
	const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
	const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
	return rows.where((eb) =>
		eb.or([
			eb('organisations.name', 'ilike', like),
			eb('applications.number', 'ilike', like),
			...(/^\d{3,10}$/.test(digits) ? [eb('organisations.registration_number', 'like', `%${digits}%`)] : [])
		])
	);
}

function isIn(eb: ExpressionBuilder<DB, 'applications'>, state: State) {
	if (state === 'withdrawn') return eb('applications.withdrawn_at', 'is not', null);
	const isStanding = eb('applications.withdrawn_at', 'is', null);
	return eb.and([isStanding, eb('applications.submitted_at', state === 'draft' ? 'is' : 'is not', null)]);
}

/** How many applications of the call are in each state. */
export async function countsByState(db: Reader, who: Auditor): Promise<Record<State, number>> {
	const row = await db
		.selectFrom('applications')
		.select((eb) => [
			eb.fn
				.countAll<number>()
				.filterWhere((eb) => isIn(eb, 'submitted'))
				.as('submitted'),
			eb.fn
				.countAll<number>()
				.filterWhere((eb) => isIn(eb, 'draft'))
				.as('draft'),
			eb.fn
				.countAll<number>()
				.filterWhere((eb) => isIn(eb, 'withdrawn'))
				.as('withdrawn')
		])
		.where('call_id', '=', who.callId)
		.executeTakeFirstOrThrow();
	return row;
}

/** How many submitted applications gave each answer, for the fields that are counted and the track. */
export function countsByAnswer(db: Reader, who: Auditor, keys: string[]) {
	// The newest receipts by one sort: looking each up by itself takes twice as long from some thousands on.
	const newest = db
		.selectFrom('receipts')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.select('receipts.answers')
		.distinctOn('receipts.application_id')
		.where('applications.call_id', '=', who.callId)
		.where('applications.submitted_at', 'is not', null)
		.where('applications.withdrawn_at', 'is', null)
		.orderBy('receipts.application_id')
		.orderBy('receipts.submitted_at', 'desc')
		.orderBy('receipts.id')
		.as('receipt');
	return db
		.selectFrom(newest)
		.innerJoinLateral(sql<{ key: string; value: string }>`jsonb_each_text(receipt.answers)`.as('answer'), (join) =>
			join.onTrue()
		)
		.select(['answer.key', 'answer.value'])
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where(sql<SqlBool>`answer.key = any(${keys})`)
		.groupBy(['answer.key', 'answer.value'])
		.execute();
}

/**
 * One application of this call with its receipts, newest first. A draft and a withdrawn one come without contents; a
 * receipt's salt stays with its applicant, for it tells which lot is whose.
 */
export async function oneApplication(db: Reader, who: Auditor, id: string) {
	if (!isId(id)) throw applicationNotFound();
	const row = await db
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['applications.id', 'applications.number', 'applications.saved_at', 'applications.submitted_at'])
		.select(['applications.withdrawn_at', 'organisations.name as organisation'])
		.select([cameByCode, wasEntered])
		.select(['people.name as applicantName', 'people.email as applicantEmail'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.id', '=', id)
		.executeTakeFirst();
	if (!row) throw applicationNotFound();
	const receipts = await receiptsWithConsents(db, id);
	const state = stateOf(row);
	const answers = state === 'submitted' ? (receipts[0]?.answers ?? {}) : null;
	const formVersion = receipts[0]?.form_version ?? 1;
	return {
		...row,
		state,
		answers,
		formVersion,
		receipts: receipts.map(({ answers: _, form_version: __, ...receipt }) => receipt)
	};
}

/** Every application that takes part in the organiser's call, in the order of its number, with its applicant's address. */
export async function exportedApplications(db: Reader, who: Organiser): Promise<Exported[]> {
	const [live, people] = await Promise.all([
		liveApplications(db, who.callId),
		db
			.selectFrom('people')
			.innerJoin('applications', 'applicant_id', 'people.id')
			.select(['people.id', 'email'])
			.where('call_id', '=', who.callId)
			.execute()
	]);
	const emails = new Map(people.map(({ id, email }) => [id, email]));
	return live.map((one) => ({ ...one, email: emails.get(one.applicantId) ?? '' }));
}

function receiptsWithConsents(db: Reader, applicationId: string) {
	return db
		.selectFrom('receipts')
		.select(['id', 'number', 'answers', 'form_version', 'content_hash', 'submitted_at'])
		.select((eb) =>
			eb
				.selectFrom('consents')
				.innerJoin('terms', 'terms.id', 'consents.term_id')
				.select((eb) => eb.fn.coalesce(eb.fn.agg<string[]>('array_agg', ['terms.key']), sql<string[]>`'{}'`).as('keys'))
				.whereRef('consents.receipt_id', '=', 'receipts.id')
				.as('agreed')
		)
		.where('application_id', '=', applicationId)
		.orderBy('submitted_at', 'desc')
		.orderBy('id')
		.execute();
}
