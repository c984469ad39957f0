import { deepEqual, equal, notEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '#lib/db.server.ts';
import { publicKeyFor } from '#lib/signing.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { minding, registeringSession, ticketsFor } from '../../../tests/doorway.ts';
import { addSession } from '../../../tests/floor.ts';
import { reading } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { ticketByLink, ticketLink } from './tickets.read.server.ts';
import { readTicket, sessionInTicket, ticketPurpose } from './tickets.rules.ts';
import { issueTickets, reissueTicket, revokeTickets } from './tickets.write.server.ts';

async function registered({ db, call }: Scene) {
	const { id: session_id } = await addSession({ db, call });
	await db
		.insertInto('registers')
		.values({ session_id, opens_at: noon, closes_at: new Date(noon.getTime() + 1), made_at: noon })
		.execute();
	const { id: place_kind_id } = await db
		.insertInto('place_kinds')
		.values({ session_id, position: 0, name: words('Public'), capacity: 2, taken: 2, companions: 1 })
		.returning('id')
		.executeTakeFirstOrThrow();
	const who = { name: 'Sora', email: 'sora@example.test', locale: 'en', token_hash: hashed(newSecret()) };
	return db
		.insertInto('registrations')
		.values({ ...who, session_id, place_kind_id, state: 'registered', size: 2, made_at: noon, state_at: noon })
		.returning(['id', 'session_id'])
		.executeTakeFirstOrThrow();
}

test('everyone who comes has a ticket of their own, signed; what is revoked says why, once', () =>
	scene(async (world) => {
		const registration = await registered(world);
		const holders = ['Sora', 'Minu'].map((name, nth) => ({ nth, name }));
		await together(world.db, (tx) => issueTickets(tx, [{ ...registration, holders }], noon));
		const of = () => world.db.selectFrom('tickets').selectAll().orderBy('nth').execute();
		const tickets = await of();
		deepEqual(
			tickets.map(({ name }) => name),
			['Sora', 'Minu']
		);
		const key = await publicKeyFor(world.db, ticketPurpose);
		const keys = [{ publicKey: key!, isTrial: false }];
		for (const { secret, code } of tickets) {
			const read = readTicket(secret, keys);
			ok('said' in read && read.said.code === code && read.said.session === sessionInTicket(registration.session_id));
		}
		await together(world.db, (tx) => revokeTickets(tx, registration.id, 'cancelled', noon));
		await together(world.db, (tx) => revokeTickets(tx, registration.id, 'again', noon));
		const again = await of();
		equal(
			again.every(({ revoked_why }) => revoked_why === 'cancelled'),
			true
		);
	}));

test('a ticket given anew kills the old one, and its link says so; only who organises there gives it, and once', () =>
	scene(async (world) => {
		const { db, visitors } = world;
		const of = await registeringSession(world);
		const [old] = await ticketsFor(db, of, ['Sora']);
		const link = await ticketLink(db, old!.id, noon);
		equal((await ticketByLink(reading(db), link)).code, old!.code);
		const who = minding(world, of.session);
		const stranger = gate.sessionOrganiser(visitors.nari, { host_id: world.otherHost, call_id: null });
		const gone = { code: 'registrations.ticket-not-found' };
		await rejects(reissueTicket(db, stranger, old!.id, noon), gone);
		await rejects(reissueTicket(db, who, 'nonsense', noon), gone);
		const id = await reissueTicket(db, who, old!.id, hours(1));
		await rejects(reissueTicket(db, who, old!.id, noon), { code: 'registrations.ticket-is-revoked' });
		equal((await ticketByLink(reading(db), link)).revoked_why, 'reissued');
		const fresh = await ticketByLink(reading(db), await ticketLink(db, id, noon));
		deepEqual([fresh.name, fresh.revoked_at], ['Sora', null]);
		notEqual(fresh.code, old!.code);
		equal((await told(db)).at(-1), 'ticket.reissued');
		for (const forged of ['', old!.id, `${id}.${link.split('.')[1]}`, link.slice(0, -2)])
			await rejects(ticketByLink(reading(db), forged), gone, forged);
	}));
