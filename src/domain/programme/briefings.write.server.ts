import { randomUUID } from 'node:crypto';
import { personByEmail } from '#domain/people/read.server.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { tidyName, withEnding } from '#lib/filenames.ts';
import { inspectFile, type Inspected } from '#lib/inspect.server.ts';
import { Unfit } from '#lib/inspect/found.ts';
import { append, dropPart, inTurn, partPath } from '#lib/parts.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { note } from '#domain/journal/write.server.ts';
import { normalEmail, type HostOrganiser } from '#domain/people/rules.ts';
import type { BriefingForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { briefingFileTooLarge, briefingFileUnfit, briefingNotFound, type InStop } from './rules.ts';
import { momentIn } from './times.rules.ts';

/**
 * Leaves something to read beforehand, a new one where the form has no id; it opens by itself at its instant. Answers
 * with its id. Refuses an address nobody has, an embargo that ends before it opens, and another stop's as not there.
 */
export function writeBriefing(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: BriefingForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const { audience, title, body } = form;
		const opens_at = momentIn(stop.time_zone, form.opens, 'opens.');
		const embargo_until = form.embargo && momentIn(stop.time_zone, form.embargo, 'embargo.');
		if (embargo_until && embargo_until <= opens_at) throw fieldsRefused({ 'embargo.day': 'calls.ends-before' });
		const row = { audience, person_id: await personOf(tx, form), title, body, opens_at, embargo_until };
		const written = { written_at: at, written_by: who.personId };
		if (form.id) {
			await checkBriefing(tx, stopId, form.id);
			await tx
				.updateTable('briefings')
				.set({ ...row, ...written })
				.where('id', '=', form.id)
				.execute();
			await note(tx, { at, by: who.personId, callId: null, verb: 'briefing.changed', about: form.id });
			return form.id;
		}
		const { id } = await tx
			.insertInto('briefings')
			.values({ stop_id: stopId, ...row, ...written })
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: null, verb: 'briefing.written', about: id });
		return id;
	});
}

async function personOf(tx: Tx, { audience, email }: BriefingForm): Promise<string | null> {
	if (audience !== 'person') return null;
	const person = await personByEmail(reading(tx), normalEmail(email));
	if (!person) throw fieldsRefused({ email: 'programme.no-such-person' });
	return person.id;
}

async function checkBriefing(tx: Tx, stopId: string, id: string): Promise<void> {
	await tx
		.selectFrom('briefings')
		.select('id')
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirstOrThrow(briefingNotFound);
}

/** Takes a briefing back: from now on nobody reads it, nor its files. Refuses one that is not there, or twice. */
export function withdrawBriefing(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		await checkBriefing(tx, stopId, id);
		await tx.updateTable('briefings').set({ withdrawn_at: at }).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'briefing.withdrawn', about: id });
	});
}

const mostBytes = 50 << 20;

type Sent = { id: string; name: string; body: AsyncIterable<Uint8Array> };

/** Leaves a file with a briefing, once it has been looked into. Refuses one too large, or of no kind that is taken. */
export async function addBriefingFile(
	db: Db,
	who: HostOrganiser,
	{ stopId, id, name, body }: InStop<Sent>,
	at: Date
): Promise<void> {
	await together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		await checkBriefing(tx, stopId, id);
	});
	const key = randomUUID();
	const keep = () => Promise.resolve();
	try {
		const { received, end } = await inTurn(key, (stopped) =>
			append(key, { from: 0, most: mostBytes }, body, { keep, stopped })
		);
		if (end === 'too-much') throw briefingFileTooLarge();
		if (end !== 'done' || received === 0) throw briefingFileUnfit();
		const found = await looked(key);
		// First the bytes are where they stay, then the row says so.
		await files.put(key, partPath(key));
		await together(db, async (tx) => {
			await holdStop(tx, who, stopId);
			await checkBriefing(tx, stopId, id);
			const row = { id: key, briefing_id: id, name: withEnding(tidyName(name), found.kind), kind: found.kind };
			await tx
				.insertInto('briefing_files')
				.values({ ...row, size: received, sha256: found.sha256, added_at: at, added_by: who.personId })
				.execute();
			await note(tx, { at, by: who.personId, callId: null, verb: 'briefing.file-added', about: id });
		});
	} finally {
		await dropPart(key);
	}
}

async function looked(key: string): Promise<Inspected> {
	try {
		return await inspectFile(partPath(key));
	} catch (fault) {
		throw fault instanceof Unfit ? briefingFileUnfit() : fault;
	}
}

/** Takes a file of a briefing away. Refuses another stop's as not there, and a second time. */
export async function removeBriefingFile(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: InStop<{ id: string }>,
	at: Date
): Promise<void> {
	await together(db, async (tx) => {
		await holdStop(tx, who, stopId);
		const gone = await tx
			.updateTable('briefing_files')
			.from('briefings')
			.set({ removed_at: at })
			.whereRef('briefings.id', '=', 'briefing_id')
			.where('briefing_files.id', '=', id)
			.where('briefings.stop_id', '=', stopId)
			.where('removed_at', 'is', null)
			.returning('briefings.id')
			.executeTakeFirst();
		if (!gone) throw briefingNotFound();
		await note(tx, { at, by: who.personId, callId: null, verb: 'briefing.file-removed', about: gone.id });
	});
	await files.remove(id);
}
