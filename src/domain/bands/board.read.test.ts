import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading, type Db, type Reader } from '#lib/db.server.ts';
import { hours, scene, type Scene } from '../../../tests/cast.ts';
import { addApplication, reviewed } from '../../../tests/reviews.ts';
import { deskOf, reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { reviewBoard, reviewsOfApplication } from './board.read.server.ts';

const at = hours(3);

/** How many statements `ask` sends. */
async function queries(db: Db, ask: (db: Reader) => Promise<unknown>): Promise<number> {
	let count = 0;
	const counting = db.withPlugin({
		transformQuery: ({ node }) => (count++, node),
		transformResult: async ({ result }) => result
	});
	await ask(reading(counting));
	return count;
}

const pages: [string, (world: Scene, id: string) => (db: Reader) => Promise<unknown>][] = [
	[
		'the list of a reviewer',
		({ visitors }) =>
			(db) =>
				reviewingCalls(db, gate.signedIn(visitors.seri), at)
	],
	[
		'the desk of a reviewer',
		({ visitors }, id) =>
			(db) =>
				deskOf(db, gate.signedIn(visitors.seri), id, at)
	],
	[
		'the board of the organiser',
		({ call }) =>
			(db) =>
				reviewBoard(db, call)
	],
	[
		'the page of one application',
		({ call }, id) =>
			(db) =>
				reviewsOfApplication(db, call, id)
	]
];

for (const [page, ask] of pages) {
	test(`${page} costs the same number of queries with 1 and with 3 rows`, () =>
		scene(async (world) => {
			const id = await addApplication(world);
			await reviewed(world, id, world.seri, { technology: 3, growth: 3 });
			const one = await queries(world.db, ask(world, id));
			for (let more = 0; more < 2; more++) {
				const other = await addApplication(world, { track: 'collaboration' });
				await reviewed(world, other, world.seri, { technology: 4, growth: 3 });
				await reviewed(world, other, world.doyun, { technology: 4, growth: 3 });
			}
			equal(await queries(world.db, ask(world, id)), one);
		}));
}
