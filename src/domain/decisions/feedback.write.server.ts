import { wholeCall } from '#domain/calls/read.server.ts';
import { criteriaFor } from '#domain/calls/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import { decisionsOf } from './read.server.ts';
import { feedbackMissing } from './rules.ts';
import { holdUnannounced } from './write.server.ts';
import type { FeedbackForm, ReadForm } from './feedback.form.ts';
import { wordsToApplicants } from './feedback.read.server.ts';
import { composedFeedback } from './feedback.rules.ts';
import { changedElsewhere } from '#domain/reviews/rules.ts';

/**
 * Leaves a text for every declined application that has none, in its applicant's language: what reviewers wrote to them
 * and, where asked, the mean scores. What is written already stays. Answers with how many. Refuses before the freeze and
 * after the announcement.
 */
export function composeFeedback(db: Db, who: Organiser, how: { scores: boolean }, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await holdUnannounced(tx, who);
		const whole = await wholeCall(reading(tx), call);
		const wanted = (await decisionsOf(reading(tx), call.id)).filter((row) => row.now === 'decline' && !row.feedback);
		const [words, localeOf] = [await wordsToApplicants(reading(tx), call.id), await localesOf(tx, call.id)];
		const written = { written_at: at, written_by: who.personId };
		const rows = wanted.map(({ id, track_id }) => {
			const told = words.get(id) ?? [];
			const track = whole.tracks.find((one) => one.id === track_id)?.key ?? null;
			const parts = { comments: told.map(({ for_applicant }) => for_applicant), criteria: criteriaFor(whole, track) };
			const scores = how.scores ? told.map((one) => one.scores) : null;
			return { application_id: id, body: composedFeedback({ ...parts, scores }, localeOf(id)), ...written };
		});
		for (const some of inChunks(rows)) await tx.insertInto('feedback').values(some).execute();
		if (rows.length) await tell(tx, who, { verb: 'feedback.composed', about: call.id, count: rows.length }, at);
		return rows.length;
	});
}

async function localesOf(tx: Tx, callId: string): Promise<(id: string) => Locale> {
	const rows = await tx
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applicant_id')
		.select(['applications.id', 'people.locale'])
		.where('call_id', '=', callId)
		.execute();
	const known = new Map(rows.map(({ id, locale }) => [id, locale as Locale]));
	return (id) => known.get(id) ?? 'ko';
}

/**
 * Leaves one text as edited: whoever saves it has read it. The same again changes nothing but that. Refuses a version
 * that is not the newest, another call's as not there, and after the announcement.
 */
export function editFeedback(db: Db, who: Organiser, form: FeedbackForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdUnannounced(tx, who);
		const row = await oneOf(tx, who, form.application);
		if (row.version !== form.version) throw changedElsewhere();
		const isSame = row.body === form.body;
		const read = { read_at: at, read_by: who.personId };
		const written = isSame
			? {}
			: { body: form.body, version: row.version + 1, written_at: at, written_by: who.personId };
		await tx
			.updateTable('feedback')
			.set({ ...written, ...read })
			.where('application_id', '=', form.application)
			.execute();
		if (!isSame) await tell(tx, who, { verb: 'feedback.edited', about: form.application }, at);
	});
}

/** Leaves that one text, or all that are left, have been read. Refuses another call's as not there, and after the announcement. */
export function readFeedback(db: Db, who: Organiser, form: ReadForm, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await holdUnannounced(tx, who);
		if (!form.all) await oneOf(tx, who, form.application ?? call.id);
		const read = await tx
			.updateTable('feedback')
			.set({ read_at: at, read_by: who.personId })
			.where('read_at', 'is', null)
			.where('application_id', 'in', (eb) =>
				form.all
					? eb.selectFrom('applications').select('id').where('call_id', '=', call.id)
					: eb.selectFrom('applications').select('id').where('id', '=', form.application!)
			)
			.executeTakeFirst();
		const count = Number(read.numUpdatedRows);
		if (count) await tell(tx, who, { verb: 'feedback.read', about: form.application ?? call.id, count }, at);
		return count;
	});
}

async function oneOf(tx: Tx, who: Organiser, applicationId: string) {
	const row = await tx
		.selectFrom('feedback')
		.innerJoin('applications', 'applications.id', 'feedback.application_id')
		.select(['feedback.version', 'feedback.body'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.id', '=', applicationId)
		.executeTakeFirst();
	if (!row) throw feedbackMissing();
	return row;
}

type Line = { verb: `feedback.${string}`; about: string; count?: number };

function tell(tx: Tx, who: Organiser, { verb, about, count }: Line, at: Date): Promise<void> {
	const detail = count === undefined ? {} : { count };
	return note(tx, { at, by: who.personId, callId: who.callId, verb, about, detail });
}
