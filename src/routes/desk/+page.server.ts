import { countsOf } from '#domain/applications/counts.read.server.ts';
import { callsInRoles } from '#domain/calls/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor, arrivedAt } }) {
	const roles = visitor.roles.filter((given) => given.role === 'organiser' || given.role === 'auditor');
	const calls = await callsInRoles(reading(db), roles);
	const counts = await countsOf(
		reading(db),
		calls.map((call) => call.id)
	);
	const mayMake = roles.some((given) => given.role === 'organiser' && given.callId === null);
	return { calls, counts, mayMake, now: arrivedAt };
}
