import { gate } from '#domain/people/gate.server.ts';
import { addPasskey, offerPasskey } from '#domain/people/passkeys.write.server.ts';

/** Offers to make a passkey for whoever is signed in. */
export async function POST({ url, locals: { db, browser, visitor, arrivedAt } }: import('./$types.js').RequestEvent) : Promise<Response> {
	return Response.json(await offerPasskey(db, gate.signedIn(visitor), { origin: url.origin, browser }, arrivedAt));
}

/** Keeps the passkey the browser made. */
export async function PUT({ url, request, locals: { db, browser, visitor, arrivedAt } }: import('./$types.js').RequestEvent) : Promise<Response> {
	const { response, label } = await request.json();
	const made = { origin: url.origin, browser, response, label: String(label).slice(0, 60) };
	await addPasskey(db, gate.signedIn(visitor), made, arrivedAt);
	return Response.json({ ok: true });
}
