import { randomUUID } from 'node:crypto';
import { ticketRows } from '#domain/registrations/tickets.write.server.ts';
import { hoursOf, kindInTicket, ticketPurpose } from '#domain/registrations/tickets.rules.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { signingKey } from '#lib/signing.server.ts';
import type { Db, Tx } from '#lib/db.server.ts';
import type { SampleRegister } from '../register.types.ts';
import { insertAll, must } from './rows.ts';

/** Plants the register of a public talk: its kinds of place, everybody in it or waiting, and their tickets. */
export async function plantRegister(tx: Tx, register: SampleRegister, at: Date): Promise<void> {
	const { session, opensAt, closesAt, kinds, registrations } = register;
	const { id: session_id, ...times } = await tx
		.selectFrom('sessions')
		.select(['id', 'starts_at', 'ends_at'])
		.where('slug', '=', session)
		.executeTakeFirstOrThrow();
	await insertAll(tx, 'registers', [
		{ session_id, opens_at: opensAt, closes_at: closesAt, made_at: at < opensAt ? at : opensAt }
	]);
	const rows = registrations.map((one) => ({ ...one, id: randomUUID() as string, size: 1 + one.companions.length }));
	const kindIds = new Map(kinds.map(({ key }) => [key, randomUUID() as string]));
	const given = (key: string) =>
		rows.filter(({ kind, state }) => kind === key && state === 'registered').reduce((sum, { size }) => sum + size, 0);
	await insertAll(
		tx,
		'place_kinds',
		kinds.map(({ key, name, audience, capacity, companions }, position) => ({
			...{ id: must(kindIds, key), session_id, position, name, audience, capacity, companions, taken: given(key) }
		}))
	);
	await insertAll(
		tx,
		'registrations',
		rows.map(({ id, kind, state, size, name, email, language, madeAt }) => ({
			...{ id, session_id, place_kind_id: must(kindIds, kind), state, size, name, email, locale: language },
			...{ token_hash: hashed(newSecret()), made_at: madeAt, state_at: madeAt }
		}))
	);
	await insertAll(
		tx,
		'registration_steps',
		rows.map(({ id, state, madeAt }) => ({ registration_id: id, state, stepped_at: madeAt }))
	);
	const key = await signingKey(tx as Db, ticketPurpose, at);
	const tickets = rows
		.filter(({ state }) => state === 'registered')
		.flatMap(({ id, kind, name, companions, madeAt }) =>
			ticketRows(
				{ id, session_id },
				[name, ...companions].map((one, nth) => ({ nth, name: one })),
				{ key, at: madeAt, stated: { kind: kindInTicket(must(kindIds, kind)), ...hoursOf(times) } }
			)
		);
	await insertAll(tx, 'tickets', tickets);
}
