import { checkOther } from '#domain/approvals/read.server.ts';
import { isSealed } from '#domain/applications/lookalikes.read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import { checkPlaces, type Band } from '#domain/bands/rules.ts';
import type { CorrectionAnswer, CorrectionForm } from './form.ts';
import { decisionLetter } from './mail.ts';
import { announcementOf, correctionsOf, decisionsOf, type DecisionRow } from './read.server.ts';
import {
	announced,
	announcing,
	correctionAnswered,
	correctionDiffers,
	correctionHash,
	correctionNotFound,
	correctionWaits,
	drawSealed,
	feedbackUnread,
	notFrozen,
	nothingToCorrect,
	takesAway
} from './rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';

/**
 * Leaves a correction of what follows from the frozen bands, with its reason. Where nobody loses by it, it holds at once;
 * where somebody does, it waits for a second organiser. Refuses before the freeze, after the seal and after the
 * announcement, another call's application as not there, one that waits already, and more accepted than places.
 */
export function correctDecisions(db: Db, who: Organiser, form: CorrectionForm, at: Date): Promise<'holds' | 'waits'> {
	return together(db, async (tx) => {
		const call = await holdPending(tx, who);
		const rows = await decisionsOf(reading(tx), call.id);
		const items = itemsIn(rows, form);
		if (form.band === 'accept') await checkAccepted(tx, rows, items);
		const takes_away = items.some(({ now }) => takesAway(now, form.band));
		const correction = {
			call_id: call.id,
			band: form.band,
			reason: form.reason,
			applications: items.map(({ id }) => id)
		};
		const { id } = await tx
			.insertInto('decision_changes')
			.values({
				...{ call_id: call.id, band: form.band, reason: form.reason, takes_away },
				...{ content_hash: correctionHash(correction), asked_at: at, asked_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		for (const some of inChunks(items)) {
			const values = some.map((row) => ({ change_id: id, application_id: row.id, from_band: row.now }));
			await tx.insertInto('decision_change_items').values(values).execute();
		}
		if (!takes_away) await leaveAnswer(tx, { id, asked_by: who.personId, takes_away }, { answer: 'approved', who }, at);
		const verb = takes_away ? 'decision.asked' : 'decision.corrected';
		await tell(tx, who, { verb, band: form.band, count: items.length, reason: form.reason, about: id }, at);
		return takes_away ? 'waits' : 'holds';
	});
}

function itemsIn(rows: DecisionRow[], form: CorrectionForm): DecisionRow[] {
	const chosen = form.applications.map((id) => rows.find((row) => row.id === id));
	if (chosen.some((row) => row === undefined)) throw notFound();
	const items = (chosen as DecisionRow[]).filter(({ now }) => now !== form.band);
	const waiting = items.filter(({ waits }) => waits).length;
	if (waiting) throw correctionWaits(waiting);
	if (items.length === 0) throw nothingToCorrect();
	return items;
}

async function checkAccepted(tx: Tx, rows: DecisionRow[], items: DecisionRow[]): Promise<void> {
	const moving = new Set(items.map(({ id }) => id));
	const accepted = rows.filter(({ id, now }) => now === 'accept' || moving.has(id));
	const tracks = await tx
		.selectFrom('tracks')
		.select(['id', 'name', 'places'])
		.where('id', 'in', [...new Set(items.map(({ track_id }) => track_id))])
		.execute();
	for (const track of tracks) checkPlaces(track, accepted.filter(({ track_id }) => track_id === track.id).length);
}

/**
 * Answers a correction by which somebody loses. Approved by a second person it holds from now on. Refuses the one who
 * asked, another hash than the correction's, a second answer, and once the draw is sealed or it is announced. Whoever
 * asked may refuse it, which takes it back.
 */
export function answerCorrection(db: Db, who: Organiser, form: CorrectionAnswer, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdPending(tx, who);
		const change = (await correctionsOf(reading(tx), call.id)).find(({ id }) => id === form.change);
		if (!change) throw correctionNotFound();
		if (change.answer) throw correctionAnswered();
		if (form.hash !== change.content_hash) throw correctionDiffers();
		if (form.answer === 'approved') await checkOther(reading(tx), who, change.asked_by, at);
		await leaveAnswer(tx, change, { answer: form.answer, who }, at);
		const verb = form.answer === 'approved' ? 'decision.approved' : 'decision.refused';
		const { band, reason, id: about } = change;
		await tell(tx, who, { verb, band, count: change.items.length, reason, about }, at);
	});
}

/**
 * Announces what was decided, once and to everybody at the same instant: from `at` on each applicant's page says it, and
 * a letter is on its way to each. Refuses before the freeze, a second time, while a correction waits for its second
 * person, and while feedback has been written that nobody has read.
 */
export function announceDecisions(db: Db, who: Organiser, at: Date): Promise<Record<Band, number>> {
	return together(db, async (tx) => {
		const call = await holdUnannounced(tx, who);
		const rows = await decisionsOf(reading(tx), call.id);
		const { counts, waiting, unread } = announcing(rows);
		if (waiting) throw correctionWaits(waiting);
		if (unread) throw feedbackUnread(unread);
		await tx
			.insertInto('announcements')
			.values({ call_id: call.id, announced_at: at, announced_by: who.personId })
			.execute();
		await tellApplicants(tx, call, rows, at);
		const line = { verb: 'decisions.announced' as const, about: call.id, detail: counts };
		await note(tx, { at, by: who.personId, callId: call.id, ...line });
		return counts;
	});
}

/**
 * The call, held until the end: corrections, a seal, feedback and the announcement at once are one after the other.
 * Refuses before the freeze and after the announcement.
 */
export async function holdUnannounced(tx: Tx, who: Organiser): Promise<Call> {
	const call = await tx
		.selectFrom('calls')
		.selectAll()
		.where('id', '=', who.callId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	if (!(await freezeOf(reading(tx), call.id))) throw notFrozen();
	if (await announcementOf(reading(tx), call.id)) throw announced();
	return call;
}

/** Nothing that the roster was made of changes once it is sealed. */
async function holdPending(tx: Tx, who: Organiser): Promise<Call> {
	const call = await holdUnannounced(tx, who);
	if (await isSealed(reading(tx), call.id)) throw drawSealed();
	return call;
}

type Asked = { id: string; asked_by: string; takes_away: boolean };
type Answer = { answer: 'approved' | 'refused'; who: Organiser };

async function leaveAnswer(
	tx: Tx,
	{ id, asked_by, takes_away }: Asked,
	{ answer, who }: Answer,
	at: Date
): Promise<void> {
	await tx
		.insertInto('decision_answers')
		.values({ change_id: id, asked_by, takes_away, answer, answered_at: at, answered_by: who.personId })
		.execute();
}

async function tellApplicants(tx: Tx, call: Call, rows: DecisionRow[], at: Date): Promise<void> {
	const people = await tx
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('feedback', 'feedback.application_id', 'applications.id')
		.select(['applications.id', 'people.email', 'people.locale', 'feedback.body'])
		.where('applications.call_id', '=', call.id)
		.execute();
	const personOf = new Map(people.map((person) => [person.id, person]));
	const site = await siteOf(reading(tx), { call: call.id });
	const letters = rows.map(({ id, number, now }) => {
		const { email, locale, body } = personOf.get(id)!;
		const facts = { title: call.title, number: number ?? '', url: `${site}/calls/${call.slug}/mine` };
		const feedback = now === 'decline' ? body : null;
		return decisionLetter(email, { ...facts, outcome: now, feedback }, locale as Locale);
	});
	await postAll(tx, letters, at);
}

type Line = { verb: `decision.${string}`; band: Band; count: number; reason: string; about: string };

function tell(tx: Tx, who: Organiser, { verb, band, count, reason, about }: Line, at: Date): Promise<void> {
	return note(tx, { at, by: who.personId, callId: who.callId, verb, about, detail: { to: band, count, reason } });
}
