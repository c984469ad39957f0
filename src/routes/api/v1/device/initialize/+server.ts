import { initializeScanner } from '#domain/doors/doors.write.server.ts';
import { InitializeForm } from '#domain/doors/form.ts';
import { scannerOf } from '#domain/doors/pretix.read.server.ts';
import { readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { newSecret } from '#lib/secret.server.ts';
import { deviceFor } from '../../pretix.ts';

export const trailingSlash = 'ignore';

/** Lets a scanner of pretix's in to its door by the token it was given, once; answers with the one it shows from then on. */
export async function POST({ request, locals: { db, arrivedAt } }) {
	const token = newSecret();
	try {
		const { token: secret } = await readJson(InitializeForm, request);
		await initializeScanner(db, { secret, token }, arrivedAt);
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return Response.json({ token: ['This initialization token is not known or was used before.'] }, { status: 400 });
	}
	return Response.json(deviceFor(await scannerOf(reading(db), `Device ${token}`), token));
}
