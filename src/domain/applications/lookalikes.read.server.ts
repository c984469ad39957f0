import { sql, type ExpressionBuilder } from 'kysely';
import type { DB } from '#db/tables.ts';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { InCall } from '#domain/people/rules.ts';
import { answerIn, organisationName, type FormField } from './answers.rules.ts';
import { mailKey } from './likeness.rules.ts';
import { lookalikeNotFound, undecided, type PairOutcome, type Party } from './lookalikes.rules.ts';
import { formFieldsOf, newestReceipt } from './read.server.ts';
import { mayTakePart } from './standing.read.server.ts';

/** Every party of a call that may take part, set aside or not, as they are compared. */
export async function partiesOf(db: Reader, callId: string): Promise<Party[]> {
	const [rows, others, forms] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoinLateral(newestReceipt, (join) => join.onTrue())
			.innerJoin('people', 'people.id', 'applications.applicant_id')
			.select(['applications.id', 'receipt.answers', 'receipt.form_version', 'people.email', 'people.name'])
			.where('applications.call_id', '=', callId)
			.where(mayTakePart)
			.execute(),
		db
			.selectFrom('coapplicants')
			.innerJoin('applications', 'applications.id', 'coapplicants.application_id')
			.select(['application_id', 'email', 'name'])
			.where('call_id', '=', callId)
			.where('removed_at', 'is', null)
			.where('declined_at', 'is', null)
			.execute(),
		formFieldsOf(db, callId)
	]);
	const with_ = Map.groupBy(others, ({ application_id }) => application_id);
	return rows.map(({ id, answers, form_version, email, name }) => {
		const fields = forms.get(form_version) ?? [];
		const of = (kind: string) => textsIn(answers, fields, kind);
		const own = with_.get(id) ?? [];
		return {
			...{ id, registration: of('organisation')[0] ?? '', name: answerIn(answers, organisationName) },
			...{ mails: [email, ...own.map((one) => one.email), ...of('text').filter(mailKey)] },
			...{ phones: of('phone'), links: of('link'), text: of('long').join('\n') },
			people: [name, ...own.map((one) => one.name), ...of('person')].filter(Boolean)
		};
	});
}

function textsIn(answers: Record<string, string>, fields: FormField[], kind: string): string[] {
	return fields.flatMap((field) => (field.kind === kind ? [answerIn(answers, field.key)] : [])).filter(Boolean);
}

const newestDecision = (eb: ExpressionBuilder<DB, 'lookalikes'>) =>
	eb
		.selectFrom('lookalike_decisions')
		.selectAll('lookalike_decisions')
		.whereRef('lookalike_decisions.lookalike_id', '=', 'lookalikes.id')
		.orderBy('lookalike_decisions.id', 'desc')
		.limit(1)
		.as('decision');

// As its own applicant wrote it: two of one number have one organisation.
const nameIn = (id: 'one_id' | 'other_id') =>
	sql<string | null>`(select answers ->> ${organisationName} from receipts
		where application_id = ${sql.ref(`lookalikes.${id}`)} order by submitted_at desc, id limit 1)`;

const isOpen = (id: 'one_id' | 'other_id') =>
	sql<boolean>`exists (select from applications where id = ${sql.ref(`lookalikes.${id}`)} and ${mayTakePart})`;

/** The pairs of a call of which both may still take part, the likeliest first, with the newest decision about each. */
export async function lookalikesOf(db: Reader, callId: string) {
	const rows = await db
		.selectFrom('lookalikes')
		.innerJoin('applications as one', 'one.id', 'lookalikes.one_id')
		.innerJoin('applications as other', 'other.id', 'lookalikes.other_id')
		.leftJoinLateral(newestDecision, (join) => join.onTrue())
		.leftJoin('people as decider', 'decider.id', 'decision.decided_by')
		.select(['lookalikes.id', 'lookalikes.one_id', 'lookalikes.other_id', 'score', 'evidence', 'found_at'])
		.select(['one.number as one_number', 'other.number as other_number', 'decision.stands_id', 'decision.reason'])
		.select(['one.set_aside_at as one_aside', 'other.set_aside_at as other_aside'])
		.select([nameIn('one_id').as('one_name'), nameIn('other_id').as('other_name')])
		.select(['decision.outcome', 'decision.decided_at', 'decider.name as by_name', 'decider.email as by_email'])
		.where('lookalikes.call_id', '=', callId)
		.where(isOpen('one_id'))
		.where(isOpen('other_id'))
		.orderBy('score', 'desc')
		.orderBy('lookalikes.id')
		.execute();
	return rows.map(({ outcome, by_name, by_email, ...row }) => ({
		...{ ...row, outcome: outcome as PairOutcome | null, by: by_name || by_email }
	}));
}

export type LookalikePair = Awaited<ReturnType<typeof lookalikesOf>>[number];

/** The newest comparing of a call's applications, and whether anything was submitted since. */
export async function searchOf(db: Reader, callId: string) {
	const [search, newest] = await Promise.all([
		db
			.selectFrom('lookalike_searches')
			.select(['searched_at', 'applications', 'found'])
			.where('call_id', '=', callId)
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst(),
		db
			.selectFrom('applications')
			.select((eb) => eb.fn.max('submitted_at').as('at'))
			.where('call_id', '=', callId)
			.executeTakeFirst()
	]);
	return { search, isFresh: Boolean(search) && (!newest?.at || search!.searched_at >= newest.at) };
}

/** What must happen before a draw can be sealed: whether all have been compared, and how many pairs wait for somebody. */
export async function lookalikesLeft(db: Reader, callId: string): Promise<{ isSearched: boolean; waiting: number }> {
	const [{ isFresh }, pairs] = await Promise.all([searchOf(db, callId), lookalikesOf(db, callId)]);
	return { isSearched: isFresh, waiting: undecided(pairs).length };
}

/** A pair of this call with what was submitted in both. Refuses any other as if it were not there. */
export async function lookalikePair(db: Reader, callId: string, id: string) {
	const pair = isId(id) ? (await lookalikesOf(db, callId)).find((one) => one.id === id) : undefined;
	if (!pair) throw lookalikeNotFound();
	const sides = await db
		.selectFrom('applications')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['applications.id', 'receipt.answers', 'receipt.form_version', 'receipt.submitted_at'])
		.select(['people.email', 'people.name', 'people.locale', 'applications.number', 'applications.set_aside_at'])
		.where('applications.id', 'in', [pair.one_id, pair.other_id])
		.execute();
	const side = (id: string) => sides.find((one) => one.id === id)!;
	return { ...pair, one: side(pair.one_id), other: side(pair.other_id) };
}

/** Calls that have closed and of which not all applications have been compared since the last was submitted. */
export function callsToCompare(db: Reader, at: Date) {
	return db
		.selectFrom('calls')
		.select(['calls.id'])
		.where('published_at', 'is not', null)
		.where(sql<boolean>`closes_at + grace_minutes * interval '1 minute' <= ${at}`)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('applications').select('id').whereRef('call_id', '=', 'calls.id').where('number', 'is not', null)
			)
		)
		.where(
			sql<boolean>`not exists (select from lookalike_searches where call_id = calls.id
				and searched_at >= (select max(submitted_at) from applications where call_id = calls.id)
				and searched_at >= closes_at)`
		)
		.where(sql<boolean>`not exists (select from erasures where call_id = calls.id)`)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('seals')
						.innerJoin('draws', 'draws.id', 'seals.draw_id')
						.select('draw_id')
						.whereRef('draws.call_id', '=', 'calls.id')
						.where('tag', '=', 'draw')
				)
			)
		)
		.execute();
}

/** Whether a call's draw has been sealed: a later stage's fact, at which this one only looks. */
export async function isSealed(db: Reader, callId: string): Promise<boolean> {
	const seal = await db
		.selectFrom('seals')
		.innerJoin('draws', 'draws.id', 'seals.draw_id')
		.select('draw_id')
		.where('draws.call_id', '=', callId)
		.where('tag', '=', 'draw')
		.executeTakeFirst();
	return seal !== undefined;
}

/** Whether an application was banded: only such a one can still come back once the bands are frozen. */
export async function isBanded(db: Reader, applicationId: string): Promise<boolean> {
	const row = await db
		.selectFrom('standings')
		.select('application_id')
		.where('application_id', '=', applicationId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Why the applicant's own application is set aside, once somebody has decided it and they were told. */
export async function toldAside(db: Reader, who: InCall): Promise<{ reason: string; decidedAt: Date } | undefined> {
	return db
		.selectFrom('lookalikes')
		.innerJoinLateral(newestDecision, (join) => join.onTrue())
		.innerJoin('applications', (join) =>
			join.on((eb) =>
				eb.or([eb('applications.id', '=', eb.ref('one_id')), eb('applications.id', '=', eb.ref('other_id'))])
			)
		)
		.select(['decision.reason', 'decision.decided_at as decidedAt'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.applicant_id', '=', who.personId)
		.where('applications.set_aside_at', 'is not', null)
		.where('decision.stands_id', '<>', (eb) => eb.ref('applications.id'))
		.orderBy('decision.id', 'desc')
		.limit(1)
		.executeTakeFirst();
}
