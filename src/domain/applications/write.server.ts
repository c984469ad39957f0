import { randomBytes } from 'node:crypto';
import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { signed, signingKey, type SigningKey } from '#lib/signing.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { clockIn, writtenExactly, written } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, Organiser } from '#domain/people/rules.ts';
import type { Answers } from '#db/kinds.ts';
import {
	answerIn,
	asDraft,
	differing,
	draftFaultsIn,
	faultsIn,
	organisationName,
	settled,
	trackIn
} from './answers.rules.ts';
import { checkGuardian, guardingOf } from './consents.rules.ts';
import { agreedTo, leaveGuardian } from './consents.write.server.ts';
import type { DraftSent, SubmitSent } from './form.ts';
import { checkHours } from './hours.read.server.ts';
import { deadlineOf } from './hours.rules.ts';
import { receiptLetter, withdrawalLetter } from './mail.ts';
import { callForm, receiptByIntent, receiptPurpose, writesTo, type CallForm } from './read.server.ts';
import { contentHash, signedText, type ReceiptBody } from './receipts.rules.ts';
import {
	checkConsents,
	draftChanged,
	intentUsed,
	newerDraft,
	nothingWritten,
	notSubmitted,
	numberFor,
	organisationApplied,
	stateOf,
	type Application,
	type Draft,
	type Receipt
} from './rules.ts';

/**
 * Leaves the draft as typed, and its next version. Saying the same again changes nothing. Refuses outside the call's
 * hours, text no draft may hold, and a draft that another device has saved since this one read it.
 */
export async function saveDraft(db: Db, who: Applicant, sent: DraftSent, at: Date): Promise<Draft> {
	const form = await callForm(reading(db), who.callId, who);
	const { fields, formVersion } = form;
	const faults = draftFaultsIn(sent.answers, fields);
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	const answers = asDraft(sent.answers, fields);
	return together(db, async (tx) => {
		await checkHours(reading(tx), who, { form, trackId: null }, at);
		const own = (await holdOwn(tx, who)) ?? (await startApplication(tx, who, formVersion, at));
		if (own.form_version !== formVersion) throw newerDraft(); // moved to another form meanwhile
		if (own.version > 0 && differing(own.answers, answers).length === 0) return asSeen(own);
		if (own.version !== sent.version) throw newerDraft();
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
function holdOwn(tx: Tx, who: Applicant): Promise<Application | undefined> {
	return tx
		.selectFrom('applications')
		.selectAll()
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)
		.forUpdate()
		.executeTakeFirst();
}

async function startApplication(tx: Tx, who: Applicant, form_version: number, at: Date): Promise<Application> {
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
 * Submits the draft whose hash was on the page: leaves a signed receipt, the terms agreed to, a number the first time,
 * and a letter. The same press sent again, at any time, answers with the same receipt; another press leaves another.
 * Refuses outside the call's hours, a draft that has changed since, answers that are not as the form asks, a required
 * term not agreed to, and an organisation for which somebody else's application already stands.
 */
export async function submitApplication(db: Db, who: Applicant, sent: SubmitSent, at: Date): Promise<Receipt> {
	const form = await callForm(reading(db), who.callId, who);
	const [key, person] = await Promise.all([signingKey(db, receiptPurpose, at), writesTo(reading(db), who.personId)]);
	const locale = person.locale as Locale;
	try {
		return await together(db, async (tx) => {
			const own = await holdOwn(tx, who);
			const before = own && (await receiptByIntent(reading(tx), own.id, sent.intent));
			if (before) return sameReceipt(before, sent);
			await checkHours(reading(tx), who, { form, trackId: null }, at);
			if (!own) throw nothingWritten();
			const answers = readyAnswers(own, form, sent);
			const guarding = guardingOf(answers, form.fields, clockIn(form.call.zone, at).day);
			const guardian = checkGuardian(guarding, sent.guardian);
			const track_id = trackIn(form, answers);
			await checkHours(reading(tx), who, { form, trackId: track_id }, at);
			const standing = {
				organisation_id: await organisationIn(tx, form, { answers, applicantId: who.personId }, at),
				track_id
			};
			// From the number to the commit every other submit to this call waits: nothing that could come before stands here.
			const number = own.number ?? (await nextNumber(tx, form.call));
			const receipt = await stand(tx, { ...own, ...standing, number }, { form, answers, sent, key, at });
			if (guardian) await leaveGuardian(tx, receipt, guardian);
			await post(tx, receiptLetter(person.email, facts(form, receipt, locale), locale), at);
			await note(tx, {
				...{ at, by: who.personId, callId: who.callId, verb: 'application.submitted', about: own.id },
				detail: { number: receipt.number, contentHash: receipt.content_hash }
			});
			return receipt;
		});
	} catch (fault) {
		if (brokenRule(fault) === 'applications_live') throw organisationApplied();
		throw fault;
	}
}

function sameReceipt(receipt: Receipt, sent: SubmitSent): Receipt {
	if (receipt.content_hash !== sent.hash) throw intentUsed();
	return receipt;
}

function readyAnswers(own: Application, { fields, terms, formVersion }: CallForm, sent: SubmitSent): Answers {
	if (own.form_version !== formVersion) throw draftChanged();
	const answers = settled(own.answers, fields);
	if (contentHash(answers) !== sent.hash) throw draftChanged();
	const faults = faultsIn(own.answers, fields);
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	checkConsents(sent.agreed, terms);
	return answers;
}

// A firm's name is as its applicant writes it, until somebody else has applied for it too: nobody renames a firm from
// another call by knowing its number.
async function organisationIn(
	tx: Tx,
	{ fields }: CallForm,
	applied: { answers: Answers; applicantId: string },
	at: Date
): Promise<string | null> {
	const field = fields.find((field) => field.kind === 'organisation');
	const digits = field && answerIn(applied.answers, field.key);
	if (!digits) return null;
	const name = answerIn(applied.answers, organisationName);
	const row = await tx
		.insertInto('organisations')
		.values({ registration_number: digits, name, made_at: at })
		.onConflict((oc) =>
			oc.column('registration_number').doUpdateSet((eb) => {
				const others = eb
					.selectFrom('applications')
					.select('applications.id')
					.whereRef('applications.organisation_id', '=', 'organisations.id')
					.where('applications.applicant_id', '<>', applied.applicantId);
				return { name: eb.case().when(eb.exists(others)).then(eb.ref('organisations.name')).else(name).end() };
			})
		)
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}

async function nextNumber(tx: Tx, call: CallForm['call']): Promise<string> {
	const { numbered } = await tx
		.insertInto('application_counts')
		.values({ call_id: call.id, numbered: 1 })
		.onConflict((oc) =>
			oc.column('call_id').doUpdateSet((eb) => ({ numbered: eb('application_counts.numbered', '+', 1) }))
		)
		.returning('numbered')
		.executeTakeFirstOrThrow();
	return numberFor(call, numbered);
}

type Standing = Application & { number: string };
type Leaving = { form: CallForm; answers: Answers; sent: SubmitSent; key: SigningKey; at: Date };

// The application stands, its receipt and its consents are there: one statement, because others wait for it.
function stand(tx: Tx, own: Standing, { form, answers, sent, key, at }: Leaving): Promise<Receipt> {
	const body = receiptBody(own, { form, answers, sent, at });
	const text = signedText(body);
	const { number, organisation_id, track_id, form_version } = own;
	return tx
		.with('standing', (db) =>
			db
				.updateTable('applications')
				.set({ number, organisation_id, track_id, submitted_at: at, withdrawn_at: null })
				.where('id', '=', own.id)
				.returning('id')
		)
		.with('receipt', (db) =>
			db
				.insertInto('receipts')
				.values({
					...{ application_id: own.id, intent: sent.intent, number, answers, form_version, submitted_at: at },
					...{ content_hash: body.contentHash, salt: body.salt, body: text, signature: signed(text, key) }
				})
				.returningAll()
		)
		.with('given', (db) =>
			db
				.insertInto('consents')
				.columns(['receipt_id', 'term_id', 'text_hash', 'given_at'])
				.expression((eb) =>
					eb
						.selectFrom(['receipt', agreedTo(form.terms, body.consents).as('agreed')])
						.select(['receipt.id', 'agreed.term_id', 'agreed.text_hash', 'receipt.submitted_at'])
				)
				.returning('term_id')
		)
		.selectFrom('receipt')
		.selectAll()
		.executeTakeFirstOrThrow();
}

function receiptBody(own: Standing, { form, answers, sent, at }: Omit<Leaving, 'key'>): ReceiptBody {
	const agreed = form.terms.map((term) => term.key).filter((key) => sent.agreed.includes(key));
	return {
		...{ kind: 'madang/receipt/v1', call: form.call.slug, notice: form.call.notice_number, number: own.number },
		...{ organisation: answerIn(answers, organisationName), submittedAt: at.toISOString() },
		...{ contentHash: contentHash(answers), salt: randomBytes(32).toString('hex') },
		consents: agreed.sort()
	};
}

/**
 * Takes the applicant's own application back: it stands no more, its receipts stay, and a letter tells of it. It may be
 * submitted again. Refuses outside the call's hours and where nothing stands.
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
		const name = await tx
			.selectFrom('organisations')
			.select('name')
			.where('id', '=', own.organisation_id)
			.executeTakeFirst();
		const closesAt = deadlineOf(form, own.track_id);
		const told = { number: own.number!, organisation: name?.name ?? person.name, at, closesAt };
		await post(tx, withdrawalLetter(person.email, common(form, told, locale), locale), at);
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'application.withdrawn', about: own.id });
	});
}

/** Tells the journal that an organiser took a table of so many applications away. */
export function tellExport(db: Db, who: Organiser, rows: number, at: Date): Promise<void> {
	return together(db, (tx) =>
		note(tx, {
			...{ at, by: who.personId, callId: who.callId, verb: 'applications.exported', about: who.callId },
			detail: { rows }
		})
	);
}

function facts(form: CallForm, receipt: Receipt, locale: Locale) {
	const organisation = answerIn(receipt.answers, organisationName);
	const closesAt = deadlineOf(form, trackIn(form, receipt.answers));
	const told = { number: receipt.number, organisation, at: receipt.submitted_at, closesAt };
	return { ...common(form, told, locale), contentHash: receipt.content_hash };
}

type Told = { number: string; organisation: string; at: Date; closesAt: Date };

function common({ call }: CallForm, told: Told, locale: Locale) {
	return {
		...{ title: inWords(call.title, locale), number: told.number, organisation: told.organisation },
		submittedAt: writtenExactly(told.at, call.zone, locale),
		closesAt: written(told.closesAt, call.zone, locale, true),
		mineUrl: `${baseUrl}/calls/${call.slug}/mine`
	};
}
