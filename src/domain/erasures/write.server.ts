import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note, noteAll } from '#domain/journal/write.server.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { eraseAsker, eraseDrafts, eraseFloor, eraseQuestions } from './floor.write.server.ts';
import { eraseFollowups } from './followups.write.server.ts';
import { callsToErase, heldOf, isExpected, stopsToErase } from './read.server.ts';
import {
	counting,
	eraseAfterwards,
	eraseRegistrations,
	leaveRecord,
	rowsOf,
	type Counted
} from './registrations.write.server.ts';
import { hasRoles, stillRunning } from './rules.ts';
import { eraseSaidAt, eraseSpeaker } from './said.write.server.ts';

/**
 * Destroys what is kept of a person at their own word: account, sign-ins, drafts, what their receipts say, guardians,
 * co-applicants, evidence, letters. Leaves how many rows of what; answers with the record's id. What was sealed, drawn
 * and logged, and that terms were agreed to, stays without a name. Refuses while an application is in a call that still
 * runs, and whoever has work here to give back first.
 */
export function eraseMe(db: Db, who: SignedIn, at: Date): Promise<string> {
	return together(db, async (tx) => {
		const person = await tx
			.selectFrom('people')
			.select(['id', 'email'])
			.where('id', '=', who.personId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		const roles = await tx
			.selectFrom('roles')
			.select('id')
			.where('person_id', '=', person.id)
			.where('ended_at', 'is', null)
			.executeTakeFirst();
		if (roles) throw hasRoles();
		const own = await heldOf(reading(tx), who, at);
		const isAwaited = await isExpected(reading(tx), person.id, at);
		if (isAwaited || own.some(({ isRunning }) => isRunning)) throw stillRunning();
		return erasePerson(tx, { person, own }, at);
	});
}

/** Whose data go, and the applications that are theirs. */
export type Erasing = { person: { id: string; email: string }; own: { id: string; call_id: string }[] };

/** Destroys what is kept of a person, on the record; answers with the record's id. Who may ask for it was asked before. */
export async function erasePerson(tx: Tx, { person, own }: Erasing, at: Date): Promise<string> {
	const id = randomUUID();
	const invitations = await eraseInvitations(tx, person.id);
	const counted = await eraseApplications(tx, sql`applicant_id = ${person.id}`, id, at);
	counted.set('letters', invitations + (counted.get('letters') ?? 0));
	await eraseAsker(tx, person.id, counted, at);
	await eraseRegistrations(tx, sql`email = ${person.email}`, counted, at);
	await eraseSpeaker(tx, person, counted, at);
	await eraseAccount(tx, person, counted, at);
	await leaveRecord(tx, { id, rule: 'asked', call_id: null, due_on: null }, counted, at);
	const lines = own.map((one) => ({ callId: one.call_id, about: one.id, verb: 'application.erased' as const }));
	await noteAll(tx, [
		...lines.map((line) => ({ at, by: person.id, ...line })),
		{ at, by: person.id, callId: null, verb: 'person.erased', about: person.id, detail: { erasure: id } }
	]);
	return id;
}

/**
 * Destroys a call's data on its day, once, and leaves how many rows of what and by which rule. Answers with the record's
 * id, or null where the day has not come or it is done.
 */
export function eraseCall(db: Db, callId: string, at: Date): Promise<string | null> {
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', callId).forUpdate().execute();
		const due = (await callsToErase(reading(tx), at)).find(({ id }) => id === callId);
		if (!due) return null;
		const { id, count } = await eraseAllOf(tx, { callId, rule: 'kept-until', due_on: due.on }, at);
		await note(tx, { at, by: null, callId, verb: 'erasure.done', about: id, detail: { count, until: due.on } });
		return id;
	});
}

type Whole = { callId: string; rule: 'kept-until' | 'deleted'; due_on: string | null };

/** Destroys all of a call's data, on the record; answers with the record's id and how many applications. */
export async function eraseAllOf(
	tx: Tx,
	{ callId, rule, due_on }: Whole,
	at: Date
): Promise<{ id: string; count: number }> {
	const id = randomUUID();
	const letters = await eraseLettersOf(tx, callId, at);
	const counted = await eraseApplications(tx, sql`call_id = ${callId}`, id, at);
	await counting(tx, counted)('comments', sql`delete from ties where call_id = ${callId}`);
	await eraseFloor(tx, callId, counted, at);
	counted.set('letters', letters + (counted.get('letters') ?? 0));
	await leaveRecord(tx, { id, rule, call_id: callId, due_on }, counted, at);
	return { id, count: counted.get('applications') ?? 0 };
}

/**
 * Destroys what the press told to be accredited at a stop, what its speakers told its host besides, and where their links
 * went, a year after it, once. Answers with the record's id, or null where the day has not come or it is done.
 */
export function eraseStop(db: Db, stopId: string, at: Date): Promise<string | null> {
	return together(db, async (tx) => {
		await tx.selectFrom('stops').select('id').where('id', '=', stopId).forUpdate().execute();
		const due = (await stopsToErase(reading(tx), at)).find(({ id }) => id === stopId);
		if (!due) return null;
		const id = randomUUID();
		const counted: Counted = new Map();
		await counting(tx, counted)('accreditations', sql`${accreditationsGone} where stop_id = ${stopId}`);
		await eraseSaidAt(tx, stopId, counted, at);
		await leaveRecord(tx, { id, rule: 'kept-until', call_id: null, stop_id: stopId, due_on: due.on }, counted, at);
		const detail = { count: counted.get('accreditations') ?? 0, until: due.on };
		await note(tx, { at, by: null, callId: null, verb: 'erasure.done', about: id, detail });
		return id;
	});
}

/** Erases what these applications say, and all that hangs on them. Their numbers, moments and places in the log stay. */
async function eraseApplications(tx: Tx, which: RawBuilder<unknown>, erasureId: string, at: Date): Promise<Counted> {
	const these = sql`(select id from applications where ${which})`;
	const receipts = sql`(select id from receipts where application_id in ${these})`;
	const firms = await tx
		.selectFrom('applications')
		.select('organisation_id')
		.where(sql<boolean>`${which}`)
		.execute();
	const counted: Counted = new Map();
	const erase = counting(tx, counted);
	await erase('guardians', sql`delete from guardians where receipt_id in ${receipts}`);
	await erase('coapplicants', sql`delete from coapplicants where application_id in ${these}`);
	await eraseAbout(tx, these, counted);
	await erase(
		'receipts',
		sql`update receipts set answers = '{}', content_hash = '', salt = '', body = '', signature = '',
		erased_by = ${erasureId} where application_id in ${these} and erased_by is null`
	);
	await eraseQuestions(tx, sql`application_id in ${these}`, counted);
	await eraseDrafts(tx, sql`application_id in ${these}`, counted);
	// Nothing names them any more: their bytes go with their rows at the job's next look, within seconds.
	await sql`delete from receipt_files where receipt_id in ${receipts}`.execute(tx);
	await erase(
		'files',
		sql`update attachments set name = '', touched_at = 'epoch' from applications
		where applications.id in ${these} and attachments.call_id = applications.call_id
			and attachments.applicant_id = applications.applicant_id`
	);
	await eraseFollowups(tx, these, counted);
	const coming = sql`(select attendees.id from attendees join invitations on invitations.id = invitation_id
		where application_id in ${these})`;
	await eraseAfterwards(tx, sql`(select id from tickets where attendee_id in ${coming})`, at);
	await sql`delete from invitation_links where invitation_id in (select id from invitations where application_id in ${these})`.execute(
		tx
	);
	await eraseComing(erase, these);
	await erase('applications', sql`update applications set answers = '{}', organisation_id = null where ${which}`);
	const ids = firms.flatMap(({ organisation_id }) => organisation_id ?? []);
	await erase(
		'organisations',
		sql`delete from organisations where id = any(${ids}::uuid[])
		and not exists (select from applications where organisation_id = organisations.id)`
	);
	return counted;
}

// What others wrote of them: who looked for look-alikes, screened, reviewed, rated and talked it over.
async function eraseAbout(tx: Tx, these: RawBuilder<unknown>, counted: Counted): Promise<void> {
	const erase = counting(tx, counted);
	await erase(
		'evidence',
		sql`update lookalikes set evidence = '[]'
		where (one_id in ${these} or other_id in ${these}) and evidence <> '[]'`
	);
	await erase(
		'comments',
		sql`update reviews set comment = '', for_applicant = '' where application_id in ${these} and comment || for_applicant <> ''`
	);
	await erase(
		'comments',
		sql`update review_revisions set comment = '', for_applicant = '', reason = ''
		where application_id in ${these} and comment || for_applicant || reason <> ''`
	);
	await erase('comments', sql`update remarks set text = '' where application_id in ${these} and text <> ''`);
	await erase(
		'comments',
		sql`update screenings set reason = '{"ko": "[erased]", "en": "[erased]"}'
		where application_id in ${these} and reason::text not like '%[erased]%'`
	);
	await sql`delete from masks where application_id in ${these}`.execute(tx);
	await sql`delete from blind_files where application_id in ${these}`.execute(tx);
	await erase(
		'comments',
		sql`update unblindings set reason = '[erased]' where application_id in ${these} and reason <> '[erased]'`
	);
	await erase('comments', sql`update feedback set body = '' where application_id in ${these} and body <> ''`);
	await erase('comments', sql`update conflicts set reason = '' where application_id in ${these} and reason <> ''`);
	await erase('comments', sql`update ratings set rater = null where application_id in ${these} and rater is not null`);
}

/** Erases who came in these applications' places: who they are, what they needed, and what was written to them. */
async function eraseComing(erase: ReturnType<typeof counting>, these: RawBuilder<unknown>): Promise<void> {
	const places = sql`(select id from invitations where application_id in ${these})`;
	const people = sql`(select id from attendees where invitation_id in ${places})`;
	await erase('attendees', sql`delete from attendee_needs where attendee_id in ${people}`);
	await erase(
		'attendees',
		sql`update attendees set name = '', title = '', email = '', phone = null, reason = null, token_hash = null,
			pass_code = 'erased ' || id
		where invitation_id in ${places} and name || email <> ''`
	);
	await erase(
		'comments',
		sql`update reply_extensions set reason = '[erased]' where invitation_id in ${places} and reason <> '[erased]'`
	);
	await erase('attendees', sql`delete from short_numbers where application_id in ${these}`);
	await erase(
		'comments',
		sql`delete from reply_reasons where reply_id in (select id from replies where invitation_id in ${places})`
	);
	await erase(
		'letters',
		sql`delete from letters where id in (select letter_id from invitation_letters where invitation_id in ${places})`
	);
}

// That somebody was accredited, when and by whom stays.
const accreditationsGone = sql`update accreditations set outlet = '', job = '', card = '', note = '', may_list = false`;

async function eraseAccount(tx: Tx, person: { id: string; email: string }, counted: Counted, at: Date): Promise<void> {
	const { id, email } = person;
	const erase = counting(tx, counted);
	await erase('coapplicants', sql`delete from coapplicants where email = ${email}`);
	await erase('comments', sql`delete from ties where reviewer_id = ${id} or key = ${email}`);
	await erase('letters', sql`delete from letters where to_address = ${email}`);
	await erase('accreditations', sql`${accreditationsGone} where person_id = ${id}`);
	await erase(
		'comments',
		sql`update accreditation_decisions set reason = '[erased]' where reason not in ('', '[erased]')
			and accreditation_id in (select id from accreditations where person_id = ${id})`
	);
	await eraseWork(tx, person, at);
	await sql`update speakers set person_id = null where person_id = ${id}`.execute(tx);
	await sql`update queue_places set person_id = null, house = '' where person_id = ${id}`.execute(tx);
	for (const table of [
		'totps',
		'recovery_codes',
		'second_tries',
		'sign_ins',
		'passkeys',
		'passkey_challenges',
		'tokens',
		'announcement_keys'
	]) {
		await erase('sign-ins', sql`delete from ${sql.table(table)} where person_id = ${id}`);
	}
	await erase('sign-ins', sql`delete from sign_in_codes where email = ${email}`);
	await erase(
		'accounts',
		sql`update people set email = ${`erased-${id}@erased.invalid`}, name = '', erased_at = ${at}
		where id = ${id}`
	);
}

// What they said of themselves as a reviewer, what was written for them alone, and where a witness is written to.
async function eraseWork(tx: Tx, { id, email }: { id: string; email: string }, at: Date): Promise<void> {
	await sql`delete from reviewer_profiles where reviewer_id = ${id}`.execute(tx);
	await sql`update witnesses set email = '' where email = ${email}`.execute(tx);
	const heads = sql`select id from head_subscriptions where person_id = ${id}`;
	await sql`delete from head_links where subscription_id in (${heads})`.execute(tx);
	const own = sql`(select id from briefings where person_id = ${id})`;
	await sql`update briefing_files set name = '[erased]' where briefing_id in ${own}`.execute(tx);
	await sql`update briefings set title = '{"ko": "", "en": ""}', body = '{"ko": "", "en": ""}',
		withdrawn_at = coalesce(withdrawn_at, ${at}) where id in ${own}`.execute(tx);
}

// What was written to those they invited: it says who did. What was sent says no more than to whom, and goes too.
function eraseInvitations(tx: Tx, personId: string): Promise<number> {
	return rowsOf(
		tx,
		sql`delete from letters using coapplicants, applications
			where applications.id = application_id and applicant_id = ${personId} and to_address = coapplicants.email
				and written_at >= invited_at and (sent_at is not null or body like '%/coapplicants/%')`
	);
}

// What was written to who applied, while the call ran: letters keep no text once sent, but say to whom and of what.
function eraseLettersOf(tx: Tx, callId: string, at: Date): Promise<number> {
	return rowsOf(
		tx,
		sql`delete from letters where written_at >= (select opens_at from calls where id = ${callId}) and written_at <= ${at}
			and sent_at is not null and to_address in (
				select email from people join applications on applicant_id = people.id where call_id = ${callId}
				union select email from coapplicants join applications on applications.id = application_id
				where call_id = ${callId})`
	);
}
