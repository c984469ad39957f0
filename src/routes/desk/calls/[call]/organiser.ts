import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';

type Asked = { params: { call: string }; locals: Pick<App.Locals, 'db' | 'visitor'> };

/** Proof that the visitor organises the call that the address names. Refuses anybody else as if it were not there. */
export async function organiserOf({ params, locals: { db, visitor } }: Asked): Promise<Organiser> {
	return gate.organiser(visitor, await callBySlug(reading(db), params.call));
}
