import type { Reader } from '#lib/db.server.ts';
import type { Candidate, Seal } from '#draw';
import { noDraw, saidBySeal, standOf, type LotStand } from './lots.rules.ts';
import { left, type PlaceKind } from './rules.ts';

/** The kinds of place whose registers have closed and are to be drawn, where nothing is sealed yet and somebody asked. */
export async function kindsToSeal(db: Reader, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('place_kinds')
		.innerJoin('registers', 'registers.session_id', 'place_kinds.session_id')
		.select('place_kinds.id')
		.where('manner', '=', 'lot')
		.where('closes_at', '<=', at)
		.where('capacity', '>', 0)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('registrations')
					.select('id')
					.whereRef('place_kind_id', '=', 'place_kinds.id')
					.where('state', '=', 'asked')
			)
		)
		.where((eb) =>
			eb.not(eb.exists(eb.selectFrom('place_draws').select('digest').whereRef('place_kind_id', '=', 'place_kinds.id')))
		)
		.execute();
	return rows.map(({ id }) => id);
}

/** The sealed draws of places whose beacon round has come. */
export async function placeDrawsDue(db: Reader, at: Date): Promise<{ kindId: string; seal: Seal }[]> {
	const rows = await db
		.selectFrom('place_draws')
		.select(['place_kind_id', 'seal'])
		.where('conducted_at', 'is', null)
		.where('conduct_after', '<=', at)
		.execute();
	return rows.map(({ place_kind_id, seal }) => ({ kindId: place_kind_id, seal: JSON.parse(seal) as Seal }));
}

/** The sealed roster of a kind of place, as it was sealed. */
export async function candidatesOf(db: Reader, kindId: string): Promise<Candidate[]> {
	const rows = await db
		.selectFrom('place_lots')
		.select('commitment')
		.where('place_kind_id', '=', kindId)
		.orderBy('lot')
		.execute();
	return rows.map(({ commitment }) => ({ commitment, features: {} }));
}

/** How the draw of a kind of place stands: as sealed, or before that as it would be if the register closed now. */
export async function lotStandOf(db: Reader, kind: PlaceKind): Promise<LotStand> {
	const draw = await db
		.selectFrom('place_draws')
		.select('seal')
		.where('place_kind_id', '=', kind.id)
		.executeTakeFirst();
	const { entrants, people } = await db
		.selectFrom('registrations')
		.select((eb) => [
			eb.fn.countAll<number>().as('entrants'),
			eb.fn.coalesce(eb.fn.sum<number>('size'), eb.lit(0)).as('people')
		])
		.where('place_kind_id', '=', kind.id)
		.where((eb) => (draw ? eb('id', 'in', lotsIn(db, kind.id)) : eb('state', '=', 'asked')))
		.executeTakeFirstOrThrow();
	const places = draw ? saidBySeal(draw.seal).places : Math.max(0, left(kind));
	return standOf({ entrants, people: Number(people), places });
}

const lotsIn = (db: Reader, kindId: string) =>
	db.selectFrom('place_lots').select('registration_id').where('place_kind_id', '=', kindId);

/** What anybody may see of a session's draws: of how many for how many places, sealed when, drawn when, by which round. */
export async function placeDrawsOf(db: Reader, sessionId: string) {
	const rows = await db
		.selectFrom('place_draws')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['place_kind_id as id', 'name', 'digest', 'sealed_at', 'conduct_after', 'conducted_at', 'seal'])
		.where('session_id', '=', sessionId)
		.orderBy('position')
		.execute();
	return rows.map(({ seal, ...draw }) => ({ ...draw, ...saidBySeal(seal) }));
}

/** The file that proves a draw of a session's places: its transcript, or before it is drawn its seal. */
export async function evidenceOf(db: Reader, sessionId: string, kindId: string) {
	const { transcript, seal } = await db
		.selectFrom('place_draws')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['transcript', 'seal'])
		.where('session_id', '=', sessionId)
		.where('place_kinds.id', '=', kindId)
		.executeTakeFirstOrThrow(noDraw);
	return { text: transcript ?? seal, kind: transcript ? 'transcript' : 'seal' };
}

/** The lot of a registration in its draw, if it has one. */
export async function lotOf(db: Reader, registrationId: string): Promise<number | null> {
	const row = await db
		.selectFrom('place_lots')
		.select('lot')
		.where('registration_id', '=', registrationId)
		.executeTakeFirst();
	return row?.lot ?? null;
}
