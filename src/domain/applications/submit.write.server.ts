import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { lanesOf, type Outcome } from '#lib/lane.ts';
import { postAll } from '#lib/mail.server.ts';
import { fieldsRefused, Refusal } from '#lib/refusal.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import type { Locale } from '#lib/words.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import type { Answers } from '#db/kinds.ts';
import { answerIn, faultsIn, organisationName, settled } from './answers.rules.ts';
import type { SubmitSent } from './form.ts';
import { submittedLeaf } from './log.rules.ts';
import { addLeaves, holdCounts } from './log.write.server.ts';
import { receiptLetter } from './mail.ts';
import { callForm, receiptPurpose, type CallForm } from './read.server.ts';
import { contentHash, signedText, type ReceiptBody } from './receipts.rules.ts';
import {
	checkConsents,
	checkOpen,
	draftChanged,
	intentUsed,
	nothingWritten,
	numberFor,
	organisationApplied,
	stateOf,
	type Application,
	type Receipt
} from './rules.ts';
import { factsFor } from './write.server.ts';

type Press = { who: Applicant; sent: SubmitSent; at: Date };
type Own = Application & { email: string; locale: string; before?: Receipt; newest?: Receipt };
type Ready = Press & { own: Own; answers: Answers; registration: string };
type Standing = Ready & { receipt: Receipt; organisationId: string | null };

/**
 * Submits the draft whose hash was on the page: leaves a signed receipt, the terms agreed to, a number the first time,
 * a leaf in the call's public log, and a letter. The same press sent again, at any time, answers with the same receipt;
 * another press leaves another. Refuses outside the call's hours, a draft that has changed since, answers that are not
 * as the form asks, a required term not agreed to, and an organisation for which somebody else's application stands.
 *
 * Presses that come while others to the same call are being written are written together, in one transaction.
 */
export function submitApplication(db: Db, who: Applicant, sent: SubmitSent, at: Date): Promise<Receipt> {
	return lanes(db, { who, sent, at }, who.callId).catch((fault: unknown) => {
		// Where somebody took the firm's place without holding the counts, its own rule is the last to know.
		throw brokenRule(fault) === 'applications_live' ? organisationApplied() : fault;
	});
}

const lanes = lanesOf((db: Db, presses: Press[], callId) => submitTogether(db, callId, presses));

/** Writes all that may stand of a batch; each press has its own outcome, in order. */
async function submitTogether(db: Db, callId: string, presses: Press[]): Promise<Outcome<Receipt>[]> {
	const form = await callForm(reading(db), callId);
	const key = await signingKey(db, receiptPurpose, presses[0]!.at);
	return together(db, async (tx) => {
		const owns = await holdOwns(tx, callId, presses);
		const judged = judgeAll(presses, owns, form);
		const ready = judged.filter(isReady);
		if (ready.length === 0) return judged as Outcome<Receipt>[];
		const organisations = await organisationsIn(tx, ready);
		const counts = await holdCounts(tx, callId);
		const taken = await takenIn(tx, callId, [...organisations.values()]);
		const standing: Standing[] = [];
		const outcomes = judged.map((one): Outcome<Receipt> => {
			if (!isReady(one)) return one;
			const organisationId = organisations.get(one.registration) ?? null;
			const holder = organisationId && taken.get(organisationId);
			if (holder && holder !== one.own.id) return { refused: organisationApplied() };
			const number = one.own.number ?? numberFor(form.call, (counts.numbered += 1));
			const receipt = receiptFor({ ...one, number }, form, (text) => signed(text, key));
			standing.push({ ...one, organisationId, receipt });
			return { done: receipt };
		});
		if (standing.length === 0) return outcomes;
		await stand(tx, standing, form);
		const leaves = standing.map(({ receipt, own }) => ({ receiptId: receipt.id, leaf: leafFor(receipt, own) }));
		await addLeaves(tx, callId, leaves, counts);
		await postAll(
			tx,
			standing.map((one) => letterFor(one, form)),
			presses[0]!.at
		);
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

// One batch has each applicant and each organisation once: a second one waits to see what became of the first.
function judgeAll(presses: Press[], owns: Map<string, Own>, form: CallForm): (Ready | Outcome<Receipt>)[] {
	const met = new Set<string>();
	return presses.map((press) => {
		if (met.has(press.who.personId)) return 'again';
		met.add(press.who.personId);
		const judged = judge(press, owns.get(press.who.personId), form);
		if (!('registration' in judged) || !judged.registration) return judged;
		if (met.has(judged.registration)) return 'again';
		met.add(judged.registration);
		return judged;
	});
}

function judge(press: Press, own: Own | undefined, form: CallForm): Ready | Exclude<Outcome<Receipt>, 'again'> {
	try {
		if (own?.before) return { done: sameReceipt(own.before, press.sent) };
		checkOpen(form.call, press.at);
		if (!own) throw nothingWritten();
		const answers = readyAnswers(own, form, press.sent);
		const field = form.fields.find(({ kind }) => kind === 'organisation');
		return { ...press, own, answers, registration: field ? answerIn(answers, field.key) : '' };
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

// A firm's name is as its applicant writes it, until somebody else has applied for it too: nobody renames a firm from
// another call by knowing its number. In the order of their numbers: two calls' batches do not wait for each other.
async function organisationsIn(tx: Tx, ready: Ready[]): Promise<Map<string, string>> {
	const firms = ready
		.filter(({ registration }) => registration)
		.map(({ registration, answers, who, at }) => ({
			...{ registration_number: registration, name: answerIn(answers, organisationName) },
			...{ made_at: at, applicant: who.personId }
		}))
		.sort((a, b) => (a.registration_number < b.registration_number ? -1 : 1));
	if (firms.length === 0) return new Map();
	const given = sql`json_to_recordset(${JSON.stringify(firms)}::json)
		as firm(registration_number text, name text, made_at timestamptz, applicant uuid)`;
	const { rows } = await sql<{ id: string; registration_number: string }>`
		insert into organisations (registration_number, name, made_at)
		select registration_number, name, made_at from ${given}
		on conflict (registration_number) do update set name = case when exists (
			select from ${given} join applications on applicant_id <> applicant
			where firm.registration_number = excluded.registration_number and organisation_id = organisations.id
		) then organisations.name else excluded.name end
		returning id, registration_number`.execute(tx);
	return new Map(rows.map(({ id, registration_number }) => [registration_number, id]));
}

/** Whose application stands for each of these organisations. Asked while the counts are held: nobody else can come in between. */
async function takenIn(tx: Tx, callId: string, organisations: string[]): Promise<Map<string, string>> {
	const rows = await tx
		.selectFrom('applications')
		.select(['id', 'organisation_id'])
		.where('call_id', '=', callId)
		.where((eb) => eb('organisation_id', '=', eb.fn.any(eb.val(organisations))))
		.where('submitted_at', 'is not', null)
		.where('withdrawn_at', 'is', null)
		.execute();
	return new Map(rows.map(({ id, organisation_id }) => [organisation_id!, id]));
}

function receiptFor(ready: Ready & { number: string }, form: CallForm, sign: (text: string) => string): Receipt {
	const { own, answers, sent, at, number } = ready;
	const agreed = form.terms.map((term) => term.key).filter((key) => sent.agreed.includes(key));
	const body: ReceiptBody = {
		...{ kind: 'madang/receipt/v1', call: form.call.slug, notice: form.call.notice_number, number },
		...{ organisation: answerIn(answers, organisationName), submittedAt: at.toISOString() },
		...{ contentHash: sent.hash, salt: randomBytes(32).toString('hex'), consents: agreed.sort() }
	};
	const text = signedText(body);
	return {
		...{ id: randomUUID(), application_id: own.id, intent: sent.intent, number, answers, submitted_at: at },
		...{ content_hash: body.contentHash, salt: body.salt, body: text, signature: sign(text) }
	};
}

// The applications stand, their receipts and their consents are there: one statement, because others wait for it.
async function stand(tx: Tx, standing: Standing[], form: CallForm): Promise<void> {
	const rows = standing.map(({ receipt, organisationId, answers, sent }) => ({
		...receipt,
		...{ organisation_id: organisationId, track_id: trackIn(form, answers) },
		term_ids: form.terms.filter(({ key }) => sent.agreed.includes(key)).map(({ id }) => id)
	}));
	await sql`
		with given as materialized (
			select * from json_to_recordset(${JSON.stringify(rows)}::json) as given(id uuid, application_id uuid,
				intent uuid, number text, answers jsonb, content_hash text, salt text, submitted_at timestamptz, body text,
				signature text, organisation_id uuid, track_id uuid, term_ids json)
		), standing as (
			update applications set number = given.number, organisation_id = given.organisation_id,
				track_id = given.track_id, submitted_at = given.submitted_at, withdrawn_at = null
			from given where applications.id = given.application_id
		), receipt as (
			insert into receipts (id, application_id, intent, number, answers, content_hash, salt, submitted_at, body, signature)
			select id, application_id, intent, number, answers, content_hash, salt, submitted_at, body, signature from given
		)
		insert into consents (receipt_id, term_id, given_at)
		select id, term_id::uuid, submitted_at from given, json_array_elements_text(term_ids) as term_id`.execute(tx);
}

function trackIn({ fields, tracks }: CallForm, answers: Answers): string | null {
	const field = fields.find((field) => field.kind === 'track');
	const track = field ? tracks.find((track) => track.key === answerIn(answers, field.key)) : tracks[0];
	return track?.id ?? null;
}

function leafFor(receipt: Receipt, own: Own): string {
	return submittedLeaf(receipt, stateOf(own) === 'submitted' ? own.newest : undefined);
}

function letterFor({ own, receipt, answers }: Standing, form: CallForm) {
	const locale = own.locale as Locale;
	const told = { number: receipt.number, organisation: answerIn(answers, organisationName), at: receipt.submitted_at };
	return receiptLetter(own.email, { ...factsFor(form.call, told, locale), contentHash: receipt.content_hash }, locale);
}

function lineFor({ who, receipt, own, at }: Standing) {
	return {
		...{ at, by: who.personId, callId: who.callId, verb: 'application.submitted' as const, about: own.id },
		detail: { number: receipt.number, contentHash: receipt.content_hash }
	};
}
