import { jointOf } from './joint.read.server.ts';
import type { Reader } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
import type { DeadlineChange } from './deadlines.rules.ts';
import { callNotFound, type Call, type Field, type Quota, type WholeCall } from './rules.ts';

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

/** All a call is made of, each list in the organiser's order: what the notice, the form, the desk and the draw read. */
export async function wholeCall(db: Reader, call: Call): Promise<WholeCall> {
	const [stop, host, tracks, form, terms, criteria, quotas, rounds, changes, joint] = await Promise.all([
		db.selectFrom('stops').selectAll().where('id', '=', call.stop_id).executeTakeFirstOrThrow(),
		db.selectFrom('hosts').selectAll().where('id', '=', call.host_id).executeTakeFirstOrThrow(),
		db.selectFrom('tracks').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		formOf(db, call.id),
		db.selectFrom('terms').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('criteria').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		quotasIn(db, call.id),
		db.selectFrom('rounds').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		approvedChanges(db, call.id),
		jointOf(db, call.id)
	]);
	const { fields, version: formVersion } = form;
	return { ...call, stop, host, tracks, fields, formVersion, terms, criteria, quotas, rounds, changes, ...joint };
}

// Those of all places first, then track by track.
function quotasIn(db: Reader, callId: string): Promise<Quota[]> {
	return db
		.selectFrom('quotas')
		.selectAll()
		.where('call_id', '=', callId)
		.orderBy('track', (order) => order.asc().nullsFirst())
		.orderBy('feature')
		.orderBy('value')
		.execute();
}

/** What every version of a form has of a field. */
const asked = [
	...(['key', 'kind', 'label', 'help', 'is_required', 'is_feature', 'max_length'] as const),
	...(['options', 'settings', 'shown_when'] as const)
] as const;

/** A call's form in a version, the newest where none is named. What is no version of it is the newest. */
export async function formOf(
	db: Reader,
	callId: string,
	version?: number
): Promise<{ version: number; fields: Field[] }> {
	let later = db.selectFrom('form_versions').select(['version', 'fields']).where('call_id', '=', callId);
	if (version !== undefined) later = later.where('version', '=', version);
	const found = version === 1 ? undefined : await later.orderBy('version', 'desc').limit(1).executeTakeFirst();
	return found ?? { version: 1, fields: await firstFields(db, callId) };
}

function firstFields(db: Reader, callId: string): Promise<Field[]> {
	return db.selectFrom('fields').select(asked).where('call_id', '=', callId).orderBy('position').execute();
}

/** The versions of a call's form after the first, oldest first: each whole, with when, by whom and why. */
export function laterForms(db: Reader, callId: string) {
	return db
		.selectFrom('form_versions')
		.innerJoin('people', 'people.id', 'form_versions.made_by')
		.select(['version', 'fields', 'reason', 'form_versions.made_at', 'people.name as madeBy'])
		.where('call_id', '=', callId)
		.orderBy('version')
		.execute();
}

/** A call's form in all its versions, by number: for who must read each application by its own. */
export async function formsOf(db: Reader, callId: string): Promise<Map<number, Field[]>> {
	const [first, later] = await Promise.all([firstFields(db, callId), laterForms(db, callId)]);
	return new Map([[1, first], ...later.map(({ version, fields }) => [version, fields] as const)]);
}

function approvedChanges(db: Reader, callId: string): Promise<DeadlineChange[]> {
	return db
		.selectFrom('deadline_changes')
		.innerJoin('deadline_answers', 'deadline_answers.change_id', 'deadline_changes.id')
		.select([
			'deadline_changes.id',
			'track_id',
			'old_at',
			'new_at',
			'moves_rest',
			'reason',
			'answered_at as changed_at'
		])
		.where('call_id', '=', callId)
		.where('answer', '=', 'approved')
		.orderBy('answered_at')
		.execute();
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
