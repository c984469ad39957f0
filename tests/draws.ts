import { commitSecret } from '#draw';
import { sealDraw } from '#domain/draws/seal.write.server.ts';
import { promiseSecret, revealSecret } from '#domain/draws/witnesses.write.server.ts';
import { prepareDraw } from '#domain/draws/write.server.ts';
import { hours, letters, type Scene } from './cast.ts';
import { freezeStandings, many, type Banded } from './standings.ts';

/** Two people who witness draws. */
export const bora = { name: '보라', email: 'bora@example.test' };
export const chan = { name: '찬', email: 'chan@example.test' };
export const secretOf = (name: string) => `${name} rolled 3 1 6 6 2 5 4 1`;
export const noClock = { aheadMs: 0 };

/** The personal link in the newest letter to an address. */
export async function linkOf(world: Scene, email: string) {
	const mine = (await letters(world.db)).filter((letter) => letter.to_address === email);
	const [, slug, token] = /\/draws\/([^/]+)\/witness\/(\S+)/.exec(mine.map(({ body }) => body).join('\n'))!;
	return { slug: slug!, token: token! };
}

/** Eleven entrants, one of them accepted already, and one declined. */
const entrants: Banded[] = [
	{ track: 'api', band: 'accept' },
	...many(6, { track: 'api', band: 'draw' }),
	...many(4, { track: 'collaboration', band: 'draw' }),
	{ track: 'api', band: 'decline' }
];

/** Bands frozen over eleven entrants and a draw prepared with two witnesses; the cast's quota put aside. */
export async function prepared(world: Scene, banded = entrants) {
	const { db, call, hana, hanaOrganising } = world;
	if (banded === entrants) await db.deleteFrom('quotas').execute();
	const people = await freezeStandings(db, call, hana, banded);
	const form = { usesBeacon: false, witnesses: [bora, chan] };
	const draw = await prepareDraw(db, hanaOrganising, { call, form }, hours(51));
	return { people, draw };
}

/** The same, and both witnesses have promised. */
export async function promised(world: Scene, banded = entrants) {
	const before = await prepared(world, banded);
	for (const { name, email } of [bora, chan]) {
		await promiseSecret(world.db, await linkOf(world, email), commitSecret(secretOf(name)), hours(52));
	}
	return before;
}

/** The same, and sealed. */
export async function sealed(world: Scene, banded = entrants) {
	const before = await promised(world, banded);
	const digest = await sealDraw(world.db, world.hanaOrganising, noClock, hours(60));
	return { ...before, digest };
}

/** The same, and both have revealed: due at `draw_at`, which is `hours(72)`. */
export async function revealed(world: Scene, banded = entrants) {
	const before = await sealed(world, banded);
	for (const { name, email } of [bora, chan]) {
		await revealSecret(world.db, await linkOf(world, email), { secret: secretOf(name), ...noClock }, hours(61));
	}
	return before;
}
