import { askForPasskey, signInByPasskey } from '#domain/people/passkeys.write.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';

/** Asks this browser for a passkey. */
export async function POST({ url, locals: { db, browser, arrivedAt } }: import('./$types.js').RequestEvent) : Promise<Response> {
	return Response.json(await askForPasskey(db, { origin: url.origin, browser }, arrivedAt));
}

/** Takes the browser's answer and signs its person in. */
export async function PUT({ url, request, cookies, locals: { db, browser, arrivedAt } }: import('./$types.js').RequestEvent) : Promise<Response> {
	const response = await request.json();
	keepSignIn(cookies, await signInByPasskey(db, { origin: url.origin, browser, response }, arrivedAt));
	return Response.json({ ok: true });
}
