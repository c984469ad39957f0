// A verifier of the journal, in a process of its own: it reads the lines and the signed heads as anybody with a copy does,
// makes its own tree, and checks each new head's signature and root, and the proof between any two it has.
import { journalPurpose, journalCheckpoints, journalTree } from '../../src/domain/journal/checkpoints.read.server.ts';
import { readNote } from '../../src/domain/journal/notes.rules.ts';
import { connect, reading } from '../../src/lib/db.server.ts';
import { isSignedBy, publicKeyFor } from '../../src/lib/signing.server.ts';
import { isContinued } from '../../tests/proofs.ts';

/** What a verifier found. */
export type Verdict = { heads: number; pairs: number; wrong: string[] };

const db = connect(process.argv[2]!, 1);
const said: Verdict = { heads: 0, pairs: 0, wrong: [] };
const known: { size: number; root: string }[] = [];
let isOver = false;
process.on('message', () => (isOver = true));

for (let rest = false; !rest;) {
	rest = isOver; // once more after the end, for the last head
	await look();
	await new Promise((done) => setTimeout(done, 1_000));
}
process.send!(said);
await db.destroy();
process.disconnect();

async function look(): Promise<void> {
	const fresh = await journalCheckpoints(reading(db), known.at(-1)?.size ?? 0);
	if (fresh.length === 0) return;
	const [tree, key] = [await journalTree(reading(db)), await publicKeyFor(reading(db), journalPurpose)];
	for (const { note, size, root } of fresh) {
		const head = readNote(note);
		if (!head || head.root !== root || !isSignedBy(key!, head.text, head.signature))
			said.wrong.push(`signature of ${size}`);
		if (tree.root(size) !== root) said.wrong.push(`root of ${size}`);
		for (const before of known) {
			const sizes = { first: before.size, second: size };
			if (!isContinued(sizes, [before.root, root], tree.consistency(before.size, size)))
				said.wrong.push(`${before.size} in ${size}`);
			said.pairs++;
		}
		known.push({ size, root });
		said.heads++;
	}
}
