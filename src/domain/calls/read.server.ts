import type { Reader } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
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

/** The public's view: a call that has been published. Refuses a draft as if it were not there. */
export async function publishedCall(db: Reader, slug: string): Promise<Call> {
	const call = await callBySlug(db, slug);
	if (!call.published_at) throw callNotFound();
	return call;
}

/** All a call is made of, each list in the organiser's order: what the notice, the form, the desk and the draw read. */
export async function wholeCall(db: Reader, call: Call): Promise<WholeCall> {
	const [stop, host, tracks, fields, terms, criteria, quotas] = await Promise.all([
		db.selectFrom('stops').selectAll().where('id', '=', call.stop_id).executeTakeFirstOrThrow(),
		db.selectFrom('hosts').selectAll().where('id', '=', call.host_id).executeTakeFirstOrThrow(),
		db.selectFrom('tracks').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('fields').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('terms').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('criteria').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('quotas').selectAll().where('call_id', '=', call.id).orderBy('feature').orderBy('value').execute()
	]);
	return { ...call, stop, host, tracks, fields, terms, criteria, quotas };
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

/** Every published call, the one that closes soonest first; of one tour where given. */
export function publicCalls(db: Reader, tourId?: string) {
	let calls = listed(db).where('published_at', 'is not', null);
	if (tourId) calls = calls.where('stops.tour_id', '=', tourId);
	return calls.orderBy('closes_at').execute();
}

/** The calls a visitor works for by these roles: all of a host, or the one the role is for. Drafts come first. */
export function callsInRoles(db: Reader, roles: { hostId: string; callId: string | null }[]) {
	if (roles.length === 0) return Promise.resolve([]);
	return listed(db)
		.where((eb) =>
			eb.or(
				roles.map(({ hostId, callId }) => (callId ? eb('calls.id', '=', callId) : eb('calls.host_id', '=', hostId)))
			)
		)
		.orderBy((eb) => eb('published_at', 'is not', null))
		.orderBy('closes_at', 'desc')
		.execute();
}

function listed(db: Reader) {
	return db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('hosts', 'hosts.id', 'calls.host_id')
		.selectAll('calls')
		.select(['stops.time_zone as zone', 'stops.city', 'stops.starts_on', 'hosts.name as host'])
		.select((eb) =>
			eb
				.selectFrom('tracks')
				.select((of) => of.fn.coalesce(of.fn.sum<number>('places'), of.lit(0)).as('sum'))
				.whereRef('call_id', '=', 'calls.id')
				.as('places')
		);
}
