import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { signOut } from '#domain/people/signins.write.server.ts';
import { forgetSignIn } from '#lib/cookies.server.ts';

export async function POST({ cookies, locals: { db, visitor, arrivedAt } }) {
	if (visitor.signInId) await signOut(db, gate.signedIn(visitor), visitor.signInId, arrivedAt);
	forgetSignIn(cookies);
	redirect(303, '/');
}
