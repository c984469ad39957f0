import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { reading, together, type Db, type Reader, type Tx } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
import { postAll } from '#lib/mail.server.ts';
import { fieldsRefused, Refusal } from '#lib/refusal.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import type { Locale } from '#lib/words.ts';
import { clockIn } from '#lib/zone.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import type { Answers } from '#db/kinds.ts';
import { answerIn, faultsIn, organisationName, settled, trackIn } from './answers.rules.ts';
import { fileFaults } from './attachments.read.server.ts';
import { keepFiles } from './attachments.write.server.ts';
import { agreedTo, checkGuardian, guardingOf } from './consents.rules.ts';
import type { GuardianSent, SubmitSent } from './form.ts';
import { checkHours } from './hours.read.server.ts';
import { deadlineOf } from './hours.rules.ts';
import { submittedLeaf } from './log.rules.ts';
import { addLeaves, holdCounts } from './log.write.server.ts';
import { receiptLetter } from './mail.ts';
import { asideSince, leftBehind, organisationsIn, standNext, takenIn } from './organisations.write.server.ts';
import { callForm, receiptPurpose, type CallForm } from './read.server.ts';
import { contentHash, signedText, type ReceiptBody } from './receipts.rules.ts';
import {
	checkConsents,
	draftChanged,
	intentUsed,
	nothingWritten,
	numberFor,
	stateOf,
	type Application,
	type Receipt
} from './rules.ts';
import { factsFor } from './write.server.ts';

type Press = { who: Applicant; sent: SubmitSent; at: Date };
type Own = Application & { email: string; locale: string; before?: Receipt; newest?: Receipt };
type Ready = Press & {
	own: Own;
	form: CallForm;
	answers: Answers;
	trackId: string | null;
	guardian: GuardianSent | null;
	registration: string;
};
type Standing = Ready & { receipt: Receipt; organisationId: string | null; setAsideAt: Date | null };

/**
 * Submits the draft whose hash was on the page: leaves a signed receipt, the terms agreed to, a number the first time,
 * a leaf in the call's public log, and a letter. The same press sent again, at any time, answers with the same receipt;
 * another press leaves another. Where an application of the same organisation stands already, this one is set aside for
 * somebody to look at, and its applicant sees no difference. Refuses outside the call's hours, a draft that has changed
 * since, answers that are not as the form asks, and a required term not agreed to.
 *
 * Presses that come while others to the same call are being written are written together, in one transaction.
 */
export function submitApplication(db: Db, who: Applicant, sent: SubmitSent, at: Date): Promise<Receipt> {
	return lanes(db, { who, sent, at }, who.callId);
}

const lanes = lanesOf((db: Db, presses: Press[], callId) => submitTogether(db, callId, presses));

/** Writes all that may stand of a batch; each press has its own outcome, in order. */
async function submitTogether(db: Db, callId: string, presses: Press[]): Promise<Outcome<Receipt>[]> {
	const newest = await callForm(reading(db), callId);
	const key = await signingKey(db, receiptPurpose, presses[0]!.at);
	return together(db, async (tx) => {
		const owns = await holdOwns(tx, callId, presses);
		const forms = await formsFor(tx, newest, owns);
		const judged = await judgeAll(reading(tx), presses, { owns, forms });
		const ready = judged.filter(isReady);
		if (ready.length === 0) return judged as Outcome<Receipt>[];
		const organisations = await organisationsIn(tx, ready);
		const counts = await holdCounts(tx, callId);
		const taken = await takenIn(tx, callId, [...organisations.values()]);
		const standing: Standing[] = [];
		const outcomes = judged.map((one): Outcome<Receipt> => {
			if (!isReady(one)) return one;
			const organisationId = organisations.get(one.registration) ?? null;
			const setAsideAt = asideSince(one, organisationId, taken);
			const number = one.own.number ?? numberFor(newest.call, (counts.numbered += 1));
			const receipt = receiptFor({ ...one, number }, (text) => signed(text, key));
			standing.push({ ...one, organisationId, setAsideAt, receipt });
			return { done: receipt };
		});
		if (standing.length === 0) return outcomes;
		await stand(tx, standing);
		await keepFiles(
			tx,
			standing.map(({ receipt }) => receipt)
		);
		await standNext(tx, callId, leftBehind(standing));
		const leaves = standing.map(({ receipt, own }) => ({ receiptId: receipt.id, leaf: leafFor(receipt, own) }));
		await addLeaves(tx, callId, leaves, counts);
		await postAll(tx, standing.map(letterFor), presses[0]!.at);
		await noteAll(tx, standing.map(lineFor)); // the journal's head last: every other writer waits for it
		return outcomes;
	});
}

// Two presses, two devices, a draft being saved: whoever is second waits here and then sees what the first has left.
async function holdOwns(tx: Tx, callId: string, presses: Press[]): Promise<Map<string, Own>> {
	const people = presses.map(({ who }) => who.personId);
	const owns = await tx
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applicant_id')
		.selectAll('applications')
		.select(['email', 'locale'])
		.where('call_id', '=', callId)
		.where((eb) => eb('applicant_id', '=', eb.fn.any(eb.val(people))))
		.orderBy('applications.id')
		.forUpdate('applications')
		.execute();
	const submittedBefore = owns.filter(({ number }) => number !== null).map(({ id }) => id);
	const receipts = submittedBefore.length ? await receiptsOf(tx, submittedBefore) : [];
	return new Map(
		owns.map((own) => {
			const mine = receipts.filter(({ application_id }) => application_id === own.id);
			const intent = presses.find(({ who }) => who.personId === own.applicant_id)!.sent.intent;
			const before = mine.find((receipt) => receipt.intent === intent.toLowerCase());
			return [own.applicant_id, { ...own, ...(before && { before }), ...(mine[0] && { newest: mine[0] }) }];
		})
	);
}

function receiptsOf(tx: Tx, applicationIds: string[]): Promise<Receipt[]> {
	return tx
		.selectFrom('receipts')
		.selectAll()
		.where((eb) => eb('application_id', '=', eb.fn.any(eb.val(applicationIds))))
		.orderBy('submitted_at', 'desc')
		.orderBy('id')
		.execute();
}

const isReady = (one: Ready | Outcome<Receipt>): one is Ready => one !== 'again' && 'answers' in one;

type Forms = (version?: number) => CallForm;

// Each draft is read by the version of the form it was written on: the newest, but where somebody is on an earlier one.
async function formsFor(tx: Tx, newest: CallForm, owns: Map<string, Own>): Promise<Forms> {
	const forms = new Map([[newest.formVersion, newest]]);
	for (const { call_id, form_version } of owns.values())
		if (!forms.has(form_version)) forms.set(form_version, await callForm(reading(tx), call_id, form_version));
	return (version = newest.formVersion) => forms.get(version)!;
}

type Judging = { owns: Map<string, Own>; forms: Forms };

// One batch has each applicant and each organisation once: a second one waits to see what became of the first.
async function judgeAll(db: Reader, presses: Press[], { owns, forms }: Judging) {
	const met = new Set<string>();
	const judged: (Ready | Outcome<Receipt>)[] = [];
	for (const press of presses) {
		const own = owns.get(press.who.personId);
		const one = met.has(press.who.personId) ? 'again' : await judge(db, press, own, forms(own?.form_version));
		met.add(press.who.personId);
		const firm = isReady(one) && one.registration;
		judged.push(firm && met.has(firm) ? 'again' : one);
		if (firm) met.add(firm);
	}
	return judged;
}

async function judge(
	db: Reader,
	press: Press,
	own: Own | undefined,
	form: CallForm
): Promise<Ready | Outcome<Receipt>> {
	const { who, sent, at } = press;
	try {
		if (own?.before) return { done: sameReceipt(own.before, sent) };
		await checkHours(db, who, { form, trackId: null }, at);
		if (!own) throw nothingWritten();
		const answers = readyAnswers(own, form, sent);
		const faulty = await fileFaults(db, who, { answers, fields: form.fields });
		if (Object.keys(faulty).length > 0) throw fieldsRefused(faulty);
		const guarding = guardingOf(answers, form.fields, clockIn(form.call.zone, at).day);
		const guardian = checkGuardian(guarding, sent.guardian);
		const trackId = trackIn(form, answers);
		await checkHours(db, who, { form, trackId }, at);
		const field = form.fields.find(({ kind }) => kind === 'organisation');
		return { ...press, own, form, answers, trackId, guardian, registration: field ? answerIn(answers, field.key) : '' };
	} catch (fault) {
		if (fault instanceof Refusal) return { refused: fault };
		throw fault;
	}
}

function sameReceipt(receipt: Receipt, sent: SubmitSent): Receipt {
	if (receipt.content_hash !== sent.hash) throw intentUsed();
	return receipt;
}

function readyAnswers(own: Application, { fields, terms }: CallForm, sent: SubmitSent): Answers {
	const answers = settled(own.answers, fields);
	if (contentHash(answers) !== sent.hash) throw draftChanged();
	const faults = faultsIn(own.answers, fields);
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	checkConsents(sent.agreed, terms);
	return answers;
}

function receiptFor(ready: Ready & { number: string }, sign: (text: string) => string): Receipt {
	const { own, form, answers, sent, at, number } = ready;
	const agreed = form.terms.map((term) => term.key).filter((key) => sent.agreed.includes(key));
	const body: ReceiptBody = {
		...{ kind: 'madang/receipt/v1', call: form.call.slug, notice: form.call.notice_number, number },
		...{ organisation: answerIn(answers, organisationName), submittedAt: at.toISOString() },
		...{ contentHash: sent.hash, salt: randomBytes(32).toString('hex'), consents: agreed.sort() }
	};
	const text = signedText(body);
	return {
		...{ id: randomUUID(), application_id: own.id, intent: sent.intent, number, answers, submitted_at: at },
		...{ content_hash: body.contentHash, salt: body.salt, body: text, signature: sign(text) },
		...{ form_version: own.form_version, erased_by: null }
	};
}

// The applications stand with their receipts, then the receipts' consents and guardians: two statements, because others
// wait for them, and what is kept with a receipt must find it there.
async function stand(tx: Tx, standing: Standing[]): Promise<void> {
	const rows = standing.map(({ receipt, organisationId, setAsideAt, trackId }) => ({
		...receipt,
		...{ organisation_id: organisationId, track_id: trackId, set_aside_at: setAsideAt }
	}));
	await sql`
		with given as materialized (
			select * from json_to_recordset(${JSON.stringify(rows)}::json) as given(id uuid, application_id uuid,
				intent uuid, number text, answers jsonb, content_hash text, salt text, submitted_at timestamptz, body text,
				signature text, form_version int, organisation_id uuid, track_id uuid, set_aside_at timestamptz)
		), standing as (
			update applications set number = given.number, organisation_id = given.organisation_id,
				track_id = given.track_id, set_aside_at = given.set_aside_at, submitted_at = given.submitted_at,
				withdrawn_at = null
			from given where applications.id = given.application_id
		)
		insert into receipts (id, application_id, intent, number, answers, content_hash, salt, submitted_at, body,
			signature, form_version)
		select id, application_id, intent, number, answers, content_hash, salt, submitted_at, body, signature,
			form_version from given`.execute(tx);
	const agreed = standing.map(({ receipt: { id, submitted_at }, guardian, form, sent }) => ({
		...{ id, submitted_at, guardian: guardian?.name, contact: guardian?.contact },
		agreed: agreedTo(form.terms, sent.agreed)
	}));
	await sql`
		with given as materialized (
			select * from json_to_recordset(${JSON.stringify(agreed)}::json) as given(id uuid, submitted_at timestamptz,
				guardian text, contact text, agreed json)
		), guarded as (
			insert into guardians (receipt_id, name, contact, given_at)
			select id, guardian, contact, submitted_at from given where guardian is not null
		)
		insert into consents (receipt_id, term_id, text_hash, given_at)
		select given.id, term.term_id, term.text_hash, submitted_at
		from given, json_to_recordset(agreed) as term(term_id uuid, text_hash text)`.execute(tx);
}

function leafFor(receipt: Receipt, own: Own): string {
	return submittedLeaf(receipt, stateOf(own) === 'submitted' ? own.newest : undefined);
}

function letterFor({ own, form, receipt, answers, trackId }: Standing) {
	const locale = own.locale as Locale;
	const organisation = answerIn(answers, organisationName);
	const told = { number: receipt.number, organisation, at: receipt.submitted_at, closesAt: deadlineOf(form, trackId) };
	return receiptLetter(own.email, { ...factsFor(form.call, told, locale), contentHash: receipt.content_hash }, locale);
}

function lineFor({ who, receipt, own, at }: Standing) {
	return {
		...{ at, by: who.personId, callId: who.callId, verb: 'application.submitted' as const, about: own.id },
		detail: { number: receipt.number, contentHash: receipt.content_hash }
	};
}
