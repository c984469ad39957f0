import { together, type Db, type Reader, type Tx } from '#lib/db.server.ts';
import { signingKey } from '#lib/signing.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { invitationsOf } from '#domain/invitations/read.server.ts';
import { stateOf } from '#domain/invitations/rules.ts';
import type { InvitedTo } from './passes.rules.ts';
import { signedTicket } from './tickets.read.server.ts';
import { hoursOf, kindInTicket, ticketPurpose } from './tickets.rules.ts';

/**
 * Brings the tickets of the invited up to date: whoever is to come for an organisation whose place is accepted has one,
 * with the code of their pass, and nobody else. Run again it changes nothing.
 */
export function issuePasses(db: Db, session: InvitedTo, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const [coming, held] = await Promise.all([whoComes(tx, session), heldPasses(tx, session.id)]);
		const has = new Set(held.map(({ attendee_id }) => attendee_id));
		const fresh = coming.filter(({ id }) => !has.has(id));
		const isComing = new Set(coming.map(({ id }) => id));
		const gone = held.filter(({ attendee_id }) => !isComing.has(attendee_id!));
		if (fresh.length + gone.length === 0) return;
		await revoke(tx, gone, at);
		await give(tx, session, fresh, at);
		const detail = { count: fresh.length + gone.length };
		const line = { verb: 'passes.issued', about: session.id, detail } as const;
		await note(tx, { at, by: null, callId: session.call_id, ...line });
	});
}

type Coming = { id: string; name: string; pass_code: string };

// One invited by a joint draw is invited to one stop of it.
async function whoComes(db: Reader, { call_id, stop_id: here }: InvitedTo): Promise<Coming[]> {
	const accepted = (await invitationsOf(db, call_id)).filter(
		(one) => stateOf(one) === 'accepted' && (one.stop_id === null || one.stop_id === here)
	);
	if (accepted.length === 0) return [];
	return db
		.selectFrom('attendees')
		.select(['id', 'name', 'pass_code'])
		.where(
			'invitation_id',
			'in',
			accepted.map(({ id }) => id)
		)
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.orderBy('id')
		.execute();
}

function heldPasses(db: Reader, sessionId: string) {
	return db
		.selectFrom('tickets')
		.select(['id', 'attendee_id'])
		.where('session_id', '=', sessionId)
		.where('attendee_id', 'is not', null)
		.where('revoked_at', 'is', null)
		.execute();
}

async function revoke(tx: Tx, gone: { id: string }[], at: Date): Promise<void> {
	if (gone.length === 0) return;
	const ids = gone.map(({ id }) => id);
	const revoked = { revoked_at: at, revoked_why: 'not-coming' };
	await tx.updateTable('tickets').set(revoked).where('id', 'in', ids).execute();
}

// A pass that was worthless and is good again, as an answer was taken back and given again, is the same ticket once more.
async function give(tx: Tx, session: InvitedTo, fresh: Coming[], at: Date): Promise<void> {
	if (fresh.length === 0) return;
	const key = await signingKey(tx as Db, ticketPurpose, at);
	const stated = { kind: kindInTicket(null), ...hoursOf(session) };
	const rows = fresh.map(({ id, name, pass_code: code }) => ({
		...{ session_id: session.id, attendee_id: id, name, code, issued_at: at },
		secret: signedTicket({ session_id: session.id, code, isTrial: false }, { key, stated })
	}));
	await tx
		.insertInto('tickets')
		.values(rows)
		.onConflict((oc) =>
			oc
				.columns(['session_id', 'code'])
				.doUpdateSet({ revoked_at: null, revoked_why: null, issued_at: at })
				.where('tickets.revoked_why', '=', 'not-coming')
		)
		.execute();
}
