import { sql } from 'kysely';
import type { Answers } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import { saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { attachedOf } from '#domain/applications/attachments.rules.ts';
import { coapplicantsOf } from '#domain/applications/coapplicants.read.server.ts';
import { callForm, newestReceiptOf } from '#domain/applications/read.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { namesApplicant } from '#domain/calls/kinds.rules.ts';
import type { Field } from '#domain/calls/rules.ts';
import { notFound, type Auditor } from '#domain/people/rules.ts';
import { blindCopy, cutter, namesIn, type BlindCopy, type Mask, type Names, type Piece } from './blind.rules.ts';
import { proposalOf, type Answered } from './proposal.rules.ts';

/** Whether reviewers of the row's application do not know who applied: its call hides it, and two have not lifted that. */
export const hidesApplicant = sql<boolean>`(calls.hides_applicants
	and not exists (select from unblindings where unblindings.application_id = applications.id))`;

type Written = { answers: Answers; fields: Field[] };

/** What reviewers read of an application of a blind call. */
export async function copyFor(db: Reader, applicationId: string, written: Written): Promise<BlindCopy> {
	const [known, masks] = await Promise.all([knownNames(db, applicationId), masksOf(db, applicationId)]);
	return blindCopy(written, known, masks);
}

/** The files of an application of a blind call that an organiser lets reviewers open. */
export async function filesLetThrough(db: Reader, applicationId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('blind_files')
		.select('attachment_id')
		.where('application_id', '=', applicationId)
		.execute();
	return rows.map((row) => row.attachment_id);
}

/** Whether who applied is hidden from the reviewers of an application. */
export async function isBlind(db: Reader, applicationId: string): Promise<boolean> {
	const row = await db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(hidesApplicant.as('hides'))
		.where('applications.id', '=', applicationId)
		.executeTakeFirst();
	return row?.hides ?? true;
}

async function knownNames(db: Reader, applicationId: string): Promise<Names> {
	const [own, together] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoin('people', 'people.id', 'applications.applicant_id')
			.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.select(['people.name', 'people.email', 'organisations.name as firm', 'organisations.registration_number'])
			.where('applications.id', '=', applicationId)
			.executeTakeFirstOrThrow(notFound),
		coapplicantsOf(db, applicationId)
	]);
	return {
		firms: own.firm ? [own.firm] : [],
		people: [own.name, ...together.map(({ name }) => name)],
		addresses: [own.email, ...together.map(({ email }) => email)],
		numbers: own.registration_number ? [own.registration_number] : []
	};
}

function masksOf(db: Reader, applicationId: string): Promise<Mask[]> {
	return db
		.selectFrom('masks')
		.select(['text', 'is_hidden'])
		.where('application_id', '=', applicationId)
		.orderBy('id')
		.execute();
}

/** The blind copies of a call, for its organisers: whether each was looked at, and how many files wait to be let through. */
export function copiesOf(db: Reader, who: Pick<Auditor, 'callId'>) {
	return db
		.selectFrom('applications')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('blind_checks', 'blind_checks.application_id', 'applications.id')
		.select(['applications.id', 'applications.number', 'organisations.name as organisation', 'checked_at'])
		.select(
			sql<number>`(select count(*)::int from receipt_files where receipt_id = (select id from receipts newest
				where newest.application_id = applications.id order by submitted_at desc, id limit 1))`.as('files')
		)
		.select(
			sql<number>`(select count(*)::int from blind_files where application_id = applications.id)`.as('letThrough')
		)
		.where('applications.call_id', '=', who.callId)
		.where(takesPart)
		.orderBy('applications.number')
		.orderBy('applications.id')
		.execute();
}

export type CopyField = Answered & { pieces: Piece[] };

/** One blind copy, for the organiser: what reviewers read with every hidden piece in sight, and what they do not get. */
export async function copyOf(db: Reader, who: Pick<Auditor, 'callId'>, applicationId: string) {
	const list = await copiesOf(db, who);
	const at = list.findIndex(({ id }) => id === applicationId);
	const row = list[at];
	if (!row) throw notFound();
	const receipt = await newestReceiptOf(db, row.id);
	const { fields } = await callForm(db, who.callId, receipt.form_version);
	const [known, masks, said, letThrough] = await Promise.all([
		knownNames(db, row.id),
		masksOf(db, row.id),
		saidOfFiles(db, receipt.answers),
		filesLetThrough(db, row.id)
	]);
	const pieces = cutter(namesIn(receipt.answers, fields, known), masks);
	const told = proposalOf(receipt.answers, fields, '');
	const shown = told.filter((field) => !namesApplicant(field) && field.kind !== 'file');
	return {
		...{ application: row, next: list[at + 1]?.id ?? null, previous: list[at - 1]?.id ?? null },
		copy: shown.map((field): CopyField => ({ ...field, pieces: field.kind === 'link' ? [] : pieces(field.answer) })),
		masks,
		files: told
			.filter((field) => field.kind === 'file')
			.flatMap((field) => attachedOf(field.answer))
			.map((file, nth) => ({ ...file, nth: nth + 1, said: said[file.id], isLet: letThrough.includes(file.id) })),
		withheld: fields.filter((field) => namesApplicant(field)).map(({ label }) => label)
	};
}
