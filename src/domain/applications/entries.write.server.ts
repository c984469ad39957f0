import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { brokenRule, reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { newIntent } from '#lib/secret.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import type { Locale } from '#lib/words.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { organisationName, answerIn } from './answers.rules.ts';
import { keepFirms } from './firms.write.server.ts';
import { callDecided, deadlineOf } from './hours.rules.ts';
import { enteredLetter } from './imports.mail.ts';
import { dryRun, importOf, knownIn, type Import } from './imports.read.server.ts';
import { importChanged, importNothing, importTooEarly, type Judged } from './imports.rules.ts';
import { submittedLeaf } from './log.rules.ts';
import { addLeaves, holdCounts } from './log.write.server.ts';
import { receiptPurpose, type CallForm } from './read.server.ts';
import { contentHash, signedText, type ReceiptBody } from './receipts.rules.ts';
import { numberFor } from './rules.ts';
import { isDecided } from './standing.read.server.ts';
import { factsFor } from './write.server.ts';

/** Which import, whether its applicants are written to, and who is told how far it is. */
export type Entering = { id: string; tells: boolean; tell?: (done: number, of: number) => void };

/** What an import has come to: entered now, there before, wrong and left out. */
export type Entered = { entered: number; there: number; wrong: number };

/**
 * Enters every row of an import that is as the form asks, all in one transaction: each is an application with a number
 * and a signed receipt that says its organiser entered it, a leaf in the public log and, by choice, a letter. The file
 * goes. The same press again answers with what the first has left. Hours are not asked; refuses once the bands are
 * frozen, where no row can be entered, and where something has come in between that speaks against a row.
 */
export async function enterImport(db: Db, who: Organiser, given: Entering, at: Date): Promise<Entered> {
	const key = await signingKey(db, receiptPurpose, at);
	return together(db, async (tx) => {
		const row = await holdImport(tx, who, given.id);
		if (row.imported_at) return { entered: row.imported, there: 0, wrong: 0 };
		await holdUndecided(tx, who.callId);
		const { form, judged } = await dryRun(reading(tx), row, { at, tell: given.tell });
		if (form.call.published_at === null) throw importTooEarly();
		const ready = judged.filter(({ state }) => state === 'ready');
		if (ready.length === 0) throw importNothing();
		const writing = { row, form, sign: (text: string) => signed(text, key), tells: given.tells, who, at };
		await enterAll(tx, ready, writing);
		const count = (state: Judged['state']) => judged.filter((one) => one.state === state).length;
		return { entered: ready.length, there: count('there'), wrong: count('wrong') };
	}).catch((fault: unknown) => {
		const rule = brokenRule(fault);
		throw rule?.startsWith('applications_') ? importChanged() : fault;
	});
}

// Two presses: whoever is second waits here, and then sees what the first has left.
async function holdImport(tx: Tx, who: Organiser, id: string): Promise<Import> {
	const { id: known } = await importOf(reading(tx), who, id);
	await tx.selectFrom('imports').select('id').where('id', '=', known).forUpdate().execute();
	return importOf(reading(tx), who, known);
}

// A freeze of the bands waits for what is being entered, and nothing is entered after it.
async function holdUndecided(tx: Tx, callId: string): Promise<void> {
	await tx.selectFrom('calls').select('id').where('id', '=', callId).forShare().execute();
	if (await isDecided(reading(tx), callId)) throw callDecided();
}

type Writing = {
	row: Import;
	form: CallForm;
	sign: (text: string) => string;
	tells: boolean;
	who: Organiser;
	at: Date;
};
type Person = { id: string; locale: string };

async function enterAll(tx: Tx, ready: Judged[], writing: Writing): Promise<void> {
	const { row, form, who, at } = writing;
	const people = await peopleOf(tx, ready, at);
	const firms = await keepFirms(
		tx,
		ready.map(({ registration, name, email }) => {
			return { registration_number: registration, name, made_at: at, applicant: people.get(email)!.id };
		})
	);
	const counts = await holdCounts(tx, who.callId);
	await checkStillFree(tx, who.callId, ready);
	const entries = ready.map((one) => {
		const number = numberFor(form.call, (counts.numbered += 1));
		const person = people.get(one.email)!;
		return { ...one, number, person, firm: firms.get(one.registration) ?? null, ...receiptOf(one, number, writing) };
	});
	await insertAll(tx, entries, writing);
	const leaves = entries.map((entry) => ({ receiptId: entry.receiptId, leaf: submittedLeaf(entry) }));
	await addLeaves(tx, who.callId, leaves, counts);
	if (writing.tells)
		await postAll(
			tx,
			entries.map((entry) => letterFor(entry, writing)),
			at
		);
	await tx
		.updateTable('imports')
		.set({ file: null, ended_at: at, imported_at: at, imported_by: who.personId, imported: entries.length })
		.where('id', '=', row.id)
		.execute();
	await noteAll(tx, [
		...entries.map(({ id, number, content_hash }) => ({
			...{ at, by: who.personId, callId: who.callId, verb: 'application.imported' as const, about: id },
			detail: { number, contentHash: content_hash }
		})),
		{
			...{ at, by: who.personId, callId: who.callId, verb: 'applications.imported', about: row.id },
			detail: { count: entries.length, fileHash: row.file_hash }
		}
	]);
}

async function peopleOf(tx: Tx, ready: Judged[], at: Date): Promise<Map<string, Person>> {
	const emails = ready.map(({ email }) => email).sort();
	await sql`insert into people (email, made_at)
		select email, ${at}::timestamptz from unnest(${emails}::text[]) as given(email)
		on conflict (email) do nothing`.execute(tx);
	const rows = await tx
		.selectFrom('people')
		.select(['id', 'email', 'locale'])
		.where((eb) => eb('email', '=', eb.fn.any(eb.val(emails))))
		.execute();
	return new Map(rows.map((person) => [person.email, person]));
}

// What came in since the rows were judged. From here on nobody else submits: the counts are held.
async function checkStillFree(tx: Tx, callId: string, ready: Judged[]): Promise<void> {
	const known = await knownIn(reading(tx), callId);
	const emails = new Set(known.map(({ email }) => email));
	const firms = new Set(known.flatMap(({ state, registration }) => (state === 'submitted' ? registration : [])));
	if (ready.some(({ email, registration }) => emails.has(email) || (registration && firms.has(registration))))
		throw importChanged();
}

function receiptOf(one: Judged, number: string, { form: { call }, sign, at }: Writing) {
	const body: ReceiptBody = {
		...{ kind: 'madang/receipt/v1', call: call.slug, notice: call.notice_number, number, organisation: one.name },
		...{ submittedAt: at.toISOString(), contentHash: contentHash(one.answers) },
		...{ salt: randomBytes(32).toString('hex'), consents: [], enteredBy: 'organiser' }
	};
	const text = signedText(body);
	const ids = { id: randomUUID() as string, receiptId: randomUUID() as string, intent: newIntent() };
	return { ...ids, content_hash: body.contentHash, salt: body.salt, body: text, signature: sign(text) };
}

type Entry = Judged & ReturnType<typeof receiptOf> & { number: string; person: Person; firm: string | null };

// One after the other: what is kept with a row must find it there.
async function insertAll(tx: Tx, entries: Entry[], { row, form, who, at }: Writing): Promise<void> {
	const rows = entries.map(({ faults: _, email: __, ...entry }) => ({ ...entry, applicant: entry.person.id }));
	const given = sql`json_to_recordset(${JSON.stringify(rows)}::json) as given(id uuid, "receiptId" uuid, intent uuid,
		applicant uuid, firm uuid, "trackId" uuid, number text, answers jsonb, content_hash text, salt text,
		body text, signature text, "row" int)`;
	await sql`
		insert into applications (id, call_id, applicant_id, answers, version, saved_at, organisation_id, track_id,
			number, submitted_at, form_version)
		select id, ${who.callId}::uuid, applicant, answers, 1, ${at}, firm, "trackId", number, ${at}, ${form.formVersion}
		from ${given}`.execute(tx);
	await sql`
		insert into receipts (id, application_id, intent, number, answers, content_hash, salt, submitted_at, body,
			signature, form_version)
		select "receiptId", id, intent, number, answers, content_hash, salt, ${at}, body, signature, ${form.formVersion}
		from ${given}`.execute(tx);
	await sql`
		insert into import_entries (receipt_id, import_id, line)
		select "receiptId", ${row.id}::uuid, "row" from ${given}`.execute(tx);
}

function letterFor({ email, person, number, answers, trackId, content_hash }: Entry, { form, at }: Writing) {
	const locale = person.locale as Locale;
	const organisation = answerIn(answers, organisationName) || email;
	const told = { number, organisation, at, closesAt: deadlineOf(form, trackId) };
	return enteredLetter(email, { ...factsFor(form.call, told, locale), contentHash: content_hash }, locale);
}
