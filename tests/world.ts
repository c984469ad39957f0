import { randomUUID } from 'node:crypto';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Person, Role, Visitor } from '#domain/people/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import type { Locale, Words } from '#lib/words.ts';

/** Noon of a Monday in Seoul: the instant every scene plays at. The cast's call opened a day ago and closes in an hour. */
export const noon = new Date('2026-11-23T03:00:00Z');

/** The instant so many hours from noon. */
export const hours = (count: number) => new Date(noon.getTime() + count * 3_600_000);

/** The same words in both languages, for a test that does not look at them. */
export const words = (text: string): Words => ({ ko: text, en: text });

/**
 * A small world with named people, the same in every test: Hana organises the call, Seri and Doyun review in it, Joon
 * and Mina apply with their own firms, Ara audits. Nari organises for another host: what she asks is always refused.
 */
export type Scene = Awaited<ReturnType<typeof setScene>>;

export async function setScene(db: Db) {
	const host = await addHost(db, 'madang-host');
	const otherHost = await addHost(db, 'other-host');
	const call = await addCall(db, host);
	const [hana, nari, seri, doyun, joon, mina, ara] = await Promise.all(
		['hana', 'nari', 'seri', 'doyun', 'joon', 'mina', 'ara'].map((name) => addPerson(db, name))
	);
	const visitors = {
		hana: await withRole(db, hana!, 'organiser', { host }),
		nari: await withRole(db, nari!, 'organiser', { host: otherHost }),
		seri: await withRole(db, seri!, 'reviewer', { host, call: call.id }),
		doyun: await withRole(db, doyun!, 'reviewer', { host, call: call.id }),
		ara: await withRole(db, ara!, 'auditor', { host }),
		joon: visitorOf(joon!),
		mina: visitorOf(mina!)
	};
	return {
		db,
		call,
		host,
		otherHost,
		visitors,
		...{ hana: hana!, nari: nari!, seri: seri!, doyun: doyun!, joon: joon!, mina: mina!, ara: ara! },
		hanaOrganising: gate.organiser(visitors.hana, call),
		seriReviewing: gate.reviewer(visitors.seri, call),
		doyunReviewing: gate.reviewer(visitors.doyun, call),
		joonApplying: gate.applicant(visitors.joon, call.id),
		minaApplying: gate.applicant(visitors.mina, call.id),
		araAuditing: gate.auditor(visitors.ara, call)
	};
}

/** A person of the given name, at `<name>@example.test`. */
export async function addPerson(db: Db, name: string, locale: Locale = 'ko'): Promise<Person> {
	const row = { email: `${name}@example.test`, name, locale, made_at: hours(-100) };
	const { id } = await db.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow();
	return { id, email: row.email, name, locale };
}

/** A person as they come in through the porch, with no role. */
export function visitorOf(person: Person): Visitor {
	return { person, roles: [], signInId: randomUUID() };
}

export async function withRole(
	db: Db,
	person: Person,
	role: Role,
	where: { host: string; call?: string }
): Promise<Visitor> {
	const callId = where.call ?? null;
	await db
		.insertInto('roles')
		.values({ person_id: person.id, role, host_id: where.host, call_id: callId, given_at: hours(-100) })
		.execute();
	return { ...visitorOf(person), roles: [{ role, hostId: where.host, callId }] };
}

// A host that lets its own work by a mail's code: what is asked for more is tested where it is asked for.
async function addHost(db: Db, slug: string): Promise<string> {
	const row = { slug, name: words(slug), made_at: hours(-100), second_factor: 'off' };
	return (await db.insertInto('hosts').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** A published call of a host: two tracks (`api` 2 places, `collaboration` 1), a short form, one quota. */
export async function addCall(db: Db, host: string, slug = 'seoul'): Promise<WholeCall> {
	const stop = await addStop(db, host, `${slug}-stop`);
	const { id } = await db
		.insertInto('calls')
		.values({
			...{ slug, host_id: host, stop_id: stop, notice_number: `2026-${slug}`, title: words('Meet the guest') },
			...{ purpose: words('To meet.'), who_may: words('Firms.'), how_chosen: words('Review, then a draw.') },
			...{ opens_at: hours(-24), closes_at: hours(1), review_until: hours(48), draw_at: hours(72), reply_days: 3 },
			...{ made_at: hours(-50), published_at: hours(-40) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await addParts(db, id);
	return wholeCall(reading(db), await callBySlug(reading(db), slug));
}

async function addStop(db: Db, host: string, slug: string): Promise<string> {
	const guest = { guest_name: words('Robin Vale'), guest_title: words('CEO'), guest_organisation: words('Vale AI') };
	const tour = await db
		.insertInto('tours')
		.values({ slug: `${slug}-tour`, title: words('A tour'), about: words('About'), ...guest, made_at: hours(-100) })
		.returning('id')
		.executeTakeFirstOrThrow();
	const stop = await db
		.insertInto('stops')
		.values({
			...{ tour_id: tour.id, host_id: host, slug, position: 1, city: words('Seoul'), country: words('Korea') },
			...{ time_zone: 'Asia/Seoul', starts_on: '2026-12-10', ends_on: '2026-12-11', hall: words('Hall') }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return stop.id;
}

async function addParts(db: Db, callId: string): Promise<void> {
	const of = <T extends object>(rows: T[]) => rows.map((row, position) => ({ call_id: callId, position, ...row }));
	const choices = (...values: string[]) => JSON.stringify(values.map((value) => ({ value, label: words(value) })));
	const field = (key: string, kind: string, more: object = {}) => ({
		...{ key, kind, label: words(key), is_required: true, is_feature: false, max_length: null, options: '[]', ...more }
	});
	await db
		.insertInto('tracks')
		.values(
			of([
				{ key: 'api', name: words('API'), places: 2 },
				{ key: 'collaboration', name: words('Together'), places: 1 }
			])
		)
		.execute();
	await db
		.insertInto('fields')
		.values(
			of([
				field('organisation_name', 'text', { max_length: 60 }),
				field('registration_number', 'organisation'),
				field('track', 'track', { is_feature: true }),
				field('region', 'choice', { is_feature: true, options: choices('seoul', 'busan') }),
				field('proposal', 'long', { max_length: 300 }),
				field('link', 'link', { is_required: false })
			])
		)
		.execute();
	const term = { title: words('t'), purpose: words('p'), items: words('i'), period: words('1y'), keep_days: 365 };
	await db
		.insertInto('terms')
		.values(
			of([
				{ key: 'selection', is_required: true, ...term },
				{ key: 'recording', is_required: false, ...term }
			])
		)
		.execute();
	const anchors = JSON.stringify(Array.from({ length: 5 }, (_, at) => words(`${at + 1}`)));
	await db
		.insertInto('criteria')
		.values(
			of([
				{ key: 'technology', name: words('T'), anchors, weight: 3 },
				{ key: 'growth', name: words('G'), anchors, weight: 1 }
			])
		)
		.execute();
	await db
		.insertInto('quotas')
		.values({ call_id: callId, feature: 'region', value: 'busan', min: 1, max: 3 })
		.execute();
}
