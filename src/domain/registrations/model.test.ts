// Everything that can happen to a register, at once and in any order, on a real PostgreSQL: nothing is oversold, nobody
// waits while there is room for them, and every ticket is somebody's. RUNS=1000 runs it longer; a seed that failed is
// printed by fast-check and given back as SEED.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { gate } from '#domain/people/gate.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { countThenInsert } from '../../../tests/counting.ts';
import { hours, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { addRegister, broken, coming, typing, wanting } from '../../../tests/register.ts';
import { saveKind } from './desk.write.server.ts';
import { confirmHold, holdPlaces, releaseHold } from './holds.write.server.ts';
import { expirePlaces } from './places.write.server.ts';
import { kindsRunOut } from './read.server.ts';
import { acceptOffer, cancelRegistration, changeRegistration, handOn, joinRegister } from './write.server.ts';

const runs = Number(process.env.RUNS ?? 8);
const seed = process.env.SEED ? Number(process.env.SEED) : Date.now() % 1_000_000_007;

type Real = { db: Db; world: Scene; hold: typeof holdPlaces };
/** What the commands share: where, the clock, and every link anybody has. */
type Model = { sessionId: string; kind: string; now: number; links: string[]; named: number };

/** One thing somebody does; `pick` chooses whose link, `size` how many. */
type Act = { does: (typeof acts)[number]; pick: number; size: number };
const acts = [
	...(['hold', 'hold', 'register', 'register', 'join', 'join', 'cancel', 'cancel', 'accept', 'accept'] as const),
	...(['confirm', 'release', 'change', 'handOn', 'expire', 'capacity'] as const)
];

async function act({ db, world, hold }: Real, model: Model, { does, pick, size }: Act): Promise<unknown> {
	const { sessionId, kind } = model;
	const at = new Date(model.now);
	const link = model.links[pick % Math.max(1, model.links.length)] ?? 'nobody';
	const name = `p${(model.named += 1)}`;
	const holding = async () => {
		const held = await hold(db, coming(), wanting({ sessionId, kind }, size), at);
		if (held.is === 'held') model.links.push(held.token);
		return held;
	};
	switch (does) {
		case 'hold':
			return holding();
		case 'register': {
			const held = await holding();
			return held.is === 'held' && confirmHold(db, held.token, typing(name, size - 1), at);
		}
		case 'join': {
			const form = { intent: randomUUID(), kind, ...typing(name, size - 1) };
			const joined = await joinRegister(db, coming(), { sessionId, form }, at);
			if (joined.is === 'in') model.links.push(joined.token);
			return joined;
		}
		case 'confirm':
			return confirmHold(db, link, typing(name, 2), at);
		case 'release':
			return releaseHold(db, link, at);
		case 'cancel':
			return cancelRegistration(db, link, at);
		case 'accept':
			return acceptOffer(db, link, at);
		case 'change':
			return changeRegistration(db, link, { ...typing(name, size - 1) }, at);
		case 'handOn':
			return handOn(db, link, { name, email: `${name}@example.test` }, at);
		case 'expire':
			return Promise.all((await kindsRunOut(reading(db), at)).map((one) => expirePlaces(db, one, at)));
		case 'capacity': {
			const who = gate.hostOrganiser(world.visitors.hana, world.host);
			const form = { id: kind, name: words('k'), audience: 'anyone' as const, companions: 2, no_show_percent: 0 };
			return saveKind(db, who, { sessionId, form: { ...form, capacity: pick % 7 } }, at);
		}
	}
}

/** Several of them at once. Each may be refused, which is an answer; anything else that goes wrong is a fault. */
class AtOnce implements fc.AsyncCommand<Model, Real> {
	readonly acts: Act[];
	readonly minutes: number;
	constructor(acts: Act[], minutes: number) {
		this.acts = acts;
		this.minutes = minutes;
	}
	check = () => true;
	async run(model: Model, real: Real): Promise<void> {
		model.now += this.minutes * 60_000;
		const done = await Promise.allSettled(this.acts.map((one) => act(real, model, one)));
		for (const one of done) if (one.status === 'rejected' && !(one.reason instanceof Refusal)) throw one.reason;
		deepEqual(await broken(real.db, model.sessionId), []);
	}
	toString = () =>
		`+${this.minutes} min: ${this.acts.map(({ does, pick, size }) => `${does}(${pick}, ${size})`).join(' | ')}`;
}

const commands = fc.commands(
	[
		fc
			.record({
				acts: fc.array(
					fc.record({ does: fc.constantFrom(...acts), pick: fc.nat(40), size: fc.integer({ min: 1, max: 3 }) }),
					{ minLength: 1, maxLength: 6 }
				),
				minutes: fc.constantFrom(0, 0, 0, 1, 11, 60, 1_441)
			})
			.map(({ acts: at, minutes }) => new AtOnce(at, minutes))
	],
	{ maxCommands: 8, size: 'max' }
);

/** What a run of the model comes to, with this way of holding places. */
function running(world: Scene, hold: typeof holdPlaces, numRuns: number) {
	let nth = 0;
	return fc.check(
		fc.asyncProperty(fc.integer({ min: 0, max: 6 }), commands, async (capacity, cmds) => {
			const { sessionId, kind } = await addRegister(world, {
				slug: `${hold.name.toLowerCase()}-${(nth += 1)}`,
				capacity
			});
			await world.db
				.updateTable('registers')
				.set({ closes_at: hours(24 * 60) })
				.where('session_id', '=', sessionId)
				.execute();
			await world.db
				.updateTable('sessions')
				.set({ starts_at: hours(24 * 60), ends_at: hours(24 * 60 + 2) })
				.where('id', '=', sessionId)
				.execute();
			const model: Model = { sessionId, kind, now: noon.getTime(), links: [], named: 0 };
			await fc.asyncModelRun(() => ({ model, real: { db: world.db, world, hold } }), cmds);
		}),
		{ seed, numRuns, endOnFailure: true }
	);
}

test('in any order and all at once, every place is somebody’s once, and nobody waits for a free one', async (t) => {
	t.diagnostic(`seed ${seed}, ${runs} runs`);
	await scene(async (world) => {
		const outcome = await running(world, holdPlaces, runs);
		ok(!outcome.failed, fc.defaultReportMessage(outcome) ?? '');
		const { count } = await world.db
			.selectFrom('registrations')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		ok(count > runs);
	});
});

test('the mutant that counts and then inserts turns it red', () =>
	scene(async (world) => {
		const outcome = await running(world, countThenInsert, 200);
		equal(outcome.failed, true);
	}));
