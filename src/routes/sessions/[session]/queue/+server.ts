import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { seenSession } from '#domain/questions/views.read.server.ts';
import { admissionFor, queueOf } from '#domain/registrations/queue.read.server.ts';
import { joinQueue, standIn } from '#domain/registrations/queue.write.server.ts';
import { keepAdmission } from '#lib/cookies.server.ts';
import { reading } from '#lib/db.server.ts';
import { queuePage } from './html.ts';

const stampOf = ({ live, arrivedAt }: App.Locals) => ({ newest: live.newest(), at: arrivedAt });

/** The one small page on which people wait for a register to open; it hands what lets them in to whose turn it is. */
export async function GET({ params, cookies, locals }) {
	const { db, visitor, locale, arrivedAt: at } = locals;
	const session = await seenSession(reading(db), params.session, visitor, stampOf(locals));
	const queue = await queueOf(reading(db), session.id);
	if (!queue) redirect(303, `/sessions/${session.slug}/register`);
	const standing = visitor.person ? await standIn(db, gate.signedIn(visitor), { session }, at) : undefined;
	if (standing?.state === 'turn' && at < queue.closesAt) {
		keepAdmission(cookies, await admissionFor(db, { sessionId: session.id, placeId: standing.placeId }, at));
	}
	return queuePage({ session, queue, standing, email: visitor.person?.email ?? null, locale, at });
}

/** Takes a place; whoever is not signed in is led to it first. */
export async function POST({ params, locals }) {
	const { db, visitor, arrivedAt } = locals;
	const session = await seenSession(reading(db), params.session, visitor, stampOf(locals));
	const here = `/sessions/${session.slug}/queue`;
	if (!visitor.person) redirect(303, `/sign-in?next=${encodeURIComponent(here)}`);
	await joinQueue(db, gate.signedIn(visitor), { session }, arrivedAt);
	redirect(303, here);
}
