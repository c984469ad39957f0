import { randomUUID } from 'node:crypto';
import { error, isHttpError, isRedirect, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { problem, sentenceFor, statusOf } from '#lib/answer.server.ts';
import { readClock, shifted } from '#lib/clock.server.ts';
import { keepCookie } from '#lib/cookies.server.ts';
import { reading, serve } from '#lib/db.server.ts';
import { openLive, type Live } from '#lib/live.server.ts';
import { localeOf, speaking } from '#lib/locale.server.ts';
import { noteAnswer } from '#lib/metrics.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { newSecret } from '#lib/secret.server.ts';
import { databaseUrl, liveBus } from '#lib/settings.server.ts';
import { ticking } from '#lib/stopwatch.ts';
import { runJobs } from './jobs/run.ts';
import { allows, policies } from './policies.ts';
import { hostOfPage, scopeOf } from './scopes.ts';

const store = serve(databaseUrl);
// For the clock's work, and to look up who asks and whose rows that is about; a request itself has a store of its own.
const everything = store.within('all');
let live: Live;

export const init: ServerInit = async () => {
	if (building) return;
	await readClock(everything);
	live = await openLive({ db: everything, url: databaseUrl, bus: liveBus });
	globalThis.__madangStream = (ticket, stream) => void live.open(ticket, stream).catch(() => stream.destroy());
	const jobs = await runJobs(everything);
	globalThis.__madangClose = async () => {
		await Promise.all([live.stop(), jobs.stop()]);
		await store.destroy();
	};
};

/** How long each answer took, for who runs the program; then the porch. */
export const handle: Handle = async (asked) => {
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
		const { route, request } = asked.event;
		noteAnswer(route.id, { method: request.method, status, ms: ticking() - begun });
	}
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
		event.locals.arrivedAt = shifted(Number(event.request.headers.get('x-madang-arrived-at')) || Date.now());
		event.locals.browser = browserOf(event);
		event.locals.visitor = await visitorBySecret(
			reading(everything),
			event.cookies.get('sign-in'),
			event.locals.arrivedAt
		);
		if (event.url.searchParams.has('lang')) keepCookie(event.cookies, 'language', locale);
		try {
			checkOrigin(event);
			checkPolicy(event);
			const scope = await scopeOf(reading(everything), event.route.id, event);
			event.locals.db = store.within(scope);
			event.locals.hostId = hostOfPage(event.route.id, scope);
			const response = await resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
			return withHeaders(event, response);
		} catch (fault) {
			if (fault instanceof Refusal) return withHeaders(event, refused(event, fault));
			throw fault;
		}
	});
};

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
	const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
	if (changes && request.headers.get('origin') !== url.origin) error(403, sentenceFor('people.not-found'));
}

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
	return problem(refusal);
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
	console.error(JSON.stringify({ fault: id, route: event.route.id, method: event.request.method }), fault);
	return { message: sentenceFor('lib.fault', { id }), code: 'lib.fault', id };
};
