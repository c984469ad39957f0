import type { Reader } from '#lib/db.server.ts';
import type { Places } from '#lib/places.server.ts';
import { keptFolders } from '#lib/settings.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { readNote } from './notes.rules.ts';
import { firstBrokenLine } from './chain.read.server.ts';
import { notesIn, type Judged, type Standing, type Verified } from './checkpoints.rules.ts';
import { LogTree } from './tree.rules.ts';

/** The purpose of the key that signs the journal's heads. */
export const journalPurpose = 'journal';

/** Where signed heads are kept outside the store, one after another. */
export const journalPlaces: Places = { folders: keptFolders, name: 'journal-checkpoints.txt' };

type Known = { tree: LogTree; last: string };
const known = new WeakMap<Reader, Known>();
/** So few at once that whoever else is served meanwhile does not notice the hashing. */
const atOnce = 2_000;

/**
 * The tree over the hashes of the journal's lines, with a leaf for each. What was read once is kept, and only what came
 * since is read; where the journal no longer ends or goes on as it did, all of it is read anew.
 */
export async function journalTree(db: Reader): Promise<LogTree> {
	const kept = known.get(db);
	const isStill = kept && kept.tree.size > 0 && (await hashAt(db, kept.tree.size)) === kept.last;
	const of: Known = isStill ? kept : { tree: new LogTree(), last: '' };
	known.set(db, of);
	for (;;) {
		const lines = await hashesFrom(db, of.tree.size);
		// Two may have asked at once: what the other has taken in already is not taken twice.
		const fresh = lines.filter(({ seq }) => seq > of.tree.size).map(({ hash }) => hash);
		of.tree.grow(fresh);
		of.last = fresh.at(-1)?.toString('hex') ?? of.last;
		if (lines.length < atOnce) return of.tree;
	}
}

async function hashAt(db: Reader, seq: number): Promise<string | undefined> {
	const row = await db.selectFrom('journal').select('hash').where('seq', '=', seq).executeTakeFirst();
	return row?.hash.toString('hex');
}

function hashesFrom(db: Reader, seq: number) {
	const lines = db.selectFrom('journal').select(['seq', 'hash']).where('seq', '>', seq);
	return lines.orderBy('seq').limit(atOnce).execute();
}

/** The newest signed head of the journal, if one was signed yet. */
export function newestJournalCheckpoint(db: Reader) {
	return db.selectFrom('journal_checkpoints').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
}

/** The signed heads above a length, oldest first, at most so many. */
export function journalCheckpoints(db: Reader, above = 0, most = 1_000) {
	return db
		.selectFrom('journal_checkpoints')
		.selectAll()
		.where('size', '>', above)
		.orderBy('size')
		.limit(most)
		.execute();
}

/**
 * Whether a head is to be signed: the journal has a line that none covers yet, but the one that tells of the last head,
 * and the last was signed a while ago. That the store was restored is signed at once.
 */
export async function isToSign(db: Reader, waitMs: number, at: Date): Promise<boolean> {
	const newest = await newestJournalCheckpoint(db);
	const lines = db
		.selectFrom('journal')
		.select('seq')
		.where('seq', '>', newest?.size ?? 0)
		.limit(1);
	if (await lines.where('verb', '=', 'store.restored').executeTakeFirst()) return true;
	if (newest && newest.signed_at.getTime() + waitMs > at.getTime()) return false;
	return (await lines.where('verb', '!=', 'journal.signed').executeTakeFirst()) !== undefined;
}

/** How the journal stands to a head that somebody kept: it begins with it, is shorter, goes another way; or it is not ours. */
export async function standingOf(db: Reader, note: string): Promise<Standing> {
	const head = readNote(note);
	const key = await publicKeyFor(db, journalPurpose);
	if (!head) return 'no-note';
	// Without a key nothing was ever signed here: whatever was signed elsewhere is ahead of this store.
	if (key && !isSignedBy(key, head.text, head.signature)) return 'not-ours';
	const tree = await journalTree(db);
	if (head.size > tree.size) return 'shorter';
	return tree.root(head.size) === head.root ? 'holds' : 'other';
}

/** The newest head of a list kept outside that the journal does not begin with: the store was put back. Null where it does. */
export async function lostHead(db: Reader, lists: string[]): Promise<string | null> {
	for (const list of lists) {
		const last = notesIn(list).at(-1);
		if (last && (await standingOf(db, last)) !== 'holds') return last;
	}
	return null;
}

/**
 * Holds the whole journal against itself and against every head: each line follows from the one before, the lines are
 * those of all heads that were signed, and of those that somebody kept elsewhere.
 */
export async function verifyJournal(db: Reader, kept: string[]): Promise<Verified> {
	const broken = await firstBrokenLine(db);
	const { size: lines } = await journalTree(db);
	const published: string[] = [];
	for (let above = 0; ;) {
		const rows = await journalCheckpoints(db, above);
		published.push(...rows.map(({ note }) => note));
		if (rows.length === 0) break;
		above = rows.at(-1)!.size;
	}
	const judge = async (notes: string[]): Promise<Judged[]> => {
		const judged: Judged[] = [];
		for (const note of notes) judged.push({ size: readNote(note)?.size ?? 0, standing: await standingOf(db, note) });
		return judged;
	};
	return { lines, broken, published: await judge(published), kept: await judge(kept) };
}
