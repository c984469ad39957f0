import { utf8, writeHex } from './bytes.ts';
import { canonical } from './canonical.ts';
import { commitmentsOf, type Commitments } from './commitments.ts';
import { ROOM } from './lanes.ts';
import { Many } from './many.ts';
import type { Hashes } from './merkle.ts';
import { ByFeatures } from './paths.ts';
import type { Entrant } from './roster.ts';
import { blocksFor } from './sha256.ts';

/** The leaf hashes of a roster (SPEC §3): SHA-256(0x00 ‖ canonical JSON of the entrant). */
export function leavesOf(roster: readonly Entrant[], commitments: Commitments | null = commitmentsOf(roster)): Hashes {
	const writer = new LeafWriter(commitments);
	const leaves = new Int32Array(8 * roster.length);
	const queues: Queue[] = [];
	for (let i = 0; i < roster.length; i++) {
		const length = writer.take(roster[i]!, i);
		const blocks = blocksFor(length);
		const { many, waiting } = (queues[blocks] ??= new Queue(blocks, leaves));
		writer.write(many.bytes, 64 * blocks * waiting);
		many.pad(waiting, length);
		queues[blocks]!.add(i);
	}
	for (const queue of queues) queue?.flush();
	return leaves;
}

/** Leaves of so many blocks that wait to be hashed together. */
class Queue {
	readonly many: Many;
	waiting = 0;
	private readonly leaves: Hashes;
	private readonly indices = new Int32Array(ROOM);

	constructor(blocks: number, leaves: Hashes) {
		this.many = new Many(blocks);
		this.leaves = leaves;
	}

	/** The leaf that has just been written is this one's. */
	add(index: number): void {
		this.indices[this.waiting++] = index;
		if (this.waiting === ROOM) this.flush();
	}

	flush(): void {
		this.many.run(this.waiting);
		for (let i = 0; i < this.waiting; i++) {
			const [to, from] = [8 * this.indices[i]!, 8 * i];
			for (let word = 0; word < 8; word++) this.leaves[to + word] = this.many.digests[from + word]!;
		}
		this.waiting = 0;
	}
}

const BEFORE = utf8('{"commitment":"');
const AFTER = utf8('}');
const NOTHING = new Uint8Array();

/**
 * Writes 0x00 and the canonical JSON of one entrant after the other. One in the usual form is put together from pieces,
 * its features as they were written before; any other is written by `canonical`, so both must give the same
 * (`test/scale.test.ts`).
 */
export class LeafWriter {
	private readonly commitments: Commitments | null;
	/** what stands between the commitment and the lot */
	private readonly middles = new ByFeatures<Entrant, Uint8Array>((entrant) =>
		utf8(`","features":${canonical(entrant.features)},"lot":`)
	);

	private before: Uint8Array = BEFORE;
	/** where the commitment's words begin; -1 for an entrant whose leaf is all in `before` */
	private from = -1;
	private middle: Uint8Array = NOTHING;
	private lot = 0;
	private after: Uint8Array = AFTER;

	/** `commitments`: of the roster whose entrants are to be written. */
	constructor(commitments: Commitments | null) {
		this.commitments = commitments;
	}

	/** Takes the entrant at an index to be written; answers with the length of its leaf. */
	take(entrant: Entrant, index: number): number {
		if (this.commitments && this.takeUsual(entrant)) {
			this.from = 8 * index;
			return 65 + this.before.length + this.middle.length + digitsIn(this.lot) + this.after.length;
		}
		this.before = utf8(canonical(entrant));
		this.from = -1;
		return 1 + this.before.length;
	}

	/** False when the entrant isn't in the usual form. */
	private takeUsual(entrant: Entrant): boolean {
		const { band, features, lot, score, weight } = entrant;
		const others = Number(band !== undefined) + Number(score !== undefined) + Number(weight !== undefined);
		const isUsual = typeof features === 'object' && features !== null && Number.isSafeInteger(lot) && lot > 0;
		if (!isUsual || Object.keys(entrant).length !== 3 + others) return false;
		this.before = band === undefined ? BEFORE : utf8(`{"band":${canonical(band)},"commitment":"`);
		this.middle = this.middles.of(entrant);
		this.lot = lot;
		this.after =
			score === undefined && weight === undefined
				? AFTER
				: utf8(fieldText('score', score) + fieldText('weight', weight) + '}');
		return true;
	}

	/** Writes what was taken from a place on; there must be room. */
	write(bytes: Uint8Array, start: number): void {
		let at = start;
		bytes[at++] = 0;
		at = copy(this.before, bytes, at);
		if (this.from < 0) return;
		for (let i = 0; i < 8; i++) writeHex(this.commitments![this.from + i]!, bytes, at + 8 * i);
		bytes.set(this.middle, at + 64);
		at += 64 + this.middle.length + digitsIn(this.lot);
		for (let rest = this.lot, end = at; rest > 0; rest = Math.floor(rest / 10)) bytes[--end] = 48 + (rest % 10);
		copy(this.after, bytes, at);
	}
}

/** Copies a few bytes, and says where they end: for so few `set` takes longer. */
function copy(some: Uint8Array, into: Uint8Array, start: number): number {
	for (let i = 0; i < some.length; i++) into[start + i] = some[i]!;
	return start + some.length;
}

/** How many digits a positive whole number has. */
function digitsIn(whole: number): number {
	let count = 1;
	for (let least = 10; least <= whole; least *= 10) count++;
	return count;
}

function fieldText(name: string, value: unknown): string {
	return value === undefined ? '' : `,"${name}":${canonical(value)}`;
}
