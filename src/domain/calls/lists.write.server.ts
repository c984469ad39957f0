import type { Db } from '#lib/db.server.ts';
import { reading } from '#lib/db.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { copied } from './copies.rules.ts';
import { fieldsOf, withSoundConditions } from './fields.rules.ts';
import type { CriteriaForm, FieldsForm, QuotasForm, RoundsForm, TermsForm, TracksForm } from './form.ts';
import { leaveCriteria, leaveFields, leaveQuotas, leaveRounds, leaveTerms, leaveTracks } from './parts.write.server.ts';
import type { TermPart } from './parts.rules.ts';
import { pressedFields } from './press.rules.ts';
import { featuresOf, quotasOf } from './quotas.rules.ts';
import { wholeCall } from './read.server.ts';
import { roundsOf } from './rounds.rules.ts';
import { pressed, withKeys } from './rows.rules.ts';
import { termsOf } from './terms.rules.ts';
import { tracksOf } from './tracks.rules.ts';
import { changeDraft } from './write.server.ts';

/** Leaves a draft's tracks, places and own deadlines. Refuses once published, and deadlines outside the call's hours. */
export function changeTracks(db: Db, who: Organiser, form: TracksForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'tracks', at }, async (tx, call) => {
		const { time_zone: zone } = await stopOf(reading(tx), call.stop_id);
		const tracks = tracksOf(withKeys(form.tracks, 'track'), zone, call);
		await leaveTracks(tx, call.id, pressed(tracks, form.press));
	});
}

/** Leaves the rounds a draft announces. Refuses once published, rounds out of order, and more places than before. */
export function changeRounds(db: Db, who: Organiser, form: RoundsForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'rounds', at }, async (tx, call) => {
		const { stop, tracks } = await wholeCall(reading(tx), call);
		const rounds = roundsOf(withKeys(form.rounds, 'round'), stop.time_zone, { ...call, tracks });
		await leaveRounds(tx, call.id, pressed(rounds, form.press));
	});
}

/** Leaves a draft's criteria. Refuses once published. */
export function changeCriteria(db: Db, who: Organiser, form: CriteriaForm, at: Date): Promise<void> {
	const criteria = withKeys(form.criteria, 'criterion').map((one) => ({ ...one, track: one.track || null }));
	const { hides_applicants, hides_reviewers } = form;
	return changeDraft(db, who, { part: 'criteria', at }, async (tx, call) => {
		await tx.updateTable('calls').set({ hides_applicants, hides_reviewers }).where('id', '=', call.id).execute();
		await leaveCriteria(tx, call.id, pressed(criteria, form.press));
	});
}

/** Leaves a draft's terms. Refuses once published, and a handing on of data that does not say all the law asks. */
export function changeTerms(db: Db, who: Organiser, form: TermsForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'terms', at }, (tx, call) =>
		leaveTerms(tx, call.id, pressed(withKeys(termsOf(form.terms), 'term'), form.press))
	);
}

/** Adds a term to a draft's, at the end. Refuses once published; one of this key that is there already stays as it is. */
export function addTerm(db: Db, who: Organiser, term: TermPart, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'terms', at }, async (tx, call) => {
		const { terms } = await wholeCall(reading(tx), call);
		if (terms.some(({ key }) => key === term.key)) return;
		await leaveTerms(tx, call.id, [...copied(terms), term]);
	});
}

/**
 * Leaves a draft's form fields, after the button pressed. Refuses once published, fields that no form can have or do
 * without, and, when it is saved, conditions that cannot be. Answers with the key of the field the button was about.
 */
export async function changeFields(db: Db, who: Organiser, form: FieldsForm, at: Date): Promise<string | undefined> {
	let touched: string | undefined;
	await changeDraft(db, who, { part: 'fields', at }, async (tx, call) => {
		const before = await wholeCall(reading(tx), call);
		const around = { before: before.fields, tracks: before.tracks.map((track) => track.key) };
		const fields = fieldsOf(form.fields, around);
		const after = pressedFields(
			form.press === 'save' ? withSoundConditions(fields, around) : fields,
			form.press,
			form.add_after
		);
		touched = after.at;
		await leaveFields(tx, call.id, after.fields);
	});
	return touched;
}

/** Leaves a draft's quotas. Refuses once published, and quotas that its places cannot meet. */
export function changeQuotas(db: Db, who: Organiser, form: QuotasForm, at: Date): Promise<void> {
	return changeDraft(db, who, { part: 'quotas', at }, async (tx, call) => {
		const whole = await wholeCall(reading(tx), call);
		await leaveQuotas(tx, call.id, quotasOf(form.quotas, featuresOf(whole), whole.tracks));
	});
}
