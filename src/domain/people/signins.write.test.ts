import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '../../../tests/database.ts';
import { hours, noon, scene, setScene, told, type Scene } from '../../../tests/cast.ts';
import { connect, reading, together, type Db } from '#lib/db.server.ts';
import type { Stream } from '#lib/hub.server.ts';
import { openLive } from '#lib/live.server.ts';
import { gate } from './gate.server.ts';
import { rolesInCall, visitorBySecret } from './read.server.ts';
import { endRole } from './roles.write.server.ts';
import { signInsOf } from './signins.read.server.ts';
import { endTopics, rolesTopic, signInTopic, type Way } from './signins.rules.ts';
import { keepSeen, signOut, signOutOthers, startSignIn, type Seat } from './signins.write.server.ts';

type More = Seat & { hostId?: string; at?: Date };
const begin = (db: Db, personId: string, way: Way = 'code', more: More = {}) =>
	together(db, (tx) => startSignIn(tx, { personId, way, ...more }, more.at ?? noon));
const seen = (db: Db, secret: string, at: Date) => visitorBySecret(reading(db), secret, at);
const guard = ({ db, host }: Scene) =>
	db.updateTable('hosts').set({ second_factor: 'required' }).where('id', '=', host).execute();
const names = (roles: { role: string }[] = []) => roles.map(({ role }) => role);

test('where a host asks for more, the roles of its own are asleep in a sign-in by code, and awake in a stronger one', () =>
	scene(async (world) => {
		const { db, call, hana, host, otherHost } = world;
		const byCode = await begin(db, hana.id);
		deepEqual(names((await seen(db, byCode, noon)).roles), ['organiser']);
		await guard(world);
		const weak = await seen(db, byCode, noon);
		deepEqual([names(weak.roles), names(weak.asleep), weak.isStrong], [[], ['organiser'], false]);
		for (const way of ['passkey', 'totp', 'recovery'] as const) {
			const strong = await seen(db, await begin(db, hana.id, way), noon);
			deepEqual([names(strong.roles), names(strong.asleep), strong.isStrong], [['organiser'], [], true], way);
		}
		const own = await seen(db, await begin(db, hana.id, 'provider', { hostId: host }), noon);
		deepEqual([names(own.roles), own.isStrong], [['organiser'], false]);
		const other = await seen(db, await begin(db, hana.id, 'provider', { hostId: otherHost }), noon);
		deepEqual(names(other.roles), []);
		deepEqual(
			refusalOf(() => gate.organiser(weak, call)),
			'people.second-factor-first'
		);
		deepEqual(
			refusalOf(() => gate.reviewer(weak, call)),
			'people.not-found'
		);
	}));

function refusalOf(prove: () => unknown): string {
	try {
		prove();
		return 'none';
	} catch (fault) {
		return (fault as { code: string }).code;
	}
}

test('press and the guest’s side come in by a code as ever', () =>
	scene(async (world) => {
		const { db, joon, host } = world;
		await guard(world);
		const given = { person_id: joon.id, host_id: host, given_at: noon };
		await db
			.insertInto('roles')
			.values(['press', 'guest', 'steward', 'auditor', 'moderator'].map((role) => ({ role, ...given })))
			.execute();
		const { roles, asleep } = await seen(db, await begin(db, joon.id), noon);
		deepEqual(
			[names(roles).sort(), names(asleep).sort()],
			[
				['guest', 'press'],
				['auditor', 'moderator', 'steward']
			]
		);
	}));

test('roles fall asleep after 3 hours without use and after 12 at all events, and their person stays signed in', () =>
	scene(async (world) => {
		const { db, hana } = world;
		await guard(world);
		const secret = await begin(db, hana.id, 'passkey');
		const roles = async (at: Date) => names((await seen(db, secret, at)).roles);
		deepEqual(await roles(hours(2.99)), ['organiser']);
		deepEqual(await roles(hours(3)), []);
		const { signInId } = await seen(db, secret, noon);
		for (const hour of [2, 4, 6, 8, 10, 11.9]) await keepSeen(db, signInId!, hours(hour));
		deepEqual(await roles(hours(11.99)), ['organiser']);
		deepEqual(await roles(hours(12)), []);
		equal((await seen(db, secret, hours(13))).person?.id, hana.id);
		const idle = await begin(db, hana.id, 'passkey');
		await keepSeen(db, (await seen(db, idle, noon)).signInId!, hours(4)); // too late: it does not wake them
		deepEqual(names((await seen(db, idle, hours(4))).roles), []);
	}));

test('every sign-in has a new secret, and the one its browser held before is dead: nobody plants one', () =>
	scene(async ({ db, joon, mina }) => {
		const planted = await begin(db, mina.id);
		const { signInId } = await seen(db, planted, noon);
		const own = await begin(db, joon.id, 'code', { holds: signInId });
		notEqual(own, planted);
		equal((await seen(db, planted, noon)).person, null);
		equal((await seen(db, own, noon)).person?.id, joon.id);
		deepEqual(await told(db), ['person.signed-in', 'person.signed-out', 'person.signed-in']);
	}));

test('a person sees where they are signed in, and ends one or all others; nobody ends another’s', () =>
	scene(async ({ db, joon, mina }) => {
		const phone = await begin(db, joon.id, 'passkey', { agent: 'Safari · iPhone' });
		const desk = await begin(db, joon.id, 'code', { agent: 'Chrome · Windows', at: hours(1) });
		const away = await begin(db, joon.id, 'totp', { at: hours(-1) });
		const stranger = await begin(db, mina.id);
		const here = await seen(db, desk, hours(1));
		const who = gate.keeper(here);
		const list = () => signInsOf(reading(db), gate.signedIn(here), hours(1));
		deepEqual(
			(await list()).map(({ agent, way }) => [agent, way]),
			[
				['Chrome · Windows', 'code'],
				['Safari · iPhone', 'passkey'],
				['', 'totp']
			]
		);
		const others = await seen(db, stranger, noon);
		for (const id of [others.signInId!, 'nonsense']) await signOut(db, gate.signedIn(here), id, noon);
		equal((await seen(db, stranger, noon)).person?.id, mina.id);
		await signOut(db, gate.signedIn(here), (await seen(db, phone, noon)).signInId!, hours(1));
		equal((await seen(db, phone, hours(1))).person, null);
		equal(await signOutOthers(db, who, hours(1)), 1);
		equal((await seen(db, away, hours(1))).person, null);
		deepEqual(
			(await list()).map(({ id }) => id),
			[here.signInId]
		);
		equal(await signOutOthers(db, who, hours(1)), 0);
	}));

/** A stream opened by somebody in this process, and how long after an act it had ended, ms. */
async function opened(live: Awaited<ReturnType<typeof openLive>>, topics: string[]) {
	let endedAt = 0;
	let text = '';
	const stream = Object.assign(new EventEmitter(), {
		writableLength: 0,
		writableEnded: false,
		write: (frame: Buffer | string) => ((text += frame.toString()), true),
		destroy: () => {},
		end: (frame: string) => {
			text += frame;
			endedAt = performance.now();
			stream.writableEnded = true;
			stream.emit('close');
		}
	});
	const ticket = live.admit(['session/x'], null, { topics, since: live.newest() })!;
	await live.open(ticket, stream as unknown as Stream);
	return { text: () => text, endedAt: () => endedAt };
}

const until = async (is: () => boolean) => {
	for (let tries = 0; tries < 400 && !is(); tries++) await new Promise((done) => setTimeout(done, 5));
	ok(is());
};

async function onLive(play: (world: Scene, live: Awaited<ReturnType<typeof openLive>>, url: string) => Promise<void>) {
	const { url, drop } = await freshDatabase();
	const db = connect(url, 8);
	// It does not look into the table by itself: what it hears was told it.
	const live = await openLive({ db, url, bus: '', lookMs: 600_000 });
	try {
		await new Promise((done) => setTimeout(done, 100));
		await play(await setScene(db), live, url);
	} finally {
		await live.stop();
		await db.destroy();
		await drop();
	}
}

test('what a sign-in has open ends within a second of it, in this process and in another; others’ stay', () =>
	onLive(async ({ db, joon, mina }, live, url) => {
		const visitor = await seen(db, await begin(db, joon.id), noon);
		const other = await seen(db, await begin(db, mina.id), noon);
		const own = await opened(live, endTopics(visitor));
		const theirs = await opened(live, endTopics(other));
		const elsewhere = fork(join(import.meta.dirname, '../../../tests/live-process.ts'), {
			env: { ...process.env, LIVE_URL: url, LIVE_BUS: '', LIVE_ENDS: signInTopic(visitor.signInId!) }
		});
		try {
			const heard: string[] = [];
			let heardAt = 0;
			elsewhere.on('message', (word: string) => (heard.push(word), (heardAt = performance.now())));
			await once(elsewhere, 'message');
			const began = performance.now();
			await signOut(db, gate.signedIn(visitor), visitor.signInId!, noon);
			await until(() => own.endedAt() > 0 && heard.includes('ended'));
			ok(own.endedAt() - began < 1_000 && heardAt - began < 1_000);
			console.log(
				`ended here after ${Math.round(own.endedAt() - began)} ms, elsewhere after ${Math.round(heardAt - began)}`
			);
			ok(own.text().endsWith('data: ended\n\nevent: move\ndata: \n\n'), own.text());
			equal(theirs.endedAt(), 0);
			equal(live.count(), 1);
		} finally {
			elsewhere.disconnect();
		}
	}));

test('what is open ends within a second of a role that was taken away; also what ended before the stream was heard', () =>
	onLive(async ({ db, call, seri, hanaOrganising }, live) => {
		const visitor = await seen(db, await begin(db, seri.id), noon);
		const since = live.newest();
		const open = await opened(live, endTopics(visitor));
		const role = (await rolesInCall(reading(db), call)).find(({ personId }) => personId === seri.id)!;
		const began = performance.now();
		await endRole(db, hanaOrganising, role.id, noon);
		await until(() => open.endedAt() > 0);
		ok(open.endedAt() - began < 1_000);
		const { stream, hasEnded } = lateStream();
		await live.open(live.admit([], null, { topics: [rolesTopic(seri.id)], since })!, stream);
		ok(hasEnded(), 'asked for before, opened after');
		const fresh = lateStream();
		await live.open(live.admit([], null, { topics: [rolesTopic(seri.id)], since: live.newest() })!, fresh.stream);
		ok(!fresh.hasEnded());
	}));

function lateStream() {
	let isEnded = false;
	const stream = Object.assign(new EventEmitter(), {
		...{ writableLength: 0, write: () => true, destroy: () => {} },
		end: () => void (isEnded = true)
	});
	return { stream: stream as unknown as Stream, hasEnded: () => isEnded };
}

test('a sign-in at a host’s own domain is good there alone, and nobody works in it', () =>
	scene(async ({ db, hana, host, otherHost }) => {
		const at = (secret: string, hostId: string | null) => visitorBySecret(reading(db), secret, noon, hostId);
		const there = await begin(db, hana.id, 'code', { atHostId: host });
		const own = await at(there, host);
		deepEqual([own.person?.id, own.roles, own.asleep], [hana.id, [], []]);
		for (const elsewhere of [null, otherHost]) equal((await at(there, elsewhere)).person, null);
		const here = await begin(db, hana.id);
		equal((await at(here, null)).person?.id, hana.id);
		equal((await at(here, host)).person, null);
	}));
