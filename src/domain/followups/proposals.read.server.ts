import { sql, type SqlBool } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { newestReceipt } from '#domain/applications/read.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { followupNotFound } from './rules.ts';
import { pairQuery, seeksNothing, type Sought } from './search.rules.ts';

// The terms of a stop's calls by which what was submitted goes to the guest, for the days that their text says, counted
// from the stop's last. Reckoned once, not for every row.
const running = ({ id }: Pick<Stop, 'id'>, at: Date) => sql`array(
	select terms.id from terms join calls on calls.id = terms.call_id join stops on stops.id = calls.stop_id
	where stops.id = ${id} and terms.kind in ('third-party', 'overseas') and (terms.keep_days is null
		or ${at}::timestamptz < (stops.ends_on + terms.keep_days + 1)::timestamp at time zone stops.time_zone))`;

// Agreed to with the newest receipt and not taken back; where a call asks for passing abroad, all that it asks of that kind.
const isGiven = (stop: Pick<Stop, 'id'>, at: Date) => sql<SqlBool>`(
	with given as (
		select term_id from consents where consents.receipt_id = receipt.id and term_id = any(${running(stop, at)})
			and not exists (select from consent_withdrawals taken
				where taken.receipt_id = consents.receipt_id and taken.term_id = consents.term_id))
	select exists (select from given) and not exists (
		select from terms where terms.call_id = applications.call_id and kind = 'overseas'
			and id not in (select term_id from given)))`;

/** Whether an application was chosen, and its place neither declined nor let lapse since. */
export const isChosen = sql<SqlBool>`exists (select from invitations where application_id = applications.id
	and not exists (select from lapses where invitation_id = invitations.id)
	and 'decline' is distinct from (
		select reply from replies where invitation_id = invitations.id order by replies.id desc limit 1))`;

/**
 * The one question of what the guest's office may know of: what was chosen and not declined since, and whose applicant
 * let it go to the guest. Who has made an offer of their own has said so again.
 */
const isForGuest = (stop: Pick<Stop, 'id'>, at: Date) => sql<SqlBool>`(
	${isChosen}
	and receipt.erased_by is null
	and (${isGiven(stop, at)}
		or exists (select from offers where application_id = applications.id and side = 'applicant' and withdrawn_at is null)))`;

/** The applications of a stop that the guest's office may read, each with its newest receipt. */
export function forGuest(db: Reader, stop: Pick<Stop, 'id'>, at: Date) {
	return db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.where('stops.id', '=', stop.id)
		.where('calls.published_at', 'is not', null)
		.where(takesPart)
		.where(isForGuest(stop, at));
}

/** Whether a proposal has these words: by the index, and long words whole. */
export const found = ({ hangul, latin }: Sought) => sql<SqlBool>`(
	proposals.application_id in (
		select proposals_saying(${pairQuery({ hangul })}::tsquery && plainto_tsquery('english', ${latin})))
	${sql.join(
		hangul.filter((word) => word.length > 2).map((word) => sql`and position(${word} in proposals.text) > 0`),
		sql` `
	)})`;

// How often the words stand in it, evened out: the tenth time says little more than the third.
const weight = ({ hangul, latin }: Sought) => {
	const words = [...hangul, ...latin.split(' ').filter(Boolean)];
	const often = words.map(
		(word) =>
			sql`ln(1 + (length(proposals.text) - length(replace(proposals.text, ${word}, '')))::float / ${word.length}::int)`
	);
	return sql<number>`(${sql.join(often.length ? often : [sql`0`], sql` + `)})`;
};

export type Wanted = { sought: Sought; track: string | null; page: number };
export const proposalsPerPage = 20;

/** A page of what the guest's office may read at a stop, the best found first, else in the order of their numbers. */
export async function proposalsPage(db: Reader, stop: Stop, { sought, track, page }: Wanted, at: Date) {
	let rows = forGuest(db, stop, at)
		.innerJoin('proposals', 'proposals.application_id', 'applications.id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id');
	if (track) rows = rows.where('tracks.key', '=', track);
	if (!seeksNothing(sought)) rows = rows.where(found(sought)).orderBy(weight(sought), 'desc');
	const listed = await rows
		.select((eb) => eb.fn.countAll<number>().over().as('total'))
		.select(['applications.id', 'applications.call_id'])
		.orderBy((eb) => eb.fn('length', ['applications.number']))
		.orderBy('applications.number')
		.limit(proposalsPerPage)
		.offset((page - 1) * proposalsPerPage)
		.execute();
	return { total: listed[0]?.total ?? 0, ids: listed.map(({ id }) => id) };
}

/** What of these the guest's office may read: whose it is by name, its track, its answers, and what has been begun. */
export async function proposalsOf(db: Reader, stop: Stop, ids: string[], at: Date) {
	if (ids.length === 0) return [];
	const rows = await forGuest(db, stop, at)
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.leftJoin('offers as own', (join) =>
			join.onRef('own.application_id', '=', 'applications.id').on('own.side', '=', 'guest')
		)
		.leftJoin('offers as theirs', (join) =>
			join.onRef('theirs.application_id', '=', 'applications.id').on('theirs.side', '=', 'applicant')
		)
		.select(['applications.id', 'applications.number', 'applications.call_id', 'calls.host_id', 'calls.slug'])
		.select(['receipt.answers', 'receipt.form_version', 'tracks.key as track', 'tracks.name as trackName'])
		.select([
			sql<string[] | null>`case when own.withdrawn_at is null then own.kinds end`.as('ownKinds'),
			sql<string[] | null>`case when theirs.withdrawn_at is null then theirs.kinds end`.as('theirKinds')
		])
		.select(
			sql<string | null>`(select step from followup_steps where application_id = applications.id
				order by id desc limit 1)`.as('step')
		)
		.where('applications.id', 'in', ids)
		.execute();
	const order = new Map(ids.map((id, at) => [id, at]));
	return rows.sort((one, other) => order.get(one.id)! - order.get(other.id)!);
}

export type GuestProposal = Awaited<ReturnType<typeof proposalsOf>>[number];

/** One of them. What the office may not read is not there. */
export async function proposalFor(db: Reader, stop: Stop, id: string, at: Date): Promise<GuestProposal> {
	const [row] = isId(id) ? await proposalsOf(db, stop, [id], at) : [];
	if (!row) throw followupNotFound();
	return row;
}

/** The tracks of a stop's calls that have something to read, each once by its key. */
export function tracksFor(db: Reader, stop: Stop, at: Date) {
	return forGuest(db, stop, at)
		.innerJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['tracks.key', 'tracks.name'])
		.distinctOn('tracks.key')
		.orderBy('tracks.key')
		.execute();
}

/** The delegation with what each of it looks for. */
export function interestsOf(db: Reader, stop: Pick<Stop, 'tour_id'>) {
	return db
		.selectFrom('delegates')
		.leftJoin('delegate_topics', 'delegate_topics.delegate_id', 'delegates.id')
		.select(['delegates.id', 'delegates.name', 'delegates.title', 'topics', 'tracks', 'kinds'])
		.where('tour_id', '=', stop.tour_id)
		.orderBy('is_principal', 'desc')
		.orderBy('position')
		.execute();
}

/** What is not yet searched as it was last submitted: the chosen of a call, so many at most. */
export function proposalsToIndex(db: Reader, most: number) {
	return db
		.selectFrom('applications')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.leftJoin('proposals', 'proposals.application_id', 'applications.id')
		.select(['applications.id', 'applications.call_id', 'receipt.id as receipt_id', 'receipt.answers'])
		.select('receipt.form_version')
		.where('receipt.erased_by', 'is', null)
		.where((eb) =>
			eb.or([eb('proposals.receipt_id', 'is', null), eb('proposals.receipt_id', '<>', eb.ref('receipt.id'))])
		)
		.where(sql<boolean>`exists (select from invitations where application_id = applications.id)`)
		.orderBy('applications.id')
		.limit(most)
		.execute();
}
