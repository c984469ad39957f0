import { gate } from '#domain/people/gate.server.ts';
import { addPasskey, offerPasskey } from '#domain/people/passkeys.write.server.ts';
import { agentOf } from '#lib/agent.ts';
import { keepSignIn } from '#lib/cookies.server.ts';

/** Offers to make a passkey for whoever is signed in. */
export async function POST({ url, locals: { db, browser, visitor, arrivedAt } }) {
	return Response.json(await offerPasskey(db, gate.keeper(visitor), { origin: url.origin, browser }, arrivedAt));
}

/** Keeps the passkey the browser made. */
export async function PUT({ url, request, cookies, locals: { db, browser, visitor, arrivedAt } }) {
	const { response, label } = await request.json();
	const agent = agentOf(request.headers.get('user-agent'));
	const made = { origin: url.origin, browser, response, label: String(label).slice(0, 60), agent };
	const secret = await addPasskey(db, gate.keeper(visitor), made, arrivedAt);
	if (secret) keepSignIn(cookies, secret);
	return Response.json({ ok: true });
}
