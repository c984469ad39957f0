import type { Mapping } from '#db/kinds.ts';
import { isId } from '#lib/ids.ts';
import type { Reader } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';
import { clockIn } from '#lib/zone.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { importNotFound, judging, type Judged, type Known } from './imports.rules.ts';
import { callForm, newestReceipt, type CallForm } from './read.server.ts';
import { stateOf } from './rules.ts';

/** The imports of a call, newest first: what waits, and what was entered. Those put away are not among them. */
export function importsOf(db: Reader, who: Organiser) {
	return db
		.selectFrom('imports')
		.innerJoin('people', 'people.id', 'uploaded_by')
		.select(['imports.id', 'file_name', 'file_hash', 'uploaded_at', 'imported_at', 'imported'])
		.select(['people.name as byName', 'people.email as byEmail'])
		.where('call_id', '=', who.callId)
		.where((eb) => eb.or([eb('ended_at', 'is', null), eb('imported_at', 'is not', null)]))
		.orderBy('uploaded_at', 'desc')
		.limit(50)
		.execute();
}

/** One import of the organiser's call. Refuses another call's, and one that is put away, as not there. */
export async function importOf(db: Reader, who: Organiser, id: string) {
	if (!isId(id)) throw importNotFound();
	const row = await db
		.selectFrom('imports')
		.selectAll()
		.where('id', '=', id)
		.where('call_id', '=', who.callId)
		.where((eb) => eb.or([eb('ended_at', 'is', null), eb('imported_at', 'is not', null)]))
		.executeTakeFirst();
	if (!row) throw importNotFound();
	return row;
}

export type Import = Awaited<ReturnType<typeof importOf>>;

/** What the call's newest import with a mapping said of headings, for the next file. */
export async function savedMapping(db: Reader, callId: string): Promise<Mapping> {
	const row = await db
		.selectFrom('imports')
		.select('mapping')
		.where('call_id', '=', callId)
		.where((eb) => eb('mapping', '<>', eb.cast<Mapping>(eb.val('{}'), 'jsonb')))
		.orderBy('uploaded_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.mapping ?? {};
}

/** Imports whose file has lain for longer than since `before`. */
export function forgottenImports(db: Reader, before: Date) {
	return db
		.selectFrom('imports')
		.select(['id', 'call_id'])
		.where('ended_at', 'is', null)
		.where('uploaded_at', '<', before)
		.execute();
}

/** What a call's applications are known by, every state of them. */
export async function knownIn(db: Reader, callId: string): Promise<Known[]> {
	const rows = await db
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applicant_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoinLateral(newestReceipt, (join) => join.onTrue())
		.select(['applications.id', 'people.email', 'applications.number', 'applications.submitted_at'])
		.select(['applications.withdrawn_at', 'organisations.registration_number as registration'])
		.select('receipt.content_hash as contentHash')
		.where('applications.call_id', '=', callId)
		.execute();
	return rows.map((row) => ({ ...row, state: stateOf(row) }));
}

/** What the dry run of an import finds: every row judged, nothing kept. */
export async function dryRun(
	db: Reader,
	{ file, reading, mapping, call_id }: Pick<Import, 'file' | 'reading' | 'mapping' | 'call_id'>,
	{ at, tell }: { at: Date; tell?: (done: number, of: number) => void }
): Promise<{ form: CallForm; judged: Judged[] }> {
	if (!file) throw importNotFound();
	const [form, known] = await Promise.all([callForm(db, call_id), knownIn(db, call_id)]);
	const { heads, lines } = tableFrom(file, reading).table;
	const day = clockIn(form.call.zone, at).day;
	const judge = judging({ heads, mapping, known, day, fields: form.fields, tracks: form.tracks });
	const judged: Judged[] = [];
	for (const line of lines) {
		judged.push(judge(line));
		if (judged.length % 250 > 0) continue;
		tell?.(judged.length, lines.length);
		await breath(); // others are served between the pieces
	}
	return { form, judged };
}

const breath = () => new Promise((done) => setImmediate(done));
