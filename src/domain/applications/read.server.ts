import type { ExpressionBuilder } from 'kysely';
import type { DB } from '#db/tables.ts';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { publicKeyFor, isSignedBy } from '#lib/signing.server.ts';
import { stopsToRank } from '#domain/calls/joint.read.server.ts';
import { siteAt } from '#domain/domains/read.server.ts';
import { formOf, formsOf } from '#domain/calls/forms.read.server.ts';
import { partsOf } from '#domain/calls/parts.read.server.ts';
import { callNotFound } from '#domain/calls/rules.ts';
import type { Applicant, InCall, SignedIn } from '#domain/people/rules.ts';
import { featuresIn, formFields, type FormField } from './answers.rules.ts';
import { judgeReceipt, readReceiptFile, type ReceiptVerdict } from './receipts.rules.ts';
import { takesPart } from './standing.read.server.ts';
import { applicationNotFound, type Application, type LiveApplication, type Receipt } from './rules.ts';

/** The purpose of the key that signs receipts. */
export const receiptPurpose = 'receipts';

/**
 * A call as its form needs it: its hours, its zone, the fields to fill in, the terms. The form is the newest version, or
 * the one named, or the one an applicant has begun on.
 */
export async function callForm(db: Reader, callId: string, wanted?: number | InCall) {
	const { own, domain, ...call } = await callAsked(db, callId, typeof wanted === 'object' ? wanted.personId : null);
	const { tracks, terms, fields: newest, formVersion: newestVersion } = await partsOf(db, call);
	const version = (typeof wanted === 'object' ? own : wanted) ?? newestVersion;
	const form = version === newestVersion ? { version, fields: newest } : await formOf(db, callId, version);
	const stops = form.fields.some((field) => field.kind === 'stops') ? await stopsToRank(db, callId) : [];
	const fields = formFields(form.fields, tracks, stops);
	const versions = { formVersion: form.version, newestVersion };
	return { call: { ...call, site: siteAt(domain) }, fields, ...versions, tracks, terms };
}

/** A call's own row with its zone and domain, and the version of the form that somebody's application is on. */
async function callAsked(db: Reader, callId: string, personId: string | null) {
	const call = await db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.leftJoin('domains', (join) => join.onRef('domains.host_id', '=', 'calls.host_id').on('live_at', 'is not', null))
		.leftJoin('applications', (join) =>
			join.onRef('applications.call_id', '=', 'calls.id').on('applicant_id', '=', personId)
		)
		.selectAll('calls')
		.select(['stops.time_zone as zone', 'domains.name as domain', 'applications.form_version as own'])
		.where('calls.id', '=', callId)
		.executeTakeFirst();
	if (!call) throw callNotFound();
	return call;
}

/** Every version of a call's form as applicants fill it in, by its number. */
export async function formFieldsOf(db: Reader, callId: string): Promise<Map<number, FormField[]>> {
	const [forms, { tracks }, stops] = await Promise.all([
		formsOf(db, callId),
		callForm(db, callId, 1),
		stopsToRank(db, callId)
	]);
	return new Map([...forms].map(([version, fields]) => [version, formFields(fields, tracks, stops)]));
}

export type CallForm = Awaited<ReturnType<typeof callForm>>;

/** The applicant's own application in the call, or undefined when nothing has been written yet. */
export function ownApplication(db: Reader, who: InCall): Promise<Application | undefined> {
	return db
		.selectFrom('applications')
		.selectAll()
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)
		.executeTakeFirst();
}

/** The asking person's own applications in every call, the newest call first: what each is of, and where it stands. */
export function ownApplications(db: Reader, who: SignedIn) {
	return db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['applications.id', 'number', 'submitted_at', 'withdrawn_at', 'calls.slug', 'calls.title'])
		.where('applicant_id', '=', who.personId)
		.where('published_at', 'is not', null)
		.orderBy('calls.opens_at', 'desc')
		.orderBy('calls.slug')
		.execute();
}

/** The receipts of the applicant's own application, newest first. */
export function ownReceipts(db: Reader, who: Applicant): Promise<Receipt[]> {
	return receiptsWhere(db, who).orderBy('receipts.submitted_at', 'desc').orderBy('receipts.id').execute();
}

/**
 * One of the applicant's own receipts, the newest where none is named, with the key it was signed by. Refuses anyone
 * else's as if it were not there.
 */
export async function ownReceipt(
	db: Reader,
	who: Applicant,
	id: string | null
): Promise<Receipt & { publicKey: string }> {
	if (id !== null && !isId(id)) throw applicationNotFound();
	let receipts = receiptsWhere(db, who);
	if (id !== null) receipts = receipts.where('receipts.id', '=', id);
	const receipt = await receipts.orderBy('receipts.submitted_at', 'desc').limit(1).executeTakeFirst();
	if (!receipt) throw applicationNotFound();
	return { ...receipt, publicKey: (await publicKeyFor(db, receiptPurpose)) ?? '' };
}

/** The newest receipt of an application that was submitted. */
export function newestReceiptOf(db: Reader, applicationId: string): Promise<Receipt> {
	return db
		.selectFrom('receipts')
		.selectAll()
		.where('application_id', '=', applicationId)
		.orderBy('submitted_at', 'desc')
		.orderBy('id')
		.limit(1)
		.executeTakeFirstOrThrow();
}

function receiptsWhere(db: Reader, who: Applicant) {
	return db
		.selectFrom('receipts')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.selectAll('receipts')
		.where('applications.call_id', '=', who.callId)
		.where('applications.applicant_id', '=', who.personId)
		.where('erased_by', 'is', null);
}

/** The receipt this press of the button has left already, if it has. */
export function receiptByIntent(db: Reader, applicationId: string, intent: string): Promise<Receipt | undefined> {
	return db
		.selectFrom('receipts')
		.selectAll()
		.where('application_id', '=', applicationId)
		.where('intent', '=', intent)
		.executeTakeFirst();
}

/** Whose letters go where: the applicant's address, name and language. */
export function writesTo(db: Reader, personId: string) {
	return db
		.selectFrom('people')
		.select(['email', 'name', 'locale'])
		.where('id', '=', personId)
		.executeTakeFirstOrThrow();
}

/** Every application of a call that takes part, in the order of its number, with the answers of its newest receipt. */
export async function liveApplications(db: Reader, callId: string): Promise<LiveApplication[]> {
	const [rows, fields] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoinLateral(newestReceipt, (join) => join.onTrue())
			.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.select(['applications.id', 'applications.number', 'applications.applicant_id', 'applications.track_id'])
			.select(['applications.organisation_id', 'organisations.name as organisation'])
			.select(['receipt.answers', 'receipt.salt', 'receipt.content_hash', 'receipt.submitted_at'])
			.select('receipt.form_version')
			.where('applications.call_id', '=', callId)
			.where(takesPart)
			.orderBy((eb) => eb.fn('length', ['applications.number']))
			.orderBy('applications.number')
			.execute(),
		db.selectFrom('fields').select(['key', 'is_feature']).where('call_id', '=', callId).execute()
	]);
	return rows.map((row) => ({
		...{ id: row.id, number: row.number!, applicantId: row.applicant_id, trackId: row.track_id },
		...{ organisationId: row.organisation_id, organisation: row.organisation ?? '', submittedAt: row.submitted_at },
		...{ answers: row.answers, formVersion: row.form_version, features: featuresIn(row.answers, fields) },
		...{ salt: row.salt, contentHash: row.content_hash }
	}));
}

/** The newest receipt of each application: what was last submitted, whatever has been typed since. */
export const newestReceipt = (eb: ExpressionBuilder<DB, 'applications'>) =>
	eb
		.selectFrom('receipts')
		.selectAll('receipts')
		.whereRef('receipts.application_id', '=', 'applications.id')
		.orderBy('receipts.submitted_at', 'desc')
		.orderBy('receipts.id')
		.limit(1)
		.as('receipt');

/** Judges a pasted receipt file: ours as it was issued, edited, somebody else's, or none at all. */
export async function checkReceipt(db: Reader, text: string): Promise<ReceiptVerdict> {
	return judgeReceipt(readReceiptFile(text), await publicKeyFor(db, receiptPurpose), isSignedBy);
}
