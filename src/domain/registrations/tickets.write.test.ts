import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '#lib/db.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { addSession } from '../../../tests/floor.ts';
import { ticketPurpose } from './tickets.rules.ts';
import { issueTickets, revokeTickets } from './tickets.write.server.ts';

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
		await together(world.db, (tx) => issueTickets(tx, registration, holders, noon));
		const of = () => world.db.selectFrom('tickets').selectAll().orderBy('nth').execute();
		const tickets = await of();
		deepEqual(
			tickets.map(({ name }) => name),
			['Sora', 'Minu']
		);
		const key = await publicKeyFor(world.db, ticketPurpose);
		for (const { secret, code } of tickets) {
			const at = secret.lastIndexOf('.');
			ok(secret.includes(code) && isSignedBy(key!, secret.slice(0, at), secret.slice(at + 1)));
		}
		await together(world.db, (tx) => revokeTickets(tx, registration.id, 'cancelled', noon));
		await together(world.db, (tx) => revokeTickets(tx, registration.id, 'again', noon));
		const again = await of();
		equal(
			again.every(({ revoked_why }) => revoked_why === 'cancelled'),
			true
		);
	}));
