import { awake } from '#domain/people/rules.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { isRehearsal } from '#lib/settings.server.ts';

export function load({ locals: { visitor, locale, arrivedAt } }) {
	// A role that is asleep shows its way too: whoever takes it is asked for more, and let in.
	const { roles } = awake(visitor);
	const may = (role: string) => roles.some((given) => given.role === role);
	return {
		locale,
		person: visitor.person && { id: visitor.person.id, name: visitor.person.name, email: visitor.person.email },
		isStaff: may('organiser') || may('auditor'),
		isReviewer: may('reviewer'),
		isModerator: may('moderator'),
		rehearsal: isRehearsal ? { now: arrivedAt, aheadMs: clockAheadMs() } : null
	};
}
