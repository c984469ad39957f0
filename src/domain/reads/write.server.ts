import { sql } from 'kysely';
import { note } from '#domain/journal/write.server.ts';
import type { Auditor, HostAuditor, Organiser, Reviewer, SignedIn } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll, type Letter } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import type { CheckForm } from './form.ts';
import { bulkLetter } from './mail.ts';
import { bulkReader, organisersOf } from './read.server.ts';
import { bulk, keptDays, monthOf, type Reading, type ReadOf } from './rules.ts';

// The log is a journal of its own: in the chained one every page that is looked at would wait for the one before.
type Log = Pick<Db, 'insertInto'>;
type Reader = SignedIn | Auditor | Organiser | Reviewer;

/**
 * Leaves that somebody who works for a host has read these applications: one row, whatever the number. What is nobody's
 * data leaves nothing.
 */
export async function noteRead(log: Log, who: Reader, read: ReadOf, at: Date): Promise<void> {
	if (read.applicationIds.length === 0) return;
	await log
		.insertInto('reads')
		.values(row(who.personId, read, at))
		.execute();
}

function row(person_id: string, read: Omit<ReadOf, 'what'> & { what: Reading }, at: Date) {
	const { what, call, applicationIds, address, tokenId } = read;
	const place = { host_id: call.host_id, call_id: call.id, address, token_id: tokenId ?? null };
	return { person_id, what, ...place, application_ids: applicationIds, read_at: at };
}

/**
 * Leaves that personal data went out as a table: whose, why, and what kind of table. The journal tells it too. `kind`
 * says which export, when it is not the applications'.
 */
export function noteExport(db: Db, who: Organiser | Auditor, taken: Taken, at: Date): Promise<void> {
	return together(db, (tx) => leaveExport(tx, who, taken, at));
}

/** What went out, why, and how many people decided it, where a program came to so much. */
export type Taken = Omit<ReadOf, 'what'> & {
	reason: string;
	verb?: `${string}.exported`;
	people?: 1 | 2;
};

/** The same, in a transaction that goes on. */
export async function leaveExport(tx: Tx, who: Organiser | Auditor, taken: Taken, at: Date): Promise<void> {
	const { reason, call, applicationIds, people } = taken;
	const line = { verb: taken.verb ?? ('applications.exported' as const), about: call.id };
	const detail = { count: applicationIds.length, reason, people };
	// In this order, as wherever both are left: the journal's head is held before the log's sums are.
	await note(tx, { at, by: who.personId, callId: call.id, ...line, detail });
	await tx
		.insertInto('reads')
		.values({ ...row(who.personId, { ...taken, what: 'export' }, at), reason })
		.execute();
}

/**
 * Tells a host's organisers that somebody has read a great many applications in a short time: a fact, a line in the
 * journal, a letter to each. Where it is not so, or was told within the hour, nothing. Answers whether it told.
 */
export function alertBulkRead(db: Db, who: { personId: string; hostId: string }, at: Date): Promise<boolean> {
	return together(db, async (tx) => {
		await tx.selectFrom('hosts').select('id').where('id', '=', who.hostId).forUpdate().execute();
		const found = await bulkReader(reading(tx), who, at);
		if (!found) return false;
		const { applications, call_id: callId, name } = found;
		const line = { callId, verb: 'reads.many' as const, detail: { count: applications, minutes: bulk.minutes } };
		const letter: AlertLetter = (to, url, locale) =>
			bulkLetter(to, { name, applications, minutes: bulk.minutes, at, url }, locale);
		await leaveAlert(tx, { ...who, applications, rule: 'bulk', line, letter }, at);
		return true;
	});
}

export type AlertLetter = (to: string, url: string, locale: Locale) => Letter;
type Alert = {
	hostId: string;
	personId: string;
	applications: number;
	rule: 'bulk' | 'spree';
	line: { callId: string | null; verb: `reads.${string}`; detail: Record<string, unknown> };
	letter: AlertLetter;
};

/** Leaves that a host is told of somebody's reading: a fact, a line in the journal, a letter to each of its organisers. */
export async function leaveAlert(tx: Tx, alert: Alert, at: Date): Promise<void> {
	const { hostId, personId, applications, rule, line, letter } = alert;
	await tx
		.insertInto('read_alerts')
		.values({ host_id: hostId, person_id: personId, applications, alerted_at: at, rule })
		.execute();
	await note(tx, { at, by: null, about: personId, ...line });
	const url = `${baseUrl}/desk/reads?host=${hostId}&month=${monthOf(at)}&person=${personId}`;
	const organisers = await organisersOf(reading(tx), hostId);
	await postAll(
		tx,
		organisers.map(({ email, locale }) => letter(email, url, locale as Locale)),
		at
	);
}

/** Leaves that a month of the log has been looked over. The same person again changes nothing. */
export function checkReads(db: Db, who: HostAuditor, form: CheckForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const checked = await tx
			.insertInto('read_checks')
			.values({ host_id: who.hostId, month: form.month, said: form.said, checked_at: at, checked_by: who.personId })
			.onConflict((oc) => oc.doNothing())
			.executeTakeFirst();
		if (checked.numInsertedOrUpdatedRows === 0n) return;
		const detail = { month: form.month };
		await note(tx, { at, by: who.personId, callId: null, verb: 'reads.checked', about: who.hostId, detail });
	});
}

/** Destroys what the log need not keep any longer. Answers with how many rows; the journal tells it when there were some. */
export function dropOldReads(db: Db, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const before = new Date(at.getTime() - keptDays * 86_400_000);
		const gone = await sql`delete from reads where read_at < ${before}`.execute(tx);
		const count = Number(gone.numAffectedRows ?? 0);
		const line = { callId: null, verb: 'reads.dropped' as const, about: before.toISOString().slice(0, 10) };
		if (count) await note(tx, { at, by: null, ...line, detail: { count } });
		return count;
	});
}
