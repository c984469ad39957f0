import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post, postAll } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { nextReserve, type MovingUp, type Transcript } from '#draw';
import { drawOfCall, transcriptText } from '#domain/draws/read.server.ts';
import { hasNext } from '#domain/calls/rounds.rules.ts';
import { note, noteAll } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { gatheringInWords, replyByInWords } from './letters.mail.ts';
import { invitationLetter, lapseLetter, replyLetter } from './mail.ts';
import {
	gatheringOf,
	heldCall,
	heldInvitation,
	invitationByToken,
	invitationsOf,
	outcomesOf,
	type Gathering,
	type Invitation,
	type Outcome
} from './read.server.ts';
import {
	alreadySent,
	checkReply,
	isFree,
	isLapsing,
	moreRounds,
	notConducted,
	replyBy,
	type Because,
	type CameFrom,
	type Reply
} from './rules.ts';

/** One to be invited, and why. */
type ToInvite = { outcome: Outcome; cameFrom: CameFrom; because: Because; inPlaceOf: string | null };

/**
 * Leaves an invitation and a letter with a personal link for everyone who was accepted or drawn. Refuses before the
 * draw is conducted, while another round follows, and a second time. Answers with how many.
 */
export function inviteAll(db: Db, who: Organiser, at: Date): Promise<number> {
	return together(db, async (tx) => {
		await heldCall(tx, who.callId);
		const draw = await drawOfCall(tx, who.callId);
		if (draw?.state !== 'conducted') throw notConducted();
		const gathering = await gatheringOf(tx, who.callId);
		if (hasNext(gathering.call, gathering.call.rounds)) throw moreRounds();
		if ((await invitationsOf(tx, who.callId)).length) throw alreadySent();
		const drawn = (await outcomesOf(tx, draw.id)).filter(({ outcome }) => outcome === 'drawn');
		const toInvite = drawn.map((outcome) => {
			const cameFrom: CameFrom = outcome.band === 'accept' ? 'accept' : 'draw';
			return { outcome, cameFrom, because: { lot: outcome.lot }, inPlaceOf: null };
		});
		await leaveInvitations(tx, gathering, toInvite, at);
		const detail = { count: toInvite.length };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'invitations.sent', about: draw.id, detail });
		return toInvite.length;
	});
}

// The application's own uniqueness decides: nobody is invited twice, whoever else is inviting.
async function leaveInvitations(tx: Tx, gathering: Gathering, toInvite: ToInvite[], at: Date): Promise<number> {
	const { call } = gathering;
	const by = replyBy(at, call.reply_days, call.stop.time_zone);
	let count = 0;
	for (const some of inChunks(toInvite)) {
		const tokens = new Map(some.map(({ outcome }) => [outcome.application_id, newSecret()]));
		const rows = some.map(({ outcome, cameFrom, because, inPlaceOf }) => ({
			...{ call_id: call.id, application_id: outcome.application_id, came_from: cameFrom, in_place_of: inPlaceOf },
			...{ because: { ...because }, token_hash: hashed(tokens.get(outcome.application_id)!) },
			...{ invited_at: at, reply_by: by }
		}));
		const left = await tx
			.insertInto('invitations')
			.values(rows)
			.onConflict((oc) => oc.doNothing())
			.returning('application_id')
			.execute();
		const invited = new Set(left.map((row) => row.application_id));
		const told = some.filter(({ outcome }) => invited.has(outcome.application_id));
		const letters = told.map((one) =>
			letterFor(gathering, one, { token: tokens.get(one.outcome.application_id)!, by })
		);
		await postAll(tx, letters, at);
		count += left.length;
	}
	return count;
}

function letterFor(gathering: Gathering, { outcome, cameFrom }: ToInvite, how: { token: string; by: Date }) {
	const { email: to, person, organisation, track_name: track } = outcome;
	return invitationLetter({
		...{ to, person, organisation, track, locale: outcome.locale as Locale },
		...gatheringInWords(gathering),
		replyBy: replyByInWords(how.by, gathering.call.stop.time_zone),
		link: `${baseUrl}/invitations/${how.token}`,
		movedUp: cameFrom === 'reserve'
	});
}

/**
 * Leaves a reply to the invitation of a personal link: accept, decline, or undo of either. The same again changes
 * nothing. Refuses after the time to reply, and an undo when the place has moved on.
 */
export async function replyInvitation(db: Db, token: string, reply: Reply, at: Date): Promise<void> {
	const { id } = await invitationByToken(reading(db), token);
	await together(db, async (tx) => {
		const invitation = await heldInvitation(tx, id);
		if (checkReply(invitation, reply, at) === 'same') return;
		await tx.insertInto('replies').values({ invitation_id: id, reply, replied_at: at }).execute();
		if (reply !== 'undo') await confirm(tx, invitation, { reply, token }, at);
		const verb = { accept: 'accepted', decline: 'declined', undo: 'undone' }[reply];
		await note(tx, { at, by: null, callId: invitation.call_id, verb: `invitation.${verb}`, about: id });
	});
}

async function confirm(tx: Tx, invitation: Invitation, how: { reply: Reply; token: string }, at: Date): Promise<void> {
	const gathering = await gatheringOf(tx, invitation.call_id);
	const link = `${baseUrl}/invitations/${how.token}`;
	const { email: to, locale } = invitation;
	const told = { to, locale: locale as Locale, ...gatheringInWords(gathering), link };
	await post(tx, replyLetter(told, how.reply === 'accept'), at);
}

/** Leaves the lapse of an invitation nobody replied to in time, and a letter. Anything else is left as it is. */
export function lapseInvitation(db: Db, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const invitation = await heldInvitation(tx, id);
		if (!isLapsing(invitation, at)) return;
		await tx.insertInto('lapses').values({ invitation_id: id, lapsed_at: at }).execute();
		const gathering = await gatheringOf(tx, invitation.call_id);
		const replyByWords = replyByInWords(invitation.reply_by, gathering.call.stop.time_zone);
		const told = { to: invitation.email, locale: invitation.locale as Locale, title: gathering.call.title };
		await post(tx, lapseLetter({ ...told, replyBy: replyByWords }), at);
		await note(tx, { at, by: null, callId: invitation.call_id, verb: 'invitation.lapsed', about: id });
	});
}

/**
 * Leaves an invitation for the next reserve in each place that is free, by the sealed rule: the first in reserve order
 * who keeps the quotas. Each says in whose place and why. Where nobody is left, the place stays free. Answers with how many.
 */
export function fillPlaces(db: Db, callId: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		await heldCall(tx, callId);
		const draw = await drawOfCall(tx, callId);
		if (draw?.state !== 'conducted') return 0;
		const [all, outcomes] = [await invitationsOf(tx, callId), await outcomesOf(tx, draw.id)];
		const free = all.filter((invitation) => isFree(invitation, at));
		if (
			free.length === 0 ||
			all.filter(({ came_from }) => came_from === 'reserve').length === outcomes.filter(isReserve).length
		)
			return 0;
		const transcript = JSON.parse(await transcriptText(tx, draw.id)) as Transcript;
		const toInvite = movingUp(transcript, { all, free, outcomes });
		await leaveInvitations(tx, await gatheringOf(tx, callId), toInvite, at);
		await noteAll(
			tx,
			toInvite.map(({ inPlaceOf, because }) => {
				const detail = { lot: because.lot, inPlaceOf: because.inPlaceOf, passedOver: because.passedOver };
				return { at, by: null, callId, verb: 'reserve.moved-up' as const, about: inPlaceOf ?? '', detail };
			})
		);
		return toInvite.length;
	});
}

const isReserve = ({ outcome }: Outcome) => outcome === 'reserve';

type Places = { all: Invitation[]; free: Invitation[]; outcomes: Outcome[] };

/**
 * Who moves up into each free place, one place after another in the order in which they became free: while one is
 * filled, those behind it still count as held, so that each newcomer stands in for the one whose place it is.
 */
function movingUp(transcript: Transcript, { all, free, outcomes }: Places): ToInvite[] {
	const lotOf = new Map(outcomes.map(({ application_id, lot }) => [application_id, lot]));
	const byLot = new Map(outcomes.map((outcome) => [outcome.lot, outcome]));
	const lots = (some: Invitation[]) => some.map(({ application_id }) => lotOf.get(application_id)!);
	const gone = lots(all.filter(({ moved_on }) => moved_on));
	const taken = lots(all.filter(({ came_from }) => came_from === 'reserve'));
	const moving: ToInvite[] = [];
	for (const place of [...free].sort((a, b) => freedAt(a) - freedAt(b))) {
		gone.push(lotOf.get(place.application_id)!);
		const next = nextReserve(transcript, { taken, gone });
		const outcome = next.lot === null ? undefined : byLot.get(next.lot);
		if (!outcome) break;
		taken.push(outcome.lot);
		const because = whyMoved(next, { lot: lotOf.get(place.application_id)!, state: place.state });
		moving.push({ outcome, cameFrom: 'reserve', because, inPlaceOf: place.id });
	}
	return moving;
}

const freedAt = ({ lapsed_at, replied_at }: Invitation) => (lapsed_at ?? replied_at)?.getTime() ?? 0;

function whyMoved(next: MovingUp, place: { lot: number; state: string }): Because {
	const how = place.state === 'lapsed' ? 'lapsed' : 'declined';
	const { passedOver, keepsQuotas, says: rule } = next;
	return { lot: next.lot ?? 0, inPlaceOf: { lot: place.lot, how }, rule, passedOver, keepsQuotas };
}
