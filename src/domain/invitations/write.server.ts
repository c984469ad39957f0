import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { hasNext } from '#domain/calls/rounds.rules.ts';
import { drawOfCall } from '#domain/draws/read.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { invitedBy } from '#domain/draws/voids.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { tell } from './letters.write.server.ts';
import { gatheringOf, heldCall, invitationsOf, outcomesOf, type Gathering, type Outcome } from './read.server.ts';
import {
	alreadySent,
	begun,
	isAnyBegun,
	moreRounds,
	notConducted,
	replyBy,
	type Because,
	type CameFrom
} from './rules.ts';

/** One to be invited, and why. */
export type ToInvite = {
	outcome: Outcome;
	cameFrom: CameFrom;
	because: Because;
	inPlaceOf: string | null;
	/** Of a joint draw, the stop they are invited to. */
	stopId: string | null;
};

/**
 * Leaves an invitation and a letter with a personal link for everyone who was accepted or drawn; the letters go out at
 * `sendAt`, where it is given, and the time to reply counts from then. Refuses before the draw is conducted, while another
 * round follows, once the gathering has begun, and a second time. Whoever was invited by a draw that was made void stays
 * invited by that. Answers with how many.
 */
export function inviteAll(db: Db, who: Organiser, at: Date, sendAt?: Date | null): Promise<number> {
	return together(db, async (tx) => {
		await heldCall(tx, who.callId);
		const draw = await drawOfCall(tx, who.callId);
		if (draw?.state !== 'conducted') throw notConducted();
		const { call } = await gatheringOf(tx, { call_id: who.callId });
		if (hasNext(call, call.rounds)) throw moreRounds();
		if (isAnyBegun(call, at)) throw begun();
		if (await invitedBy(tx, who.callId)) throw alreadySent();
		const stand = new Set((await invitationsOf(tx, who.callId)).map(({ application_id }) => application_id));
		const drawn = (await outcomesOf(tx, draw.id)).filter(
			({ outcome, application_id }) => outcome === 'drawn' && !stand.has(application_id)
		);
		const toInvite = drawn.map((outcome) => {
			const cameFrom: CameFrom = outcome.band === 'accept' ? 'accept' : 'draw';
			return { outcome, cameFrom, because: { lot: outcome.lot }, inPlaceOf: null, stopId: outcome.stop_id };
		});
		await leaveInvitations(tx, who.callId, { toInvite, sendAt: sendAt ?? at }, at);
		const detail = { count: toInvite.length };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'invitations.sent', about: draw.id, detail });
		return toInvite.length;
	});
}

/**
 * Leaves an invitation with its letter for each, stop by stop. The application's own uniqueness decides: nobody is
 * invited twice, whoever else is inviting.
 */
export async function leaveInvitations(
	tx: Tx,
	callId: string,
	{ toInvite, sendAt }: { toInvite: ToInvite[]; sendAt: Date },
	at: Date
): Promise<void> {
	for (const stop_id of new Set(toInvite.map(({ stopId }) => stopId))) {
		const gathering = await gatheringOf(tx, { call_id: callId, stop_id });
		const some = toInvite.filter(({ stopId }) => stopId === stop_id);
		await leaveAtStop(tx, gathering, { toInvite: some, sendAt }, at);
	}
}

async function leaveAtStop(
	tx: Tx,
	gathering: Gathering,
	{ toInvite, sendAt }: { toInvite: ToInvite[]; sendAt: Date },
	at: Date
): Promise<void> {
	const { call } = gathering;
	const site = await siteOf(reading(tx), { host: call.host_id });
	const reply_by = replyBy(sendAt, call.reply_days, call.stop);
	for (const some of inChunks(toInvite)) {
		const tokens = new Map(some.map(({ outcome }) => [outcome.application_id, newSecret()]));
		const rows = some.map(({ outcome, cameFrom, because, inPlaceOf, stopId: stop_id }) => ({
			...{ call_id: call.id, application_id: outcome.application_id, came_from: cameFrom, in_place_of: inPlaceOf },
			...{ because: { ...because }, token_hash: hashed(tokens.get(outcome.application_id)!) },
			...{ invited_at: at, reply_by, stop_id }
		}));
		const left = await tx
			.insertInto('invitations')
			.values(rows)
			.onConflict((oc) => oc.doNothing())
			.returning(['id', 'application_id'])
			.execute();
		const ids = new Map(left.map((row) => [row.application_id, row.id]));
		const told = some.flatMap(({ outcome, cameFrom }) => {
			const invitationId = ids.get(outcome.application_id);
			const link = `${site}/invitations/${tokens.get(outcome.application_id)}`;
			const { email: to, person, organisation, track_name: track, phone } = outcome;
			const one = { to, person, organisation, track, phone, link, replyBy: reply_by };
			return invitationId ? [{ ...one, invitationId, cameFrom, locale: outcome.locale as Locale }] : [];
		});
		const movedUp = told.filter(({ cameFrom }) => cameFrom === 'reserve');
		await tell(tx, { gathering, kind: 'moved-up', sendAt }, movedUp, at);
		const first = told.filter(({ cameFrom }) => cameFrom !== 'reserve');
		await tell(tx, { gathering, kind: 'invited', sendAt }, first, at);
	}
}
