import type { RequestEvent } from '@sveltejs/kit';
import { guestParty } from '#domain/followups/parties.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

type Asked = { params: { stop: string }; locals: Pick<RequestEvent['locals'], 'db' | 'visitor'> };

/** The stop of the address, and proof that the visitor is of the guest's office there. */
export async function officeAt({ params, locals: { db, visitor } }: Asked) {
	const stop = await stopBySlug(reading(db), params.stop);
	return { stop, who: gate.guestOffice(visitor, stop.host_id ?? '') };
}

type AskedOne = { params: { stop: string; application: string }; locals: RequestEvent['locals'] };

/** The office, for the application of the address. */
export async function partyAt({ params, locals }: AskedOne) {
	const { stop, who } = await officeAt({ params, locals });
	return guestParty(reading(locals.db), who, { stop, applicationId: params.application }, locals.arrivedAt);
}
