import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { together, type Db } from '#lib/db.server.ts';
import { tidyName, withEnding } from '#lib/filenames.ts';
import { files } from '#lib/files.server.ts';
import { Unfit } from '#lib/inspect/found.ts';
import { inspectFile } from '#lib/inspect.server.ts';
import { append, dropPart, inTurn, partPath } from '#lib/parts.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { pictureTooLarge, pictureUnfit, recordNotFound } from './article.rules.ts';

const mostBytes = 12 << 20;
const kinds = ['jpg', 'png', 'webp'];

type Sent = { stopId: string; name: string; body: AsyncIterable<Uint8Array> };

/**
 * Leaves a picture and puts it above a stop's record, once it has been looked into; the texts stay as they are. Refuses
 * what is none, or too large, and a record that is not there.
 */
export async function addPicture(db: Db, who: HostOrganiser, { stopId, name, body }: Sent, at: Date): Promise<void> {
	await db
		.selectFrom('records')
		.innerJoin('stops', 'stops.id', 'stop_id')
		.select('stop_id')
		.where('stop_id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.executeTakeFirstOrThrow(recordNotFound);
	const id = randomUUID();
	const keep = () => Promise.resolve();
	try {
		const { received, end } = await inTurn(id, (stopped) =>
			append(id, { from: 0, most: mostBytes }, body, { keep, stopped })
		);
		if (end === 'too-much') throw pictureTooLarge();
		if (end !== 'done' || received === 0) throw pictureUnfit();
		const { kind, sha256 } = await looked(id);
		// First the bytes are where they stay, then the row says so.
		await files.put(id, partPath(id));
		await together(db, async (tx) => {
			const row = { id, stop_id: stopId, name: withEnding(tidyName(name), kind), kind, size: received, sha256 };
			await tx
				.insertInto('record_pictures')
				.values({ ...row, added_at: at, added_by: who.personId })
				.execute();
			await tx
				.updateTable('records')
				.set((eb) => ({
					content: sql`jsonb_set(content, '{picture,id}', to_jsonb(${id}::text))`,
					version: eb('version', '+', 1),
					...{ saved_at: at, saved_by: who.personId }
				}))
				.where('stop_id', '=', stopId)
				.execute();
			await note(tx, { at, by: who.personId, callId: null, verb: 'record.picture-added', about: stopId });
		});
	} finally {
		await dropPart(id);
	}
}

async function looked(id: string) {
	try {
		const found = await inspectFile(partPath(id));
		if (kinds.includes(found.kind)) return found;
	} catch (fault) {
		if (!(fault instanceof Unfit)) throw fault;
	}
	throw pictureUnfit();
}
