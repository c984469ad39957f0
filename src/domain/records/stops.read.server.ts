import type { Tx } from '#lib/db.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { stopNotHosted } from '#domain/programme/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';

/** The stop, held until the end: what is done to its record at once is one after the other. Another host's is not there. */
export async function heldStop(tx: Tx, who: HostOrganiser, stopId: string): Promise<Stop> {
	const stop = await tx
		.selectFrom('stops')
		.selectAll()
		.where('id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.forUpdate()
		.executeTakeFirst();
	if (!stop) throw stopNotHosted();
	return stop;
}
