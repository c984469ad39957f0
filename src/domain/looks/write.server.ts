import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { Unfit } from '#lib/inspect/found.ts';
import { redrawFile } from '#lib/inspect.server.ts';
import { append, dropPart, inTurn, partPath } from '#lib/parts.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { colourTooFaint, leastContrast, logoTooLarge, logoUnfit, worstContrast } from './rules.ts';

const mostBytes = 1 << 20;
const noLogo = { logo_id: null, logo_kind: null, logo_size: null, logo_sha256: null, logo_drawn_at: null };

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

/**
 * Leaves a host's mark, drawn anew: what is shown is ours, whatever else was in the file. Refuses what is no picture of
 * points (a drawing in words may run what it says), or too large.
 */
export async function addLogo(db: Db, who: HostOrganiser, body: AsyncIterable<Uint8Array>, at: Date): Promise<void> {
	const id = randomUUID();
	const keep = () => Promise.resolve();
	try {
		const { received, end } = await inTurn(id, (stopped) =>
			append(id, { from: 0, most: mostBytes }, body, { keep, stopped })
		);
		if (end === 'too-much') throw logoTooLarge();
		if (end !== 'done' || received === 0) throw logoUnfit();
		const logo = await keepDrawn(id, at);
		await changeLogo(db, who, logo, at);
	} finally {
		await dropPart(id);
	}
}

/** Takes a host's mark off its pages. */
export function removeLogo(db: Db, who: HostOrganiser, at: Date): Promise<void> {
	return changeLogo(db, who, noLogo, at);
}

/**
 * Draws a mark anew that came before marks were drawn anew, and takes what came away. What cannot be drawn is no mark any
 * more. Anything else is left as it is.
 */
export async function redrawLogo(
	db: Db,
	{ hostId, logoId }: { hostId: string; logoId: string },
	at: Date
): Promise<void> {
	const id = randomUUID();
	try {
		await mkdir(dirname(partPath(id)), { recursive: true });
		await pipeline(await files.read(logoId), createWriteStream(partPath(id)));
		const logo = await keepDrawn(id, at).catch((fault: unknown) => {
			if (fault instanceof Refusal) return noLogo;
			throw fault;
		});
		await together(db, async (tx) => {
			const changed = await tx
				.updateTable('host_looks')
				.set(logo)
				.where('host_id', '=', hostId)
				.where('logo_id', '=', logoId)
				.executeTakeFirst();
			if (changed.numUpdatedRows > 0n)
				await note(tx, { at, by: null, callId: null, verb: verbFor(logo), about: hostId });
		});
		await files.remove(logoId);
	} finally {
		await dropPart(id);
	}
}

const verbFor = ({ logo_id }: Logo) => (logo_id ? 'host.marked' : 'host.unmarked');

type Logo = typeof noLogo | Awaited<ReturnType<typeof keepDrawn>>;

// The row first: a file nothing names is only lost room.
async function changeLogo(db: Db, who: HostOrganiser, logo: Logo, at: Date): Promise<void> {
	const before = await together(db, async (tx) => {
		const held = tx.selectFrom('host_looks').select('logo_id').where('host_id', '=', who.hostId).forUpdate();
		const row = await held.executeTakeFirst();
		await leaveLook(tx, who, logo, at);
		await note(tx, { at, by: who.personId, callId: null, verb: verbFor(logo), about: who.hostId });
		return row?.logo_id;
	});
	if (before) await files.remove(before);
}

type Changed = { colour: string | null } | Logo;

async function leaveLook(tx: Tx, who: HostOrganiser, changed: Changed, at: Date): Promise<void> {
	const row = { ...changed, changed_at: at, changed_by: who.personId };
	await tx
		.insertInto('host_looks')
		.values({ host_id: who.hostId, ...row })
		.onConflict((oc) => oc.column('host_id').doUpdateSet(row))
		.execute();
}

/** Draws what came under this id anew and puts it where files stay: first its bytes are there, then a row says so. */
async function keepDrawn(id: string, at: Date) {
	const png = await drawn(partPath(id));
	await writeFile(partPath(id), png);
	await files.put(id, partPath(id));
	const logo_sha256 = createHash('sha256').update(png).digest('hex');
	return { logo_id: id, logo_kind: 'png', logo_size: png.length, logo_sha256, logo_drawn_at: at };
}

async function drawn(path: string): Promise<Buffer> {
	try {
		return await redrawFile(path);
	} catch (fault) {
		if (fault instanceof Unfit) throw logoUnfit();
		throw fault;
	}
}
