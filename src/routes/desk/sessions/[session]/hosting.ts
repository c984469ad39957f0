import { gate } from '#domain/people/gate.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import { reading } from '#lib/db.server.ts';

type Event = { params: { session: string }; locals: App.Locals };

/** The session of the address, and proof that the visitor organises for its host. */
export async function ownSession({
	params,
	locals: { db, visitor }
}: Event): Promise<{ session: WholeSession; who: HostOrganiser }> {
	const session = await sessionBySlug(reading(db), params.session);
	return { session, who: gate.hostOrganiser(visitor, session.host_id) };
}
