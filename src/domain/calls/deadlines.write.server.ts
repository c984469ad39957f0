import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { postAll } from '#lib/mail.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { checkOther } from '#domain/approvals/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { clockTime } from './dates.rules.ts';
import { deadlineChanges, whomItConcerns } from './deadlines.read.server.ts';
import {
	changeAnswered,
	changeDiffers,
	changeHash,
	changeNotFound,
	changeWaiting,
	checkChange,
	deadlinePassed,
	latestFor,
	moved,
	type ChangeAsked
} from './deadlines.rules.ts';
import type { AnswerForm, ChangeForm } from './deadlines.form.ts';
import { deadlineLetter } from './mail.ts';
import { callNotFound, notPublished, type Call, type Track } from './rules.ts';

/**
 * Leaves the request to move a published deadline, of the call or of one track, to a later time. Nothing changes until
 * a second organiser approves it. Refuses while another request waits, once the deadline has passed, and a time that is
 * not later, leaves less than a day, or comes after what follows.
 */
export function requestDeadline(db: Db, who: Organiser, form: ChangeForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdPublished(tx, who.callId);
		const track = form.track ? await trackOf(tx, call, form.track) : null;
		const { time_zone: zone } = await stopOf(reading(tx), call.stop_id);
		const new_at = instantIn(zone, form.new.day, clockTime(form.new.time));
		if (!new_at) throw fieldsRefused({ 'new.time': 'calls.no-such-time' });
		const old_at = track?.closes_at ?? call.closes_at;
		const asked = { call_id: call.id, track_id: track?.id ?? null, old_at, new_at, reason: form.reason };
		const change = { ...asked, moves_rest: form.moves_rest && !track };
		checkChange(change, latestFor(call, change), at);
		if (await waitingIn(tx, call.id, at)) throw changeWaiting();
		await tx
			.insertInto('deadline_changes')
			.values({ ...change, content_hash: changeHash(change), requested_at: at, requested_by: who.personId })
			.execute();
		await tell(tx, who, { verb: 'deadline.requested', change, track }, at);
	});
}

/**
 * Answers a request. Approved by a second person, the deadline moves, every applicant gets a letter, and the notice
 * keeps both deadlines with the reason. Refuses the one who asked, another hash than the request's, a second answer,
 * and an approval once the old deadline has passed or is not the one that was to be moved. Whoever asked may refuse it,
 * which takes it back.
 */
export function answerDeadline(db: Db, who: Organiser, form: AnswerForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdPublished(tx, who.callId);
		const change = await changeOf(tx, call, form.change);
		if (change.answer) throw changeAnswered();
		if (form.hash !== change.content_hash) throw changeDiffers();
		const track = change.track_id ? await trackOf(tx, call, change.track_id) : null;
		if (form.answer === 'approved') {
			await checkOther(reading(tx), who, change.requested_by, at);
			if ((track?.closes_at ?? call.closes_at).getTime() !== change.old_at.getTime()) throw changeDiffers();
			checkChange(change, latestFor(call, change), at);
			await move(tx, call, change);
			await tellApplicants(tx, { call, change, track }, at);
		}
		await tx
			.insertInto('deadline_answers')
			.values({
				...{ change_id: change.id, requested_by: change.requested_by },
				...{ answer: form.answer, answered_at: at, answered_by: who.personId }
			})
			.execute();
		await tell(tx, who, { verb: `deadline.${form.answer}`, change, track }, at);
	});
}

/** The published call, held until the end: two requests, two answers and a publishing at once are one after the other. */
export async function holdPublished(tx: Tx, id: string): Promise<Call> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!call) throw callNotFound();
	if (!call.published_at) throw notPublished();
	if (call.follows_id) throw deadlinePassed(); // a later round takes nobody new
	return call;
}

async function trackOf(tx: Tx, call: Call, id: string): Promise<Track> {
	const track = await tx
		.selectFrom('tracks')
		.selectAll()
		.where('call_id', '=', call.id)
		.where('id', '=', isId(id) ? id : call.id)
		.executeTakeFirst();
	if (!track) throw fieldsRefused({ track: 'lib.not-a-choice' });
	return track;
}

// A request whose deadline has passed unanswered waits for nobody any more.
async function waitingIn(tx: Tx, callId: string, at: Date): Promise<boolean> {
	const changes = await deadlineChanges(reading(tx), callId);
	return changes.some((change) => change.answer === null && at < change.old_at);
}

async function changeOf(tx: Tx, call: Call, id: string) {
	const change = (await deadlineChanges(reading(tx), call.id)).find((one) => one.id === id);
	if (!change) throw changeNotFound();
	return change;
}

/** Moves the deadline, and what follows where that moves along; in the transaction of whoever decided it. */
export async function move(tx: Tx, call: Call, change: ChangeAsked): Promise<void> {
	if (change.track_id) {
		await tx.updateTable('tracks').set({ closes_at: change.new_at }).where('id', '=', change.track_id).execute();
		return;
	}
	const rest = restOf(call, change);
	await tx
		.updateTable('calls')
		.set({ closes_at: change.new_at, ...rest })
		.where('id', '=', call.id)
		.execute();
	if (!rest) return;
	for (const round of await tx.selectFrom('rounds').selectAll().where('call_id', '=', call.id).execute()) {
		const dates = { review_until: moved(round.review_until, change), draw_at: moved(round.draw_at, change) };
		await tx
			.updateTable('rounds')
			.set(dates)
			.where('call_id', '=', call.id)
			.where('position', '=', round.position)
			.execute();
	}
}

function restOf(call: Call, change: ChangeAsked) {
	if (!change.moves_rest) return null;
	const own = { review_from: call.review_from, discuss_until: call.discuss_until };
	return {
		...{ review_until: moved(call.review_until, change), draw_at: moved(call.draw_at, change) },
		...{ review_from: own.review_from && moved(own.review_from, change) },
		...{ discuss_until: own.discuss_until && moved(own.discuss_until, change) }
	};
}

type Moving = { call: Call; change: ChangeAsked; track: Track | null };

/** Leaves a letter to everybody the change concerns. */
export async function tellApplicants(tx: Tx, { call, change, track }: Moving, at: Date): Promise<void> {
	const { time_zone: zone } = await stopOf(reading(tx), call.stop_id);
	const { old_at, new_at, reason } = change;
	const facts = { title: call.title, track: track?.name ?? null, old_at, new_at, reason, rest: restOf(call, change) };
	const site = await siteOf(reading(tx), { host: call.host_id });
	const told = { ...facts, zone, url: `${site}/calls/${call.slug}` };
	const people = await whomItConcerns(reading(tx), call.id);
	await postAll(
		tx,
		people.map(({ email, locale }) => deadlineLetter(email, told, locale as Locale)),
		at
	);
}

type Told = { verb: `deadline.${string}`; change: ChangeAsked; track: Track | null };

function tell(tx: Tx, who: Organiser, { verb, change, track }: Told, at: Date): Promise<void> {
	const { call_id: callId, old_at, new_at, reason } = change;
	const detail = {
		...(track ? { track: track.name } : {}),
		from: old_at.toISOString(),
		to: new_at.toISOString(),
		reason
	};
	return note(tx, { at, by: who.personId, callId, verb, about: callId, detail });
}
