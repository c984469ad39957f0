import { askForPasskey, signInByPasskey } from '#domain/people/passkeys.write.server.ts';
import { agentOf } from '#lib/agent.ts';
import { keepSignIn } from '#lib/cookies.server.ts';

/** Asks this browser for a passkey. */
export async function POST({ url, locals: { db, browser, arrivedAt } }) {
	return Response.json(await askForPasskey(db, { origin: url.origin, browser }, arrivedAt));
}

/** Takes the browser's answer and signs its person in. */
export async function PUT({ url, request, cookies, locals: { db, visitor, browser, arrivedAt } }) {
	const response = await request.json();
	const seat = { agent: agentOf(request.headers.get('user-agent')), holds: visitor.signInId };
	keepSignIn(cookies, await signInByPasskey(db, { origin: url.origin, browser, response, ...seat }, arrivedAt));
	return Response.json({ ok: true });
}
