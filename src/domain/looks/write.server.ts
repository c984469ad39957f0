import { randomUUID } from 'node:crypto';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { Unfit } from '#lib/inspect/found.ts';
import { inspectFile } from '#lib/inspect.server.ts';
import { append, dropPart, inTurn, partPath } from '#lib/parts.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { colourTooFaint, leastContrast, logoTooLarge, logoUnfit, worstContrast } from './rules.ts';

const mostBytes = 1 << 20;
// A drawing in words may run what it says: only pictures of points are marks.
const kinds = ['png', 'jpg', 'webp'];
const noLogo = { logo_id: null, logo_kind: null, logo_size: null, logo_sha256: null };

/** Leaves a host's colour, or takes it back to the program's own. Refuses one that could not be read, with one that can. */
export async function chooseColour(db: Db, who: HostOrganiser, colour: string | null, at: Date): Promise<void> {
	if (colour !== null && worstContrast(colour) < leastContrast) throw colourTooFaint(colour);
	return together(db, async (tx) => {
		await leaveLook(tx, who, { colour }, at);
		await note(tx, {
			at,
			by: who.personId,
			callId: null,
			verb: 'host.coloured',
			about: who.hostId,
			detail: { colour }
		});
	});
}

/** Leaves a host's mark, once it has been looked into. Refuses what is no picture of points, or too large. */
export async function addLogo(db: Db, who: HostOrganiser, body: AsyncIterable<Uint8Array>, at: Date): Promise<void> {
	const id = randomUUID();
	const keep = () => Promise.resolve();
	try {
		const { received, end } = await inTurn(id, (stopped) =>
			append(id, { from: 0, most: mostBytes }, body, { keep, stopped })
		);
		if (end === 'too-much') throw logoTooLarge();
		if (end !== 'done' || received === 0) throw logoUnfit();
		const { kind, sha256 } = await looked(id);
		// First the bytes are where they stay, then the row says so.
		await files.put(id, partPath(id));
		await together(db, async (tx) => {
			const logo = { logo_id: id, logo_kind: kind, logo_size: received, logo_sha256: sha256 };
			await leaveLook(tx, who, logo, at);
			await note(tx, { at, by: who.personId, callId: null, verb: 'host.marked', about: who.hostId });
		});
	} finally {
		await dropPart(id);
	}
}

/** Takes a host's mark off its pages. */
export function removeLogo(db: Db, who: HostOrganiser, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await leaveLook(tx, who, noLogo, at);
		await note(tx, { at, by: who.personId, callId: null, verb: 'host.unmarked', about: who.hostId });
	});
}

type Changed = {
	colour?: string | null;
	logo_id?: string | null;
	logo_kind?: string | null;
	logo_size?: number | null;
	logo_sha256?: string | null;
};

async function leaveLook(tx: Tx, who: HostOrganiser, changed: Changed, at: Date): Promise<void> {
	const row = { ...changed, changed_at: at, changed_by: who.personId };
	await tx
		.insertInto('host_looks')
		.values({ host_id: who.hostId, ...row })
		.onConflict((oc) => oc.column('host_id').doUpdateSet(row))
		.execute();
}

async function looked(id: string) {
	try {
		const found = await inspectFile(partPath(id));
		if (kinds.includes(found.kind)) return found;
	} catch (fault) {
		if (!(fault instanceof Unfit)) throw fault;
	}
	throw logoUnfit();
}
