import { awake } from '#domain/people/rules.ts';
import { lookOf } from '#domain/looks/read.server.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { reading } from '#lib/db.server.ts';
import { isRehearsal, statusUrl } from '#lib/settings.server.ts';

export async function load({ url, locals: { db, hostId, visitor, locale, arrivedAt } }) {
	void url.pathname; // another page may be another host's
	// A role that is asleep shows its way too: whoever takes it is asked for more, and let in.
	const { roles } = awake(visitor);
	const may = (role: string) => roles.some((given) => given.role === role);
	return {
		look: hostId ? await lookOf(reading(db), hostId) : null,
		locale,
		statusUrl,
		person: visitor.person && { id: visitor.person.id, name: visitor.person.name, email: visitor.person.email },
		isStaff: may('organiser') || may('auditor'),
		isReviewer: may('reviewer'),
		isModerator: may('moderator'),
		rehearsal: isRehearsal ? { now: arrivedAt, aheadMs: clockAheadMs() } : null
	};
}
