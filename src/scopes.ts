import type { RequestEvent } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOf, hostsOfPerson, ownersOf } from '#domain/scopes/read.server.ts';
import type { Named } from '#domain/scopes/rules.ts';
import { shownToken } from '#domain/tokens/rules.ts';
import { byBeginning } from '#lib/beginnings.ts';
import { remembering } from '#lib/remember.server.ts';
import type { Reader, Scope } from '#lib/db.server.ts';

type Asked = Pick<RequestEvent, 'request' | 'locals'> & { params: Record<string, string | undefined> };
/** Finds whose rows a request may see, or only whose own it is; `everything` is a store that sees all, to look that up. */
type Finder = (everything: Reader, asked: Asked, whose?: typeof hostsOf) => Scope | Promise<Scope>;

const nobodys: Finder = () => [];
const all: Finder = () => 'all';

// At a desk: where somebody has a role, and not whatever they ask for.
const ofRoles: Finder = (_, { locals }) => locals.visitor.roles.map(({ hostId }) => hostId);

const ofPerson: Finder = (everything, { locals: { visitor } }) =>
	visitor.person ? hostsOfPerson(everything, gate.signedIn(visitor)) : [];

const by =
	(named: Named, keyOf: (asked: Asked) => string | null | undefined): Finder =>
	(everything, asked, whose = hostsOf) => {
		const key = keyOf(asked);
		return key ? whose(everything, named, key) : [];
	};
const byPart = (named: Named, part: string = named) => by(named, ({ params }) => params[part]);
const byLink = (named: Named) => byPart(named, 'token');
const byScanner = by('scanner', ({ request }) => request.headers.get('authorization')?.replace(/^Device /, ''));

// Who comes to a public address comes with many, and what is there seldom leads to another host.
type At = { everything: Reader; named: Named; slug: string };
const lately = (whose: typeof hostsOf) =>
	remembering(1_000, ({ everything, named, slug }: At) => whose(everything, named, slug));
const [hostsAt, ownersAt] = [lately(hostsOf), lately(ownersOf)];
const byAddress =
	(named: Named): Finder =>
	(everything, { params, locals }, whose = hostsOf) => {
		const slug = params[named];
		const find = whose === hostsOf ? hostsAt : ownersAt;
		return slug ? find({ everything, named, slug }, `${named} ${slug}`, locals.arrivedAt) : [];
	};

/** Whose rows, by the beginning of a route; the longest that fits. Where none does nobody's: a test looks for such. */
const finders: Record<string, Finder> = {
	'/desk': ofRoles,
	'/reviews': ofRoles,
	'/calls/[call]': byAddress('call'),
	'/draws/[draw]': byAddress('draw'),
	'/stops/[stop]': byAddress('stop'),
	'/tours/[tour]': byAddress('tour'),
	'/sessions/[session]': byAddress('session'),
	'/widgets/stops/[stop]': byAddress('stop'),
	'/widgets/sessions/[session]': byAddress('session'),
	'/applications/[application]': byPart('application'),
	'/files/[file]': byPart('file'),
	'/briefings/files/[file]': byPart('briefing', 'file'),
	'/erasures/[erasure]': byPart('erasure'),
	'/invitations/[token]': byLink('invitation'),
	'/attendees/[token]': byLink('invitation'),
	'/coapplicants/[token]': byLink('coapplicant'),
	'/followups/[token]': byLink('followup'),
	'/quotes/[token]': byLink('quote'),
	'/surveys/[token]': byLink('survey'),
	'/certificates/[token]': byLink('certificate'),
	'/registrations/[token]': byLink('registration'),
	'/tickets/[token]': byLink('ticket'),
	'/door/sync': by('device', ({ request }) => request.headers.get('x-door-device')),
	'/api/v1/device': byScanner,
	'/api/v1/organizers/[organizer]': byScanner,
	'/api/v1/[...path]': by('program', ({ request }) => shownToken(request.headers.get('authorization'))),
	'/me': ofPerson,
	'/briefings': ofPerson,
	// What everybody may read in any case, and what is of no host.
	...Object.fromEntries(
		[
			...[
				'/',
				'/sitemap.xml',
				'/records.atom',
				'/.well-known',
				'/clock',
				'/docs',
				'/api',
				'/api/openapi.json',
				'/logos',
				'/draws/verify'
			],
			...['/sign-out', '/rehearsal/clock', '/door']
		].map((route) => [route, nobodys])
	),
	// Over all hosts, each for its reason: a person's data wherever they lie; a receipt or certificate that names its own
	// call only inside; digits, codes and accounts that lead to a host not known before; the hashes of the whole journal;
	// what the operator's machines ask.
	...Object.fromEntries(
		[
			...['/me/export', '/me/erasure', '/receipts/check', '/certificates/check', '/ask/[code]', '/door/enrol'],
			...['/api/v1/device/initialize', '/letters/bounces', '/metrics', '/rehearsal/mailbox'],
			...['/sign-in', '/journal', '/domains']
		].map((route) => [route, all])
	)
};

/** Whose rows a request may see: hosts' ids, or all. */
export function scopeOf(everything: Reader, route: string | null, asked: Asked): Scope | Promise<Scope> {
	return (finderOf(route) ?? nobodys)(everything, asked);
}

/**
 * Whose rows a request at a host's own domain may see: none but that host's, and of a thing that leads to others theirs
 * too. Null where what it names is another host's own. Who signs in is looked for everywhere.
 */
export async function scopeAtDomain(
	everything: Reader,
	route: string | null,
	asked: Asked,
	hostId: string
): Promise<Scope | null> {
	const scope = await scopeOf(everything, route, asked);
	if (scope === 'all') return route?.startsWith('/sign-in') ? scope : [hostId];
	const finder = finderOf(route);
	if (desks.has(finder)) return scope.filter((one) => one === hostId);
	if (scope.length === 0) return [hostId];
	return (await finder!(everything, asked, ownersOf)).includes(hostId) ? scope : null;
}

/** The one host whose own a page is, if it is one's: of a thing that leads to others as well, whoever made it. */
export async function homeOf(
	everything: Reader,
	{ route, scope }: { route: string | null; scope: Scope },
	asked: Asked
): Promise<string | null> {
	if (scope.length <= 1 || scope === 'all' || desks.has(finderOf(route))) return hostOfPage(route, scope);
	const owners = await finderOf(route)!(everything, asked, ownersOf);
	return owners.length === 1 ? owners[0]! : null;
}

/** What finds the scope of a route, if anything was said of it. */
export function finderOf(route: string | null): Finder | undefined {
	return route === null ? undefined : byBeginning((beginning) => finders[beginning], route);
}

const desks: ReadonlySet<Finder | undefined> = new Set([ofRoles, ofPerson, all]);

/** The one host whose page this is, if it is one's: a public address or a personal link, not a desk. */
export function hostOfPage(route: string | null, scope: Scope): string | null {
	return scope.length === 1 && !desks.has(finderOf(route)) ? scope[0]! : null;
}

/** From now on it is asked again to whom a public address leads: something may just have been changed. */
export function forgetAddresses(): void {
	hostsAt.forget();
	ownersAt.forget();
}
