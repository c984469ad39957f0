import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { letterNotFound, letterState, masked, type LetterState } from './letters.rules.ts';
import type { LetterKind } from './templates.rules.ts';

function letters(db: Reader, callId: string) {
	return db
		.selectFrom('letters')
		.innerJoin('invitation_letters', 'invitation_letters.letter_id', 'letters.id')
		.innerJoin('invitations', 'invitations.id', 'invitation_letters.invitation_id')
		.leftJoin('applications', 'applications.id', 'invitations.application_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.where('invitations.call_id', '=', callId)
		.select(['letters.id', 'invitation_id', 'kind', 'channel', 'to_address', 'subject', 'body', 'written_at', 'tries'])
		.select(['next_try_at', 'sent_at', 'failed_because', 'held_at', 'dropped_at', 'dropped_because', 'gave_up_at'])
		.select(['bounced_at', 'bounced_because', 'organisations.name as organisation', 'attachments']);
}

type Row = Awaited<ReturnType<ReturnType<typeof letters>['execute']>>[number];

function told({ attachments, ...row }: Row, at: Date) {
	const state = letterState(row, at);
	const names = attachments.map(({ name }) => name);
	return { ...row, kind: row.kind as LetterKind, state, body: masked(row.body), attachments: names };
}

/** A letter about an invitation as organisers see it: the personal link in it is out of sight. */
export type InvitationLetter = ReturnType<typeof told>;

// Those to look after first, then the newest.
const urgency = sql`case when gave_up_at is not null or bounced_at is not null then 0 when sent_at is null then 1 else 2 end`;

/** One page of a call's letters, only those in one state where it is given, with how many are in each. */
export async function outboxOf(
	db: Reader,
	callId: string,
	page: { only?: LetterState; skip: number; most: number },
	at: Date
) {
	const states = await letters(db, callId).execute();
	const counts: Partial<Record<LetterState, number>> = {};
	const all = states.map((row) => told(row, at));
	for (const { state } of all) counts[state] = (counts[state] ?? 0) + 1;
	const ids = all.filter(({ state }) => !page.only || state === page.only).map(({ id }) => id);
	if (ids.length === 0) return { counts, total: 0, letters: [] };
	const rows = await letters(db, callId)
		.where('letters.id', 'in', ids)
		.orderBy(urgency)
		.orderBy('written_at', 'desc')
		.orderBy('letters.id')
		.limit(page.most)
		.offset(page.skip)
		.execute();
	return { counts, total: ids.length, letters: rows.map((row) => told(row, at)) };
}

/** The letters about one invitation, oldest first. */
export async function lettersAbout(
	db: Reader,
	callId: string,
	invitationId: string,
	at: Date
): Promise<InvitationLetter[]> {
	const rows = await letters(db, callId)
		.where('invitation_id', '=', invitationId)
		.orderBy('written_at')
		.orderBy('letters.id')
		.execute();
	return rows.map((row) => told(row, at));
}

/** One letter of a call. Refuses another's as not there. */
export async function letterById(db: Reader, callId: string, id: string, at: Date): Promise<InvitationLetter> {
	if (!isId(id)) throw letterNotFound();
	return told(await letters(db, callId).where('letters.id', '=', id).executeTakeFirstOrThrow(letterNotFound), at);
}

/** The ids of a call's letters that are held, the oldest first. */
export async function heldLetters(db: Reader, callId: string): Promise<string[]> {
	const rows = await letters(db, callId)
		.where('held_at', 'is not', null)
		.where('sent_at', 'is', null)
		.where('dropped_at', 'is', null)
		.orderBy('written_at')
		.orderBy('letters.id')
		.execute();
	return rows.map(({ id }) => id);
}

/** How many letters of each invitation have failed or come back. */
export async function troubles(db: Reader, callId: string): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('letters')
		.innerJoin('invitation_letters', 'letter_id', 'letters.id')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.select((eb) => ['invitation_id', eb.fn.countAll<number>().as('count')] as const)
		.where('call_id', '=', callId)
		.where('dropped_at', 'is', null)
		.where((eb) => eb.or([eb('gave_up_at', 'is not', null), eb('bounced_at', 'is not', null)]))
		.groupBy('invitation_id')
		.execute();
	return new Map(rows.map(({ invitation_id, count }) => [invitation_id, count]));
}
