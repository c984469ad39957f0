import type { Reader } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
import { partsOf } from './parts.read.server.ts';
import { callNotFound, type Call, type WholeCall } from './rules.ts';

/** A call by its address, published or not: who may see a draft is the gate's to say. Refuses when there is none. */
export async function callBySlug(db: Reader, slug: string): Promise<Call> {
	return bySlug(db, slug);
}

// Before a deadline everybody asks for the same one.
const bySlug = lanesOf(async (db: Reader, slugs: string[]) => {
	const calls = await db
		.selectFrom('calls')
		.selectAll()
		.where((eb) => eb('slug', '=', eb.fn.any(eb.val([...new Set(slugs)]))))
		.execute();
	const found = new Map(calls.map((call) => [call.slug, call]));
	return slugs.map((slug): Outcome<Call> => {
		const call = found.get(slug);
		return call ? { done: { ...call } } : { refused: callNotFound() };
	});
});

/** Whether a call was deleted: it is published no more, and never will be again. */
export async function isDeleted(db: Reader, callId: string): Promise<boolean> {
	const row = db.selectFrom('call_deletions').select('call_id').where('call_id', '=', callId);
	return (await row.executeTakeFirst()) !== undefined;
}

/** The keys of the terms of these calls. */
export function termKeysOf(db: Reader, callIds: string[]) {
	if (callIds.length === 0) return Promise.resolve([]);
	return db.selectFrom('terms').select(['call_id', 'key']).where('call_id', 'in', callIds).execute();
}

/** The public's view: a call that has been published. Refuses a draft as if it were not there. */
export async function publishedCall(db: Reader, slug: string): Promise<Call> {
	const call = await callBySlug(db, slug);
	if (!call.published_at) throw callNotFound();
	return call;
}

/**
 * All a call is made of, each list in the organiser's order: what the notice, the form, the desk and the draw read. Its parts
 * are as they were when the call's own row was read, or newer.
 */
export async function wholeCall(db: Reader, call: Call): Promise<WholeCall> {
	return { ...call, ...(await partsOf(db, call)) };
}

/** A host's calls at a stop but those that follow another, in the order they were made: what a copy of the stop can take along. */
export function callsAtStop(db: Reader, hostId: string, stopId: string) {
	return db
		.selectFrom('calls')
		.select(['id', 'title', 'notice_number'])
		.where('host_id', '=', hostId)
		.where('stop_id', '=', stopId)
		.where('follows_id', 'is', null)
		.orderBy('made_at')
		.execute();
}

/** What the calendar of published calls still holds after `at`, soonest first, for the rehearsal's clock. */
export async function momentsAhead(db: Reader, at: Date) {
	const calls = await db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.select([
			'calls.slug',
			'calls.title',
			'opens_at',
			'closes_at',
			'review_until',
			'draw_at',
			'stops.time_zone as zone'
		])
		.where('published_at', 'is not', null)
		.execute();
	return calls
		.flatMap(({ slug, title, zone, ...call }) => [
			{ call: slug, title, zone, what: 'opens' as const, at: call.opens_at },
			{ call: slug, title, zone, what: 'closes' as const, at: call.closes_at },
			{ call: slug, title, zone, what: 'reviewed' as const, at: call.review_until },
			{ call: slug, title, zone, what: 'draw' as const, at: call.draw_at }
		])
		.filter((moment) => moment.at > at)
		.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A published call as a list shows it: with its stop and host, and all its places. */
export type ListedCall = Awaited<ReturnType<typeof publicCalls>>[number];

/** Every published call, later rounds apart (their first leads to them), the one that closes soonest first; of one tour or of one host where given. */
export function publicCalls(db: Reader, tourId?: string | null, hostId?: string | null) {
	let calls = listed(db).select(onList).where('published_at', 'is not', null).where('follows_id', 'is', null);
	if (tourId) calls = calls.where('stops.tour_id', '=', tourId);
	if (hostId) calls = calls.where('calls.host_id', '=', hostId);
	return calls.orderBy('closes_at').execute();
}

/** The calls a visitor works for by these roles: all of a host, or the one the role is for. Drafts come first. */
export function callsInRoles(db: Reader, roles: { hostId: string; callId: string | null }[]) {
	if (roles.length === 0) return Promise.resolve([]);
	return listed(db)
		.selectAll('calls')
		.where('calls.id', 'not in', (eb) => eb.selectFrom('call_deletions').select('call_deletions.call_id'))
		.where((eb) =>
			eb.or(
				roles.map(({ hostId, callId }) => (callId ? eb('calls.id', '=', callId) : eb('calls.host_id', '=', hostId)))
			)
		)
		.orderBy((eb) => eb('published_at', 'is not', null))
		.orderBy('closes_at', 'desc')
		.execute();
}

const onList = [
	...(['calls.id', 'calls.slug', 'stop_id', 'notice_number', 'calls.title', 'purpose', 'who_may'] as const),
	...(['published_at', 'opens_at', 'closes_at', 'review_until', 'draw_at'] as const)
] as const;

function listed(db: Reader) {
	return db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('hosts', 'hosts.id', 'calls.host_id')
		.select(['stops.time_zone as zone', 'stops.city', 'stops.starts_on', 'hosts.name as host'])
		.select((eb) =>
			eb
				.selectFrom('tracks')
				.select((of) => of.fn.coalesce(of.fn.sum<number>('places'), of.lit(0)).as('sum'))
				.whereRef('call_id', '=', 'calls.id')
				.as('places')
		);
}
