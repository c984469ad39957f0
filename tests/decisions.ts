import { reading } from '#lib/db.server.ts';
import { decisionsOf } from '#domain/decisions/read.server.ts';
import type { Scene } from './cast.ts';
import { freezeStandings } from './standings.ts';

/** Bands frozen over four in the track `api` (2 places): one accepted, one in the draw, two declined; Mina the last. */
export async function decided(world: Scene) {
	const people = await freezeStandings(world.db, world.call, world.hana, [
		{ track: 'api', band: 'accept' },
		{ track: 'api', band: 'draw' },
		{ track: 'api', band: 'decline' },
		{ track: 'api', band: 'decline', who: world.mina }
	]);
	const rows = await decisionsOf(reading(world.db), world.call.id);
	const of = (id: string) => rows.find(({ applicant_id }) => applicant_id === id)!.id;
	const [accepted, drawn, declined] = people.map(({ id }) => of(id));
	return { accepted: accepted!, drawn: drawn!, declined: declined!, minas: of(world.mina.id) };
}
