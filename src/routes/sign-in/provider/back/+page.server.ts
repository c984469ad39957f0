import { redirect } from '@sveltejs/kit';
import { providerRefused } from '#domain/people/providers.rules.ts';
import { signInByProvider, useAsking } from '#domain/people/providers.write.server.ts';
import { agentOf } from '#lib/agent.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { oidcClaims, oidcFault } from '#lib/oidc.server.ts';
import { writeFault } from '#lib/fault.server.ts';
import { baseUrl } from '#lib/settings.server.ts';

/** Whoever comes back from a provider: signed in and led on, or told why not. */
export async function load({ url, request, cookies, locals: { db, visitor, browser, locale, arrivedAt } }) {
	const { provider, asking, next } = await useAsking(db, { browser }, url.searchParams.get('state') ?? '', arrivedAt);
	const cameTo = new URL(`${baseUrl}${url.pathname}${url.search}`);
	const claims = await oidcClaims(provider.asked, asking, cameTo).catch((fault: unknown) => {
		writeFault({ provider: provider.id, said: oidcFault(fault) }, fault);
		throw providerRefused();
	});
	const seat = { agent: agentOf(request.headers.get('user-agent')), holds: visitor.signInId, locale };
	keepSignIn(cookies, await signInByProvider(db, seat, { provider, claims }, arrivedAt));
	redirect(303, next);
}
