import { revealSecret } from '#domain/draws/witnesses.write.server.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import type { Db } from '#lib/db.server.ts';
import { plantProgramme } from '../../sample/plant/programme.ts';
import { sampleProgramme } from '../../sample/programme.ts';
import { addCall, addPerson, hours, type Scene } from '../cast.ts';
import { plantDoors, signInOf } from '../doors.ts';
import { bora, chan, linkOf, noClock, secretOf } from '../draws.ts';
import { freezeStandings } from '../standings.ts';

export type TwinPlanted = Awaited<ReturnType<typeof plantTwins>>;

/**
 * The world both twins begin as: the sample programme small, another host's with a conducted draw, a call whose bands
 * are frozen and not announced, and one of everybody who may not know something.
 */
export async function plantTwins(db: Db) {
	await plantProgramme(db, sampleProgramme({ at: new Date(), applications: 20 }));
	const planted = await plantDoors(db);
	const { world, busan, application } = planted;
	// Nobody is reminded by the clock: the two clocks would not do it at the same instant.
	await db.updateTable('calls').set({ remind_days: 0 }).execute();
	const reserves = await drawn(db, world);
	const waiting = await banded(db, world);
	const reviewers = await reviewersOf(db, application);
	const people = await peopleOf(db, busan, application);
	const cookies = { ...planted.cookies, ...(await signIns(db, { ...people, ...waiting.people, ...reserves.people })) };
	const review = await db
		.selectFrom('reviews')
		.innerJoin('people', 'people.id', 'reviewer_id')
		.select(['reviews.scores', 'comment', 'people.name', 'people.id'])
		.where('application_id', '=', application)
		.where('comment', '<>', '')
		.executeTakeFirstOrThrow();
	const scores = JSON.stringify(review.scores);
	return {
		...{ planted, application, cookies, file: planted.file, busan: busan.id, host: busan.host_id, ...reviewers },
		...{ other: review.id, otherName: review.name, comment: review.comment },
		...{ scores: `'${scores}'`, otherScores: `'${scores.replace('4', '2')}'` },
		...{ waiting: waiting.id, reserves: reserves.ids, drawSlug: reserves.slug }
	};
}

/** The other host's draw, conducted: two of its reserves hold a lot each. */
async function drawn(db: Db, world: Scene) {
	for (const { name, email } of [bora, chan])
		await revealSecret(db, await linkOf(world, email), { secret: secretOf(name), ...noClock }, hours(61));
	const { id, slug } = await db
		.selectFrom('draws')
		.select(['id', 'slug'])
		.where('call_id', '=', world.call.id)
		.executeTakeFirstOrThrow();
	await conductDraw(db, id, {}, hours(73));
	const rows = await db
		.selectFrom('draw_outcomes')
		.innerJoin('lots', (join) =>
			join.onRef('lots.draw_id', '=', 'draw_outcomes.draw_id').onRef('lots.lot', '=', 'draw_outcomes.lot')
		)
		.innerJoin('applications', 'applications.id', 'lots.application_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['lots.application_id', 'people.email'])
		.where('draw_outcomes.draw_id', '=', id) // the sample's earlier draws have reserves of the same ranks
		.where('outcome', '=', 'reserve')
		.orderBy('rank')
		.execute();
	return {
		slug,
		ids: rows.slice(0, 2).map((row) => row.application_id),
		people: { reserve: rows[0]!.email, entrant: rows[2]!.email }
	};
}

/** A call of the other host whose bands are frozen; one who is declined waits for the announcement. */
async function banded(db: Db, { host, hana }: Scene) {
	const call = await addCall(db, host, 'banded');
	const at = (days: number) => new Date(Date.now() + days * 86_400_000);
	const dates = { opens_at: at(-20), closes_at: at(-10), review_until: at(-1), draw_at: at(5) };
	await db.updateTable('calls').set(dates).where('id', '=', call.id).execute();
	const [accepted, declined] = await freezeStandings(db, call, hana, [
		{ track: 'api', band: 'accept' },
		{ track: 'api', band: 'decline' },
		{ track: 'api', band: 'decline' }
	]);
	const { id } = await db
		.selectFrom('applications')
		.select('id')
		.where('applicant_id', '=', declined!.id)
		.executeTakeFirstOrThrow();
	const written = { written_at: at(-1), written_by: hana.id };
	await db
		.insertInto('feedback')
		.values({ application_id: id, body: 'Thank you', ...written })
		.execute();
	return { id, people: { waiting: declined!.email, accepted: accepted!.email } };
}

/** Two reviewers who have nothing to do with the application: one to give it to, one to look. */
async function reviewersOf(db: Db, application: string) {
	const rows = await db
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['people.id', 'people.email'])
		.distinct()
		.where('role', '=', 'reviewer')
		.where('people.email', 'not like', '%.test')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('assignments')
						.select('reviewer_id')
						.whereRef('reviewer_id', '=', 'people.id')
						.where('application_id', '=', application)
				)
			)
		)
		.orderBy('people.email')
		.execute();
	return { free: rows[0]!.id, unassigned: rows[1]!.email };
}

/** One of each who may not know: given their roles where they have some. */
async function peopleOf(db: Db, busan: { id: string; host_id: string }, application: string) {
	const add = (name: string) => addPerson(db, `twin-${name}`);
	const [press, guest, ex, reading] = [await add('press'), await add('guest'), await add('ex'), await add('reading')];
	const given = { host_id: busan.host_id, call_id: busan.id, given_at: new Date() };
	await db
		.insertInto('roles')
		.values([
			{ person_id: press.id, role: 'press', ...given },
			{ person_id: guest.id, role: 'guest', ...given },
			{ person_id: ex.id, role: 'reviewer', ...given, ended_at: new Date() },
			{ person_id: reading.id, role: 'reviewer', ...given }
		])
		.execute();
	const at = new Date();
	const pairs = [ex, reading].map(({ id }) => ({ application_id: application, reviewer_id: id }));
	await db
		.insertInto('assignments')
		.values(pairs.map((pair) => ({ ...pair, assigned_at: at })))
		.execute();
	await db
		.insertInto('reviews')
		.values(pairs.map((pair) => ({ ...pair, saved_at: at })))
		.execute();
	const unassigned = (await reviewersOf(db, application)).unassigned;
	return { press: press.email, guest: guest.email, ex: ex.email, reading: reading.email, unassigned };
}

async function signIns(db: Db, people: Record<string, string>): Promise<Record<string, string>> {
	const known = { ...people, neighbour: 'applicant@madang.example', host: 'hana@example.test' };
	const entries = Object.entries(known).map(async ([name, email]) => [name, await signInOf(db, email)] as const);
	return Object.fromEntries(await Promise.all(entries));
}

/** Those who look, by what they are; `conflicted` and `applicant` are the planted reviewer and Mina. */
export const visitors = {
	anonymous: null,
	stranger: 'joon',
	neighbour: 'neighbour',
	applicant: 'mina',
	waiting: 'waiting',
	entrant: 'entrant',
	unassigned: 'unassigned',
	conflicted: 'reviewer',
	reading: 'reading',
	ex: 'ex',
	press: 'press',
	guest: 'guest',
	elsewhere: 'nari'
} as const;
export type TwinVisitor = keyof typeof visitors;
