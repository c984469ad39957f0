import type { Reader } from '#lib/db.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import {
	isNeverAlone,
	nearDays,
	needsSecond,
	notTheSame,
	shownHash,
	tooNear,
	validHours,
	type Act,
	type ActStanding,
	type Shown
} from './rules.ts';

/** What is about to be done: the act, and what is shown of it now. */
export type Doing = { act: Act; shown: Shown };

type Asking = Pick<Organiser, 'personId' | 'callId' | 'hostId'>;
const ago = (at: Date, ms: number) => new Date(at.getTime() - ms);

/**
 * The organisers who could approve what this one asks. Whoever got the role from them within the week does not count: it
 * may be their own second account. Whoever had it until within the week does, with the day it ended: nobody becomes the
 * only organiser overnight.
 */
export function secondPeople(db: Reader, who: Asking, at: Date) {
	const near = ago(at, nearDays * 86_400_000);
	return db
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['people.id', 'people.email', 'people.name', 'people.locale', 'roles.ended_at'])
		.where('role', '=', 'organiser')
		.where('roles.host_id', '=', who.hostId)
		.where((eb) => eb.or([eb('call_id', 'is', null), eb('call_id', '=', who.callId)]))
		.where('people.id', '<>', who.personId)
		.where('people.erased_at', 'is', null)
		.where((eb) => eb.or([eb('starts_at', 'is', null), eb('starts_at', '<=', at)]))
		.where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', near)]))
		.where((eb) => eb.or([eb('given_by', 'is', null), eb('given_by', '<>', who.personId), eb('given_at', '<=', near)]))
		.orderBy('people.email')
		.execute();
}

/** Every approval asked for in a call, newest first, with who asked and who answered what. */
export function approvalsOf(db: Reader, callId: string) {
	return db
		.selectFrom('approvals')
		.innerJoin('people as asking', 'asking.id', 'approvals.asked_by')
		.leftJoin('approval_answers', 'approval_answers.approval_id', 'approvals.id')
		.leftJoin('people as answering', 'answering.id', 'approval_answers.answered_by')
		.select(['approvals.id', 'act', 'shown', 'shown_hash', 'reason', 'asked_at', 'approvals.asked_by'])
		.select(['asking.name as askedName', 'asking.email as askedEmail', 'answer', 'answered_at', 'answered_by'])
		.select(['answering.name as answeredName', 'answering.email as answeredEmail'])
		.where('call_id', '=', callId)
		.orderBy('asked_at', 'desc')
		.orderBy('approvals.id')
		.execute();
}

/** How an act stands for this organiser, as it is shown now. */
export async function actStanding(db: Reader, who: Asking, { act, shown }: Doing, at: Date): Promise<ActStanding> {
	if ((await secondPeople(db, who, at)).length === 0) return isNeverAlone(act) ? 'nobody' : 'alone';
	const hash = shownHash(who.callId, act, shown);
	const since = ago(at, validHours * 3_600_000);
	const own = (await approvalsOf(db, who.callId)).filter(
		(one) => one.act === act && one.shown_hash === hash && one.asked_by === who.personId
	);
	if (own.some(({ answer, answered_at }) => answer === 'approved' && answered_at! > since)) return 'approved';
	return own.some(({ answer, asked_at }) => !answer && asked_at > since) ? 'waiting' : 'to-ask';
}

/**
 * Refuses an approval by whoever asked, and by one who has the role from them since less than a week. All that takes two
 * people asks this: acts, deadlines, corrections.
 */
export async function checkOther(db: Reader, who: Asking, askedBy: string, at: Date): Promise<void> {
	if (askedBy === who.personId) throw notTheSame();
	const people = await secondPeople(db, { ...who, personId: askedBy }, at);
	if (!people.some(({ id, ended_at }) => id === who.personId && !ended_at)) throw tooNear();
}

type Approved = { act: Act; fits?: (shown: Shown) => boolean };

/**
 * What this organiser asked of an act and another approved within the day, the newest; where an act is done to one thing
 * of many, of that which `fits`. Refuses where there is none.
 */
export async function approvedOf(db: Reader, who: Asking, { act, fits = () => true }: Approved, at: Date) {
	const since = ago(at, validHours * 3_600_000);
	const own = (await approvalsOf(db, who.callId)).filter((one) => one.act === act && one.asked_by === who.personId);
	const approved = own.find(
		({ answer, answered_at, shown }) => answer === 'approved' && answered_at! > since && fits(shown)
	);
	if (!approved) throw needsSecond();
	return approved;
}

/**
 * Refuses an act that another organiser could approve and has not, of just what would be done now, within the day; and what
 * nobody does alone also where there is nobody else. Answers with how many people it took.
 */
export async function checkSecond(db: Reader, who: Asking, doing: Doing, at: Date): Promise<1 | 2> {
	const standing = await actStanding(db, who, doing, at);
	if (standing === 'alone') return 1;
	if (standing === 'approved') return 2;
	throw needsSecond();
}
