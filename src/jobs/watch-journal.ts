import { chain } from '#domain/journal/chain.read.server.ts';
import { journalPlaces, lostHead } from '#domain/journal/checkpoints.read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { keptIn } from '#lib/places.server.ts';

let isLost = false;

/** Whether this process serves a store that lacks lines it once signed for: nothing is written, and nothing done, then. */
export const isRolledBack = () => isLost;

/** Holds the journal against the last heads kept outside the store. Only `madang accept-restore` makes a fork good. */
export async function lookForRollback(db: Db): Promise<void> {
	const before = isLost;
	isLost = (await lostHead(reading(db), await keptIn(journalPlaces))) !== null;
	if (isLost === before) return;
	console.error(
		isLost
			? 'The journal is not the one that was signed for: this store was put back or changed. Nothing is written until `npm run madang -- accept-restore REASON`.'
			: 'The journal stands as the operator accepted it.'
	);
}

let toldOf: number | null = null;

/** Reads on in the chain, all of it once a day, and writes down where a line no longer follows from the one before. */
export async function watchChain(db: Db, at: Date): Promise<void> {
	const { broken } = await chain.look(reading(db), at);
	if (broken !== null && broken !== toldOf)
		console.error(
			`The journal is broken from line ${broken}: compare it with a backup, by \`npm run madang -- verify\`.`
		);
	toldOf = broken;
}
