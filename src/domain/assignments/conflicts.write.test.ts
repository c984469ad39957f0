import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gate } from '#domain/people/gate.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { addPerson, hours, scene, told, visitorOf, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { assignReviewers } from './write.server.ts';
import { revokeTied } from './conflicts.write.server.ts';
import { deskOf, reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { tieKey } from './ties.rules.ts';

const at = hours(3);
const gone = { code: 'people.not-found' };

function tie({ db, call }: Scene, reviewerId: string, who: string, kind = 'family') {
	const row = { call_id: call.id, reviewer_id: reviewerId, kind, who, key: tieKey(who), said_at: at };
	return db.insertInto('ties').values(row).execute();
}

test('a tie takes back at once what is assigned, once and no more', () =>
	scene(async (world) => {
		const id = await addApplication(world, { organisation: '가나' });
		await assign(world, id, world.seri);
		await tie(world, world.seri.id, '주식회사 가나');
		const revoke = () => together(world.db, (tx) => revokeTied(tx, world.hanaOrganising, world.call, at));
		deepEqual([await revoke(), await revoke()], [1, 0]);
		await rejects(deskOf(reading(world.db), gate.signedIn(world.visitors.seri), id, at), gone);
		deepEqual(await told(world.db), ['conflict.seen']);
	}));

// As many worlds as WORLDS says: the promise is of two hundred, each a few dozen questions to the store.
const worlds = Number(process.env.WORLDS ?? 40);

test('in random worlds with ties of every kind: no tied pair is ever assigned or can be read', () =>
	scene(async (world) => {
		const { reviewers, applications } = await population(world);
		const ties = fc.array(fc.tuple(fc.nat(5), fc.nat(7), fc.constantFrom('family', 'work', 'declared')), {
			maxLength: 14
		});
		await fc.assert(
			fc.asyncProperty(ties, ties, fc.integer({ min: 1, max: 3 }), async (first, later, each) => {
				await clear(world);
				for (const one of first) await leaveTie(world, { reviewers, applications }, one);
				await assignReviewers(world.db, world.hanaOrganising, { each }, at);
				for (const one of later) await leaveTie(world, { reviewers, applications }, one);
				await together(world.db, (tx) => revokeTied(tx, world.hanaOrganising, world.call, at));
				const tied = new Set([...first, ...later].map(([r, a]) => `${reviewers[r]!.id} ${applications[a]!.id}`));
				// Of everybody's own house: each reviewer's domain is that of one application.
				for (const [nth, { id }] of reviewers.entries()) tied.add(`${id} ${applications[nth]!.id}`);
				await assignReviewers(world.db, world.hanaOrganising, { each }, at);
				for (const row of await assignmentsOf(reading(world.db), world.call.id))
					equal(row.conflict === null && tied.has(`${row.reviewer_id} ${row.application_id}`), false);
				for (const reviewer of reviewers) {
					const lists = await reviewingCalls(reading(world.db), gate.signedIn(visitorOf(reviewer)), at);
					for (const { id } of lists.flatMap((call) => call.list)) equal(tied.has(`${reviewer.id} ${id}`), false);
				}
			}),
			{ numRuns: worlds }
		);
	}));

async function population(world: Scene) {
	const { db, call, host } = world;
	await db.updateTable('roles').set({ ended_at: at }).where('role', '=', 'reviewer').execute();
	const reviewers = [];
	const applications = [];
	for (let nth = 0; nth < 6; nth++) {
		const person = await addPerson(db, `reader-${nth}`);
		await db
			.updateTable('people')
			.set({ email: `reader@house-${nth}.test` })
			.where('id', '=', person.id)
			.execute();
		const role = { person_id: person.id, role: 'reviewer', host_id: host, call_id: call.id, given_at: at };
		await db.insertInto('roles').values(role).execute();
		reviewers.push(person);
	}
	for (let nth = 0; nth < 8; nth++) {
		const organisation = `Tied Firm ${nth}`;
		const email = `boss@house-${nth}.test`;
		applications.push({ id: await addApplication(world, { organisation, email }), organisation });
	}
	return { reviewers, applications };
}

type Population = Awaited<ReturnType<typeof population>>;

async function leaveTie(world: Scene, { reviewers, applications }: Population, [r, a, kind]: [number, number, string]) {
	const [reviewer, application] = [reviewers[r]!, applications[a]!];
	if (kind !== 'declared') {
		const row = { call_id: world.call.id, reviewer_id: reviewer.id, kind, who: application.organisation };
		await world.db
			.insertInto('ties')
			.values({ ...row, key: tieKey(row.who), said_at: at })
			.onConflict((oc) => oc.doNothing())
			.execute();
		return;
	}
	await world.db
		.insertInto('conflicts')
		.values({ application_id: application.id, reviewer_id: reviewer.id, reason: 'r', declared_at: at })
		.onConflict((oc) => oc.doNothing())
		.execute();
}

async function clear({ db }: Scene) {
	for (const table of ['assignments', 'conflicts', 'ties'] as const) await db.deleteFrom(table).execute();
}
