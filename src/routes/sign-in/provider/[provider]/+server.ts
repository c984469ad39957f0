import { redirect } from '@sveltejs/kit';
import { liveProvider } from '#domain/people/providers.read.server.ts';
import { providerAway } from '#domain/people/providers.rules.ts';
import { askProvider, providerId } from '#domain/people/providers.write.server.ts';
import { oidcAddress, oidcFault } from '#lib/oidc.server.ts';
import { reading } from '#lib/db.server.ts';
import { insidePath } from '#lib/paths.ts';
import { writeFault } from '#lib/fault.server.ts';
import { baseUrl } from '#lib/settings.server.ts';

/** Goes to a provider. By a link, for a form may lead nowhere but here (CSP `form-action`). */
export async function GET({ params, url, locals: { db, browser, arrivedAt } }) {
	const { id, asked } = await liveProvider(reading(db), providerId(params.provider));
	const next = insidePath(url.searchParams.get('next'));
	const asking = await askProvider(db, { browser }, { provider: id, next }, arrivedAt);
	const address = await oidcAddress(asked, asking, `${baseUrl}/sign-in/provider/back`).catch((fault: unknown) => {
		writeFault({ provider: id, said: oidcFault(fault) }, fault);
		throw providerAway();
	});
	redirect(303, address, { external: [new URL(address).origin] });
}
