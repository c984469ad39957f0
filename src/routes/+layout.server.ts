import { awake } from '#domain/people/rules.ts';
import { lookSeen } from '#domain/looks/read.server.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { reading } from '#lib/db.server.ts';
import { baseUrl, isRehearsal, statusUrl } from '#lib/settings.server.ts';

export async function load({ url, params, locals }) {
	void url.pathname; // another page may be another host's
	const { db, hostId, atHostId, visitor, locale, arrivedAt, isReadOnly } = locals;
	// A role that is asleep shows its way too: whoever takes it is asked for more, and let in.
	const { roles } = awake(visitor);
	const may = (role: string) => roles.some((given) => given.role === role);
	return {
		look: hostId ? await lookSeen(reading(db), hostId, arrivedAt) : null,
		// At a host's own domain its name stands where the program's does elsewhere.
		own: atHostId ? ((await hostsNamed(reading(db), [atHostId]))[0]?.name ?? null) : null,
		canonical: params.token ? null : canonicalOf(url, locals.site),
		locale,
		statusUrl,
		person: visitor.person && { id: visitor.person.id, name: visitor.person.name, email: visitor.person.email },
		isStaff: may('organiser') || may('auditor'),
		isReviewer: may('reviewer'),
		isModerator: may('moderator'),
		isReadOnly,
		rehearsal: isRehearsal ? { now: arrivedAt, aheadMs: clockAheadMs() } : null
	};
}

/** Where a page that is at two addresses is at home, in the language its own address names; null where it is at one. */
function canonicalOf(url: URL, site: string): string | null {
	if (site === baseUrl && url.origin === new URL(baseUrl).origin) return null;
	const language = url.searchParams.get('lang');
	return `${site}${url.pathname}${language ? `?lang=${encodeURIComponent(language)}` : ''}`;
}
