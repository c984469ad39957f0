import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { addPerson, hours, visitorOf, type Scene } from './world.ts';

/** Another organiser of the host, with the role since long ago, or as it is said. */
export async function anotherOrganiser({ db, host, call }: Scene, name: string, role: object = {}): Promise<Organiser> {
	const person = await addPerson(db, name);
	const row = { person_id: person.id, role: 'organiser', host_id: host, call_id: null, given_at: hours(-1000) };
	await db
		.insertInto('roles')
		.values({ ...row, ...role })
		.execute();
	return gate.organiser({ ...visitorOf(person), roles: [{ role: 'organiser', hostId: host, callId: null }] }, call);
}
