import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db.server.ts';
import type { SampleProgramme } from '../types.ts';
import { insertAll, must } from './rows.ts';

/** Ids by the generator's keys. */
export type Ids = { host: string; delegates: string[] } & Record<
	'people' | 'stops' | 'calls' | 'organisations',
	Map<string, string>
>;

/** Plants the host, everybody who signs in, and the tour with its stops. */
export async function plantPeopleAndTour(tx: Tx, programme: SampleProgramme): Promise<Ids> {
	const made_at = programme.at;
	const { slug, name } = programme.host;
	// Made-up people have no phones of their own: their host lets them work by the code in the mailbox.
	const row = { slug, name, made_at, second_factor: 'off' };
	const host = await tx.insertInto('hosts').values(row).returning('id').executeTakeFirstOrThrow();
	const people = new Map(programme.people.map((person) => [person.key, randomUUID() as string]));
	await insertAll(
		tx,
		'people',
		programme.people.map(({ key, email, name, locale }) => ({ id: must(people, key), email, name, locale, made_at }))
	);
	const { stops, delegates } = await plantTour(tx, programme, host.id);
	return {
		host: host.id,
		...{ people, stops, delegates },
		calls: new Map(),
		organisations: new Map()
	};
}

async function plantTour(tx: Tx, { tour, at }: SampleProgramme, host: string) {
	const { name, title, organisation } = tour.guest;
	const row = { slug: tour.slug, title: tour.title, about: tour.about, made_at: at };
	const { id } = await tx
		.insertInto('tours')
		.values({ ...row, guest_name: name, guest_title: title, guest_organisation: organisation })
		.returning('id')
		.executeTakeFirstOrThrow();
	const delegates = tour.delegates.map(() => randomUUID() as string);
	await insertAll(
		tx,
		'delegates',
		tour.delegates.map((one, position) => ({
			...{ id: delegates[position]!, tour_id: id, name: one.name, title: one.title },
			...{ is_principal: one.isPrincipal, position }
		}))
	);
	const stops = new Map(tour.stops.map((stop) => [stop.slug, randomUUID() as string]));
	await insertAll(
		tx,
		'stops',
		tour.stops.map((stop) => ({
			...{ id: must(stops, stop.slug), tour_id: id, host_id: stop.isHosted ? host : null, slug: stop.slug },
			...{ position: stop.position, city: stop.city, country: stop.country, time_zone: stop.timeZone },
			...{
				starts_on: stop.startsOn,
				ends_on: stop.endsOn,
				hall: stop.hall,
				address: stop.address,
				map_url: stop.mapUrl,
				...stop.place
			}
		}))
	);
	return { stops, delegates };
}

/** Plants who may do what, once the calls are there. */
export async function plantRoles(tx: Tx, programme: SampleProgramme, ids: Ids): Promise<void> {
	await insertAll(
		tx,
		'roles',
		programme.roles.map(({ person, role, call }) => ({
			...{ person_id: must(ids.people, person), role, host_id: ids.host },
			...{ call_id: call === null ? null : must(ids.calls, call), given_at: programme.at }
		}))
	);
}
