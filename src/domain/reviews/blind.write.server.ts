import { takesPart } from '#domain/applications/standing.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { notFound, type Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { copyOf } from './blind.read.server.ts';
import { asId } from './desk.read.server.ts';
import type { MaskForm } from './form.ts';
import { bandsFrozen, notBlind, nothingToMask } from './rules.ts';

type Masking = MaskForm & { applicationId: string };

/**
 * Leaves that a text of an application is hidden from its reviewers, or shown though it was found; the newest word
 * counts. Refuses a text that does not stand in the copy, a call that hides nobody, and once the bands are frozen.
 */
export function maskText(db: Db, who: Organiser, { applicationId, text, hide }: Masking, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdBlind(tx, who, applicationId);
		const { copy } = await copyOf(reading(tx), who, applicationId);
		const isThere = copy.some(({ answer }) => answer.toLowerCase().includes(text.toLowerCase()));
		if (!isThere) throw nothingToMask();
		const row = { application_id: applicationId, text, is_hidden: hide, set_at: at, set_by: who.personId };
		await tx.insertInto('masks').values(row).execute();
		await tell(tx, who, { verb: 'copy.changed', about: applicationId }, at);
	});
}

/** Leaves that reviewers may open a file of a blind application, or no more. Refuses a file that is not in it. */
export function letFile(
	db: Db,
	who: Organiser,
	{ applicationId, file, isLet }: { applicationId: string; file: string; isLet: boolean },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdBlind(tx, who, applicationId);
		const { files } = await copyOf(reading(tx), who, applicationId);
		if (!files.some(({ id }) => id === file)) throw notFound();
		const row = { application_id: applicationId, attachment_id: file, let_at: at, let_by: who.personId };
		if (isLet)
			await tx
				.insertInto('blind_files')
				.values(row)
				.onConflict((oc) => oc.doNothing())
				.execute();
		else
			await tx
				.deleteFrom('blind_files')
				.where('application_id', '=', applicationId)
				.where('attachment_id', '=', file)
				.execute();
		await tell(tx, who, { verb: isLet ? 'copy.file-let' : 'copy.file-held', about: applicationId }, at);
	});
}

/** Leaves that an organiser has looked at a blind copy. Saying it twice changes nothing. */
export function checkCopy(db: Db, who: Organiser, applicationId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdBlind(tx, who, applicationId);
		const left = await tx
			.insertInto('blind_checks')
			.values({ application_id: applicationId, checked_at: at, checked_by: who.personId })
			.onConflict((oc) => oc.doNothing())
			.executeTakeFirst();
		if (left.numInsertedOrUpdatedRows === 0n) return;
		await tell(tx, who, { verb: 'copy.checked', about: applicationId }, at);
	});
}

async function holdBlind(tx: Tx, who: Organiser, applicationId: string): Promise<void> {
	const call = await tx
		.selectFrom('calls')
		.select('hides_applicants')
		.where('id', '=', who.callId)
		.forShare()
		.executeTakeFirstOrThrow();
	const application = await tx
		.selectFrom('applications')
		.select('id')
		.where('id', '=', asId(applicationId))
		.where('call_id', '=', who.callId)
		.where(takesPart)
		.forUpdate()
		.executeTakeFirst();
	if (!application) throw notFound();
	if (!call.hides_applicants) throw notBlind();
	const freeze = await tx
		.selectFrom('band_freezes')
		.select('call_id')
		.where('call_id', '=', who.callId)
		.executeTakeFirst();
	if (freeze) throw bandsFrozen();
}

// The texts stay out of the journal: they are the names of people and firms.
function tell(tx: Tx, who: Organiser, line: { verb: `${string}.${string}`; about: string }, at: Date): Promise<void> {
	return note(tx, { at, by: who.personId, callId: who.callId, ...line });
}
