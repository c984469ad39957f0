import { commitSecret } from '#draw';
import { lookalikesOf } from '#domain/applications/lookalikes.read.server.ts';
import { decideLookalike, findLookalikes } from '#domain/applications/lookalikes.write.server.ts';
import { weighedTracks } from '#domain/bands/calibration.read.server.ts';
import { chooseBands, freezeBands } from '#domain/bands/write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { composeFeedback, readFeedback } from '#domain/decisions/feedback.write.server.ts';
import { announceDecisions } from '#domain/decisions/write.server.ts';
import { sealShown } from '#domain/draws/shown.read.server.ts';
import { approvalsOf, secondPeople } from '#domain/approvals/read.server.ts';
import { shownHash } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { sealDraw } from '#domain/draws/seal.write.server.ts';
import { promiseSecret, revealSecret } from '#domain/draws/witnesses.write.server.ts';
import { conductDraw, prepareDraw } from '#domain/draws/write.server.ts';
import { fillPlaces } from '#domain/invitations/moves.write.server.ts';
import { invitationsOf, type Invitation } from '#domain/invitations/read.server.ts';
import { lapseInvitation } from '#domain/invitations/replies.write.server.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { breathe } from '#lib/breathe.ts';
import { reading, type Db, type Tx } from '#lib/db.server.ts';
import { hashed, newReadable, newSecret } from '#lib/secret.server.ts';
import { veteran } from '../staff.ts';
import type { SampleCall } from '../types.ts';
import { after, days, hours, minutes } from '../zone.ts';
import { insertAll, must } from './rows.ts';
import type { Ids } from './people.ts';

/** Takes a reviewed call to its gathering as its organiser would have: bands, what follows, draw with two witnesses, replies. */
export async function plantHeld(tx: Tx, sample: SampleCall, ids: Ids): Promise<void> {
	const db = tx as Db;
	const call = await wholeCall(tx, await callBySlug(tx, sample.slug));
	const who = organiserOf(call, must(ids.people, 'organiser'));
	await cutBands(db, who, call, after(sample.reviewUntil, hours(10)));
	await announced(db, who, after(sample.reviewUntil, hours(14)));
	await drawn(db, who, call, sample.drawAt);
	await inviteAll(db, who, after(sample.drawAt, hours(2)));
	await replied(tx, call, sample.drawAt);
	await lettersGone(tx, after(sample.drawAt, days(9)));
}

function organiserOf(call: WholeCall, id: string): Organiser {
	const person = { id, email: '', name: '', locale: 'ko' as const };
	const roles = [{ role: 'organiser' as const, hostId: call.host_id, callId: null }];
	return gate.organiser({ person, roles, signInId: null }, call);
}

async function cutBands(db: Db, who: Organiser, call: WholeCall, at: Date): Promise<void> {
	await findLookalikes(db, { callId: call.id, by: who }, breathe, call.closes_at);
	for (const { id } of await lookalikesOf(db, call.id))
		await decideLookalike(
			db,
			who,
			{ pair: id, outcome: 'unrelated', stands: '', reason: '두 회사에 물어 서로 다른 회사임을 확인함' },
			after(call.closes_at, hours(20))
		);
	for (const { track, applications } of await weighedTracks(db, call)) {
		const scores = applications.flatMap(({ raw }) => (raw === null ? [] : [raw])).sort((one, other) => other - one);
		const accepted = Math.floor(track.places / 10);
		const lines = {
			...{ track: track.id, accept_from: rounded(scores[accepted]! + 0.001) },
			draw_from: rounded(scores[Math.floor(scores.length * 0.84)]!)
		};
		await chooseBands(db, who, lines, at);
	}
	const reason = '공고에 적은 대로, 자리의 열에 하나는 심사로 바로 정하고 나머지는 추첨으로 정한다.';
	await freezeBands(db, who, { reason, decline_unreviewed: 'yes' }, at);
}

const rounded = (score: number) => Math.floor(score * 1000) / 1000;

/** Each of those who go no further gets a text, read before all are told at once. */
async function announced(db: Db, who: Organiser, at: Date): Promise<void> {
	await composeFeedback(db, who, { scores: true }, at);
	await readFeedback(db, who, { all: 'yes' }, at);
	await announceDecisions(db, who, at);
}

const witnesses = [
	{ name: '국하담', email: 'hadam@witness.example', secret: '주사위 4 1 6 2 2 5 3 6 1 4' },
	{ name: 'Ines Calloway', email: 'ines@witness.example', secret: 'dice 2 5 5 1 3 6 4 4 6 1' }
];

/** Sealed two days before its moment, by the randomness of two witnesses; both came to the draw. */
async function drawn(db: Db, who: Organiser, call: WholeCall, drawAt: Date): Promise<void> {
	const prepared = after(drawAt, -days(3));
	const draw = await prepareDraw(db, who, { call, form: { usesBeacon: false, witnesses } }, prepared);
	const links = new Map(witnesses.map(({ email }) => [email, newSecret()]));
	for (const { email, secret } of witnesses) {
		// What their letter's link holds is kept nowhere else: they get another.
		await db
			.updateTable('witnesses')
			.set({ token_hash: hashed(must(links, email)) })
			.where('draw_id', '=', draw.id)
			.where('email', '=', email)
			.execute();
		const link = { slug: draw.slug, token: must(links, email) };
		await promiseSecret(db, link, commitSecret(secret), after(prepared, hours(4)));
	}
	await approved(db, who, call, after(drawAt, -days(2) - hours(3)));
	await sealDraw(db, who, { aheadMs: 0 }, after(drawAt, -days(2)));
	for (const { email, secret } of witnesses)
		await revealSecret(
			db,
			{ slug: draw.slug, token: must(links, email) },
			{ secret, aheadMs: 0 },
			after(drawAt, -minutes(9))
		);
	await conductDraw(db, draw.id, {}, drawAt);
}

/** The host's other organiser has looked at what is to be sealed, and approved it. */
async function approved(db: Db, who: Organiser, call: WholeCall, at: Date): Promise<void> {
	const now = (await sealShown(reading(db), call))!;
	const hash = shownHash(call.id, 'draw-seal', now);
	await askApproval(
		db,
		who,
		{ act: 'draw-seal', hash, reason: '심사 결과와 증인 두 분의 약속을 확인했습니다.', now },
		at
	);
	const [asked] = await approvalsOf(reading(db), call.id);
	const [other] = await secondPeople(reading(db), who, at);
	const second = organiserOf(call, other!.id);
	await answerApproval(db, second, { approval: asked!.id, hash, answer: 'approved', now }, after(at, hours(1)));
}

/** Of each twelve one declines and of each thirty one never answers; whoever moves up into their places accepts. */
async function replied(tx: Tx, call: WholeCall, drawAt: Date): Promise<void> {
	const invited = (await waiting(tx, call)).map((one, nth) => ({ one, nth, isVeteran: one.email === veteran.email }));
	const answered = invited
		.filter(({ nth, isVeteran }) => isVeteran || nth % 30 !== 17)
		.map(({ one, nth, isVeteran }) => ({
			...{ one, reply: nth % 12 === 5 && !isVeteran ? ('decline' as const) : ('accept' as const) },
			at: after(drawAt, hours(4) + minutes(23) * nth)
		}));
	await plantReplies(tx, call.id, answered);
	const late = after(drawAt, days(4) + hours(2));
	for (const one of await waiting(tx, call)) await lapseInvitation(tx as Db, one.id, late);
	await fillPlaces(tx as Db, call.id, late);
	const moved = await waiting(tx, call);
	await plantReplies(
		tx,
		call.id,
		moved.map((one) => ({ one, reply: 'accept', at: after(late, hours(20)) }))
	);
}

async function waiting(tx: Tx, { id }: WholeCall): Promise<Invitation[]> {
	return (await invitationsOf(tx, id)).filter(({ state }) => state === 'invited');
}

type Answered = { one: Invitation; reply: 'accept' | 'decline'; at: Date };

async function plantReplies(tx: Tx, callId: string, answered: Answered[]): Promise<void> {
	await insertAll(
		tx,
		'replies',
		answered.map(({ one, reply, at }) => ({ invitation_id: one.id, reply, replied_at: at }))
	);
	await insertAll(
		tx,
		'attendees',
		answered
			.filter(({ reply }) => reply === 'accept')
			.map(({ one, at }) => ({
				...{ invitation_id: one.id, is_applicant: true, name: one.person, email: one.email, locale: one.locale },
				...{ pass_code: newReadable(), named_at: at, admitted_at: at }
			}))
	);
	await noteAll(
		tx,
		answered.map(({ one, reply, at }) => ({
			...{ at, by: null, callId, about: one.id },
			verb: reply === 'accept' ? 'invitation.accepted' : 'invitation.declined'
		}))
	);
}

/** What was written to people weeks ago has long been sent. */
export async function lettersGone(tx: Tx, until: Date): Promise<void> {
	await tx
		.updateTable('letters')
		.set((eb) => ({ sent_at: eb.ref('next_try_at'), tries: 1 }))
		.where('sent_at', 'is', null)
		.where('next_try_at', '<', until)
		.execute();
}
