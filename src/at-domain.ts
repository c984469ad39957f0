import { liveDomains, originAt } from '#domain/domains/read.server.ts';
import { byBeginning } from '#lib/beginnings.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { writeFault } from '#lib/fault.server.ts';
import { pause } from '#lib/pause.ts';
import { baseUrl } from '#lib/settings.server.ts';

/**
 * What is answered at a host's own domain, by the beginning of its route: what the public reads, and what applicants, guests
 * and speakers do. All else, and what is made later, is at the installation's address until it is named here.
 */
const beginnings = new Map<string, boolean>([
	...['/calls', '/applications', '/coapplicants', '/invitations', '/attendees', '/draws', '/tours', '/stops'].map(
		there
	),
	...['/sessions', '/ask', '/registrations', '/tickets', '/quotes', '/followups', '/surveys'].map(there),
	...['/certificates/[token]', '/files', '/logos', '/clock', '/sitemap.xml', '/records.atom'].map(there),
	...['/sign-in/code', '/sign-out', '/domains', '/.well-known'].map(there),
	// Of these alone, and not what lies below them: a passkey and a provider know the installation's address.
	...['/', '/sign-in'].map(there),
	...['/sign-in/passkey', '/sign-in/provider', '/sign-in/second'].map(elsewhere),
	// Whoever works for a host or a guest does so at one place.
	...['/stops/[stop]/delegation', '/stops/[stop]/proposals', '/sessions/[session]/stage'].map(elsewhere)
]);

function there(route: string): [string, boolean] {
	return [route, true];
}
function elsewhere(route: string): [string, boolean] {
	return [route, false];
}

/** Whether a route is answered at hosts' own domains: by the longest beginning that fits. */
export const atDomains = (route: string): boolean => byBeginning((one) => beginnings.get(one), route) ?? false;

/** The live domains, as this process knows them: at most a few seconds old. */
export type Domains = {
	/** Whose domain a name is, if it is one. */
	hostAt: (name: string) => string | null;
	/** Where the pages of a host are; of none, where the installation is. */
	siteOf: (hostId: string | null) => string;
	stop: () => Promise<void>;
};

/** Follows the live domains: each request asks, so they are kept at hand. While the store is away, the last known stand. */
export async function followDomains(db: Db, everyMs = 2_000): Promise<Domains> {
	let known = await liveDomains(reading(db));
	const stopping = new AbortController();
	const look = async () => {
		for (await pause(everyMs, stopping.signal); !stopping.signal.aborted; await pause(everyMs, stopping.signal))
			known = await liveDomains(reading(db)).catch((fault: unknown) => (writeFault({ domains: true }, fault), known));
	};
	const looking = look();
	return {
		hostAt: (name) => known.find((one) => one.name === name)?.hostId ?? null,
		siteOf: (hostId) => {
			const own = known.find((one) => one.hostId === hostId);
			return own ? originAt(own.name) : baseUrl;
		},
		stop: () => (stopping.abort(), looking)
	};
}
