import type { Reader } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { ratingsIn, ratingsNotFound, type RatingsTried } from './ratings.rules.ts';

/** Ratings of a call's live applications that were given elsewhere and entered from a table. */
export function ratingsOf(db: Reader, callId: string) {
	return db
		.selectFrom('ratings')
		.innerJoin('applications', 'applications.id', 'ratings.application_id')
		.select(['ratings.application_id', 'ratings.rater', 'ratings.points', 'ratings.import_id'])
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.orderBy('ratings.import_id')
		.orderBy('ratings.line')
		.orderBy('ratings.nth')
		.execute();
}

/** The files of ratings of a call, newest first: waiting to be entered, or entered. What was put away is not among them. */
export function ratingImports(db: Reader, callId: string) {
	return db
		.selectFrom('rating_imports')
		.select(['id', 'file_name', 'uploaded_at', 'entered_at', 'columns'])
		.select((eb) => [
			eb
				.selectFrom('ratings')
				.whereRef('import_id', '=', 'rating_imports.id')
				.select((own) => own.fn.countAll<number>().as('count'))
				.as('ratings'),
			eb
				.selectFrom('ratings')
				.whereRef('import_id', '=', 'rating_imports.id')
				.select((own) => own.fn.count<number>('application_id').distinct().as('count'))
				.as('applications')
		])
		.where('call_id', '=', callId)
		.where('dropped_at', 'is', null)
		.orderBy('uploaded_at', 'desc')
		.execute();
}

/** Files of ratings that nobody has entered since. */
export function forgottenRatings(db: Reader, before: Date) {
	return db
		.selectFrom('rating_imports')
		.select(['id', 'call_id'])
		.where('file', 'is not', null)
		.where('uploaded_at', '<', before)
		.execute();
}

/** One waiting file, with what it holds. Refuses another call's, and one that is entered or put away. */
export async function waitingRatings(db: Reader, callId: string, id: string) {
	const row = await db
		.selectFrom('rating_imports')
		.selectAll()
		.where('id', '=', id)
		.where('call_id', '=', callId)
		.where('dropped_at', 'is', null)
		.where('entered_at', 'is', null)
		.executeTakeFirst();
	if (!row?.file) throw ratingsNotFound();
	return { ...row, table: tableFrom(row.file).table };
}

/** What entering a waiting file would leave, judged by the applications there are now. */
export async function triedRatings(
	db: Reader,
	call: Pick<WholeCall, 'id' | 'criteria'>,
	waiting: Awaited<ReturnType<typeof waitingRatings>>
): Promise<RatingsTried> {
	const applications = await db
		.selectFrom('applications')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['applications.id', 'applications.number', 'organisations.name as organisation'])
		.where('applications.call_id', '=', call.id)
		.where(takesPart)
		.execute();
	return ratingsIn(waiting.table, waiting.columns, { applications, criteria: call.criteria });
}
