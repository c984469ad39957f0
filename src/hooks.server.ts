import { randomUUID } from 'node:crypto';
import { error, isHttpError, isRedirect, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import { rolledBack } from '#domain/journal/checkpoints.rules.ts';
import { lookSeen } from '#domain/looks/read.server.ts';
import { atDomains, followDomains, type Domains } from './at-domain.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { awake, notFound, secondFactorFirst } from '#domain/people/rules.ts';
import { isDueToSee } from '#domain/people/signins.rules.ts';
import { keepSeen } from '#domain/people/signins.write.server.ts';
import { formProblem, problem, sentenceFor, statusOf } from '#lib/answer.server.ts';
import { readClock, shifted } from '#lib/clock.server.ts';
import { keepCookie } from '#lib/cookies.server.ts';
import { reading, serve, type Serving } from '#lib/db.server.ts';
import { writeFault } from '#lib/fault.server.ts';
import { openLive, type Live } from '#lib/live.server.ts';
import { localeOf, speaking } from '#lib/locale.server.ts';
import { knownMethod, noteAnswer } from '#lib/metrics.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { watchReplica, type Replica } from '#lib/replica.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { sharing } from '#lib/shared.server.ts';
import {
	baseUrl,
	databaseUrl,
	liveBus,
	otlpEndpoint,
	replicaUrl,
	runsJobs,
	sampledShare,
	serviceName
} from '#lib/settings.server.ts';
import { ticking } from '#lib/stopwatch.ts';
import { openTracing, traced } from '#lib/tracing.server.ts';
import { handingOut, keptAs } from './hand-out.ts';
import { runJobs } from './jobs/run.ts';
import { lateReads } from './late-reads.ts';
import { isRolledBack, lookForRollback } from './jobs/watch-journal.ts';
import { allows, policies } from './policies.ts';
import { forgetAddresses, homeOf, hostOfPage, scopeAtDomain, scopeOf } from './scopes.ts';

type Resolve = Parameters<Handle>[0]['resolve'];
type ResolveOptions = NonNullable<Parameters<Resolve>[1]>;

const store = serve(databaseUrl);
// For the clock's work, and to look up who asks and whose rows that is about; a request itself has a store of its own.
const everything = store.within('all');
let live: Live;
let replica: Replica | undefined;
let domains: Domains;
// What the world reads is made once a second for all, however many come.
const pages = sharing(1_000);

export const init: ServerInit = async () => {
	if (building) return;
	const tracing = await openTracing(otlpEndpoint, { share: sampledShare, name: serviceName });
	process.on('uncaughtException', (fault) => (writeFault({ uncaught: true }, fault), process.exit(1)));
	await readClock(everything);
	await lookForRollback(everything);
	live = await openLive({ db: everything, url: databaseUrl, bus: liveBus });
	globalThis.__madangStream = (ticket, stream) => void live.open(ticket, stream).catch(() => stream.destroy());
	if (replicaUrl) replica = watchReplica(everything, replicaUrl);
	domains = await followDomains(everything);
	globalThis.__madangDomains = (name) => domains.hostAt(name) !== null;
	globalThis.__madangAtHand = pages.isAtHand;
	globalThis.__madangHandOut = handingOut(pages);
	const jobs = runsJobs ? runJobs(everything) : undefined;
	globalThis.__madangClose = async () => {
		await Promise.all([live.stop(), jobs?.stop(), replica?.stop(), domains.stop()]);
		await Promise.all([store.destroy(), tracing.close()]);
	};
};

/** How long each answer took, for who runs the program; then the porch. A request is known by its route, not its path. */
export const handle: Handle = (asked) => {
	const { route, request } = asked.event;
	const method = knownMethod(request.method);
	return traced(`${method} ${route.id ?? 'none'}`, async (tell) => {
		const begun = ticking();
		let status = 500;
		try {
			const response = await receive(asked);
			status = response.status;
			return response;
		} catch (fault) {
			status = isRedirect(fault) || isHttpError(fault) ? fault.status : 500;
			throw fault;
		} finally {
			noteAnswer(route.id, { method, status, ms: ticking() - begun });
			tell({ 'http.request.method': method, 'http.route': route.id ?? 'none', 'http.response.status_code': status });
		}
	});
};

/** The porch: language, instant and visitor of every request, then whether its entry point lets them in. */
const receive: Handle = async ({ event, resolve }) => {
	const locale = localeOf({
		link: event.url.searchParams.get('lang'),
		cookie: event.cookies.get('language'),
		header: event.request.headers.get('accept-language')
	});
	return speaking(locale, event.url.origin, async () => {
		event.locals.locale = locale;
		event.locals.live = live;
		event.locals.atHostId = domains.hostAt(event.url.hostname);
		event.locals.arrivedAt = shifted(Number(event.request.headers.get('x-madang-arrived-at')) || Date.now());
		event.locals.browser = browserOf(event);
		event.locals.heardTo = live.newest();
		event.locals.isReadOnly = isRolledBack();
		const { arrivedAt, atHostId } = event.locals;
		const visitor = await visitorBySecret(reading(everything), event.cookies.get('sign-in'), arrivedAt, atHostId);
		event.locals.visitor = visitor;
		if (isDueToSee(visitor, arrivedAt)) await keepSeen(everything, visitor.signInId!, arrivedAt);
		if (event.url.searchParams.has('lang')) keepCookie(event.cookies, 'language', locale);
		try {
			checkOrigin(event);
			checkPlace(event);
			checkWritable(event);
			checkPolicy(event);
			return withHeaders(event, await answerOnce(event, resolve));
		} catch (fault) {
			if (fault instanceof Refusal) return withHeaders(event, refused(event, fault));
			throw fault;
		}
	});
};

/** What all may read as it was a second ago is the same answer for all; what changes it here and now is seen at once. */
async function answerOnce(event: RequestEvent, resolve: Resolve): Promise<Response> {
	const { url, locals } = event;
	if (isForAll(event)) {
		const asked = keptAs(url.pathname, { locale: locals.locale, origin: url.origin });
		return pages.share({ ...asked, route: event.route.id! }, async () =>
			withHeaders(event, await answer(event, resolve))
		);
	}
	const response = await answer(event, resolve);
	if (changes(event) && showsAtOnce.test(url.pathname)) forgetWhatWasSeen();
	return response;
}

function forgetWhatWasSeen(): void {
	pages.forget();
	forgetAddresses();
	lookSeen.forget();
}

const showsAtOnce = /^\/(desk|api|rehearsal)\//;

const isForAll = (event: RequestEvent) =>
	mayBeLate(event) && Boolean(policies[event.route.id!]?.page) && !event.url.search && !event.isDataRequest;

/** The page or the endpoint; of a replica where that will do, and of the store itself when the replica broke meanwhile. */
async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
	const copy = mayBeLate(event) ? replica?.fresh() : null;
	if (!copy) return answerFrom(store, event, resolve);
	const response = await answerFrom(copy, event, resolve).catch((fault: unknown) => {
		if (isOnPurpose(fault)) throw fault;
	});
	return response && response.status < 500 ? response : answerFrom(store, event, resolve);
}

async function answerFrom(from: Serving, event: RequestEvent, resolve: Resolve): Promise<Response> {
	const { route, locals } = event;
	const everything = reading(from.within('all'));
	const scope = locals.atHostId
		? await scopeAtDomain(everything, route.id, event, locals.atHostId)
		: await scopeOf(everything, route.id, event);
	if (!scope) error(404, sentenceFor('people.not-found'));
	locals.db = from.within(scope);
	const hostId = hostOfPage(route.id, scope);
	locals.siteOf = domains.siteOf;
	locals.site = domains.siteOf(await homeOf(everything, { route: route.id, scope }, event));
	locals.hostId = locals.atHostId ?? hostId;
	return resolve(event, inLanguage(event.locals.locale));
}

const isOnPurpose = (fault: unknown) => fault instanceof Refusal || isRedirect(fault) || isHttpError(fault);

const inLanguage = (locale: string): ResolveOptions => ({
	transformPageChunk: ({ html }) => html.replace('%lang%', locale)
});

// Who is signed in may have acted a moment ago, and sees what they did.
function mayBeLate({ request, route, cookies }: RequestEvent): boolean {
	return request.method === 'GET' && lateReads.has(route.id ?? '') && !cookies.get('sign-in');
}

function browserOf(event: RequestEvent): string {
	const known = event.cookies.get('browser');
	if (known) return known;
	const fresh = newSecret();
	// What other sites show of ours leaves nothing in anybody's browser.
	if (!isForOtherSites(event)) keepCookie(event.cookies, 'browser', fresh);
	return fresh;
}

// SvelteKit asks this of forms only. Every browser names where a change comes from, whatever kind of body it has. A scanner
// is no browser, and no program: what they are let do they are by a token of their own, and by no cookie.
function checkOrigin(event: RequestEvent): void {
	const { request, url } = event;
	if (isForPrograms(event)) return;
	if (changes(event) && request.headers.get('origin') !== url.origin) error(403, sentenceFor('people.not-found'));
}

// What is not for the public and for applicants is at the installation's own address alone.
function checkPlace({ route, request, url, locals }: RequestEvent): void {
	if (!locals.atHostId || route.id === null || atDomains(route.id)) return;
	if (!['GET', 'HEAD'].includes(request.method)) error(404, sentenceFor('people.not-found'));
	const { origin } = new URL(baseUrl);
	redirect(307, origin + url.pathname + url.search, { external: [origin] });
}

// What is written to a store that lacks what it once held could be lost, or stand beside what was lost.
function checkWritable(event: RequestEvent): void {
	if (!isRolledBack() || !changes(event)) return;
	const wantsPage = event.request.headers.get('accept')?.includes('text/html');
	if (wantsPage) error(503, sentenceFor('journal.rolled-back'));
	throw rolledBack();
}

const changes = ({ request }: RequestEvent) => !['GET', 'HEAD', 'OPTIONS'].includes(request.method);

function checkPolicy(event: RequestEvent): void {
	const route = event.route.id;
	if (route === null) return; // no entry point: SvelteKit answers 404
	// The store takes no NUL: nothing there has such a name.
	if (Object.values(event.params).some((text) => text?.includes('\0'))) {
		if (isForPrograms(event)) throw notFound();
		error(404, sentenceFor('people.not-found'));
	}
	const action = [...event.url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? null;
	if (allows(route, event.request.method, action, event.locals.visitor)) return;
	const isPage = Boolean(policies[route]?.page);
	if (allows(route, event.request.method, action, awake(event.locals.visitor))) {
		if (isPage) redirect(303, `/sign-in/second?next=${encodeURIComponent(wantedBy(event))}`);
		throw secondFactorFirst();
	}
	if (!event.locals.visitor.person && isPage) redirect(303, `/sign-in?next=${encodeURIComponent(wantedBy(event))}`);
	error(404, sentenceFor('people.not-found'));
}

// A link read is gone on to whole, with the invite code it may carry; a press is not pressed again.
function wantedBy({ url, request }: RequestEvent): string {
	return request.method === 'GET' ? url.pathname + url.search : url.pathname;
}

const isForPrograms = ({ route }: RequestEvent) => Boolean(route.id?.startsWith('/api/v1/'));
const isForOtherSites = ({ route }: RequestEvent) => Boolean(route.id?.startsWith('/widgets/'));

// What a person sees for themselves, signed in or by a personal link, is kept by nobody on the way.
function withHeaders(event: RequestEvent, response: Response): Response {
	if (event.locals.visitor.person || event.params.token) response.headers.set('cache-control', 'private, no-store');
	if (response.headers.get('content-type') === 'text/html')
		response.headers.set('content-type', 'text/html; charset=utf-8');
	// What is not there is told to other sites as well.
	if (isForOtherSites(event)) response.headers.set('access-control-allow-origin', '*');
	if (response.status === 503 && !response.headers.has('retry-after')) response.headers.set('retry-after', '2');
	return response;
}

function refused(event: RequestEvent, refusal: Refusal): Response {
	if (isRedirect(refusal)) throw refusal;
	const wantsPage = event.request.headers.get('accept')?.includes('text/html');
	if (refusal.code === 'people.sign-in-first' && wantsPage) {
		redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
	}
	return event.request.headers.has('x-sveltekit-action') ? formProblem(refusal) : problem(refusal);
}

/** A refusal keeps its code and sentence; a fault is ours: it gets an id, is written down once, and says no more. */
export const handleError: HandleServerError = (caught) => {
	const { error: fault, event, kind } = caught;
	if (fault instanceof Refusal) {
		return { message: sentenceFor(fault.code, fault.detail), code: fault.code, status: statusOf(fault) };
	}
	if (kind === 'app') return caught.error;
	if (kind === 'framework') return { message: sentenceFor('people.not-found') };
	const id = randomUUID().slice(0, 8);
	if (!isBrokenOff(event.request, fault))
		writeFault({ id, route: event.route.id, method: event.request.method }, fault);
	return { message: sentenceFor('lib.fault', { id }), code: 'lib.fault', id };
};

// Whoever goes while sending hears no answer: nothing of ours has failed.
function isBrokenOff({ signal }: Request, fault: unknown): boolean {
	return signal.aborted && fault instanceof Error && 'code' in fault && fault.code === 'ECONNRESET';
}
