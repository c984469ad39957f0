import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { writtenExactly, written } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, InCall, SignedIn } from '#domain/people/rules.ts';
import { answerIn, asDraft, differing, draftFaultsIn, organisationName } from './answers.rules.ts';
import type { DraftSent } from './form.ts';
import { sharedApplication } from './coapplicants.read.server.ts';
import { checkHours } from './hours.read.server.ts';
import { deadlineOf, whyNot } from './hours.rules.ts';
import { withdrawnLeaf } from './log.rules.ts';
import { addLeaves, holdCounts } from './log.write.server.ts';
import { withdrawalLetter } from './mail.ts';
import { standNext } from './organisations.write.server.ts';
import { callForm, newestReceiptOf, writesTo, type CallForm } from './read.server.ts';
import { applicationNotFound, newerDraft, notSubmitted, stateOf, type Application, type Draft } from './rules.ts';

/**
 * Leaves the draft as typed, and its next version. Saying the same again changes nothing. Refuses outside the call's
 * hours, text no draft may hold, and a draft that another device has saved since this one read it.
 */
export function saveDraft(db: Db, who: Applicant, sent: DraftSent, at: Date): Promise<Draft> {
	return keepDraft(db, who, sent, at);
}

/**
 * The same by somebody who applies together and may write in the draft. Refuses everybody else as if it were not there.
 */
export async function saveSharedDraft(
	db: Db,
	who: SignedIn,
	what: { applicationId: string; sent: DraftSent },
	at: Date
): Promise<Draft> {
	const { applicationId, sent } = what;
	const { lead_id, call_id, may_edit } = await sharedApplication(reading(db), who, applicationId);
	if (!may_edit) throw applicationNotFound();
	return keepDraft(db, { personId: lead_id, callId: call_id }, sent, at);
}

async function keepDraft(db: Db, who: InCall, sent: DraftSent, at: Date): Promise<Draft> {
	const form = await callForm(reading(db), who.callId, who);
	const faults = draftFaultsIn(sent.answers, form.fields);
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	const next = { form, version: sent.version, answers: asDraft(sent.answers, form.fields) };
	return (await saveNext(db, who, next, at)) ?? saveHeld(db, who, next, at);
}

type Next = { form: CallForm; version: number; answers: Application['answers'] };

/** What follows upon what was read, in time: so it nearly always is, and then one statement decides it. */
async function saveNext(db: Db, who: InCall, { form, version, answers }: Next, at: Date): Promise<Draft | undefined> {
	if (version === 0 || whyNot(form, null, at)) return;
	const saved = await db
		.updateTable('applications')
		.set({ answers, version: version + 1, saved_at: at })
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)
		.where('version', '=', version)
		.where('form_version', '=', form.formVersion)
		.where((eb) => eb('answers', '<>', eb.cast<Application['answers']>(eb.val(JSON.stringify(answers)), 'jsonb')))
		.returning('version')
		.executeTakeFirst();
	return saved && { answers, version: saved.version, savedAt: at };
}

function saveHeld(db: Db, who: InCall, { form, version, answers }: Next, at: Date): Promise<Draft> {
	return together(db, async (tx) => {
		await checkHours(reading(tx), who, { form, trackId: null }, at);
		const own = (await holdOwn(tx, who)) ?? (await startApplication(tx, who, form.formVersion, at));
		if (own.form_version !== form.formVersion) throw newerDraft(); // moved to another form meanwhile
		if (own.version > 0 && differing(own.answers, answers).length === 0) return asSeen(own);
		if (own.version !== version) throw newerDraft();
		const saved = await tx
			.updateTable('applications')
			.set({ answers, version: own.version + 1, saved_at: at })
			.where('id', '=', own.id)
			.returningAll()
			.executeTakeFirstOrThrow();
		return asSeen(saved);
	});
}

const asSeen = ({ answers, version, saved_at }: Application): Draft => ({ answers, version, savedAt: saved_at });

// Two devices, two presses: whoever is second waits here and then sees what the first has left.
function holdOwn(tx: Tx, who: InCall): Promise<Application | undefined> {
	return tx
		.selectFrom('applications')
		.selectAll()
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)
		.forUpdate()
		.executeTakeFirst();
}

async function startApplication(tx: Tx, who: InCall, form_version: number, at: Date): Promise<Application> {
	const begun = await tx
		.insertInto('applications')
		.values({ call_id: who.callId, applicant_id: who.personId, form_version, saved_at: at })
		.onConflict((oc) => oc.columns(['call_id', 'applicant_id']).doNothing())
		.returningAll()
		.executeTakeFirst();
	if (!begun) return (await holdOwn(tx, who))!; // the other device was first
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'application.started', about: begun.id });
	return begun;
}

/**
 * Takes the applicant's own application back: it stands no more, its receipts stay, the public log and a letter tell of
 * it. It may be submitted again. Refuses outside the call's hours and where nothing stands.
 */
export async function withdrawApplication(db: Db, who: Applicant, at: Date): Promise<void> {
	const form = await callForm(reading(db), who.callId);
	const person = await writesTo(reading(db), who.personId);
	const locale = person.locale as Locale;
	await together(db, async (tx) => {
		const own = await holdOwn(tx, who);
		await checkHours(reading(tx), who, { form, trackId: own?.track_id ?? null }, at);
		if (!own || stateOf(own) !== 'submitted') throw notSubmitted();
		await tx.updateTable('applications').set({ withdrawn_at: at }).where('id', '=', own.id).execute();
		const newest = await newestReceiptOf(tx, own.id);
		const closesAt = deadlineOf(form, own.track_id);
		const told = {
			number: own.number!,
			organisation: answerIn(newest.answers, organisationName) || person.name,
			at,
			closesAt
		};
		await post(tx, withdrawalLetter(person.email, factsFor(form.call, told, locale), locale), at);
		const leaves = [{ receiptId: newest.id, leaf: withdrawnLeaf(newest) }];
		await addLeaves(tx, who.callId, leaves, await holdCounts(tx, who.callId));
		await standNext(tx, who.callId, own.organisation_id ? [own.organisation_id] : []);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'application.withdrawn', about: own.id });
	});
}

/** What every letter about an application tells, in its reader's words. */
export function factsFor(
	call: CallForm['call'],
	told: { number: string; organisation: string; at: Date; closesAt: Date },
	locale: Locale
) {
	return {
		...{ title: inWords(call.title, locale), number: told.number, organisation: told.organisation },
		submittedAt: writtenExactly(told.at, call.zone, locale),
		closesAt: written(told.closesAt, call.zone, locale, true),
		mineUrl: `${call.site}/calls/${call.slug}/mine`
	};
}
