import { readDigits, utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import { ROOM } from './lanes.ts';
import { Many } from './many.ts';
import type { Hashes } from './merkle.ts';
import { ByFeatures } from './paths.ts';
import type { Entrant } from './roster.ts';
import { blocksFor } from './sha256.ts';

/** The leaf hashes of a roster (SPEC §3): SHA-256(0x00 ‖ canonical JSON of the entrant). */
export function leavesOf(roster: readonly Entrant[]): Hashes {
	const writer = new LeafWriter();
	const leaves = new Int32Array(8 * roster.length);
	const queues: Queue[] = [];
	for (let from = 0; from < roster.length; from += ROOM) {
		const some = roster.slice(from, from + ROOM);
		writer.begin(some);
		for (let i = 0; i < some.length; i++) {
			writer.write(i);
			const blocks = blocksFor(writer.length);
			(queues[blocks] ??= new Queue(blocks, leaves)).add(from + i, writer.bytes, writer.length);
		}
	}
	for (const queue of queues) queue?.flush();
	return leaves;
}

/** Leaves of so many blocks that wait to be hashed together. */
class Queue {
	private readonly many: Many;
	private readonly leaves: Hashes;
	private readonly indices = new Int32Array(ROOM);
	private waiting = 0;

	constructor(blocks: number, leaves: Hashes) {
		this.many = new Many(blocks);
		this.leaves = leaves;
	}

	add(index: number, message: Uint8Array, length: number): void {
		this.indices[this.waiting] = index;
		this.many.write(this.waiting++, message, length);
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

/** Of a leaf, everything but its features. */
const MOST_OTHER = 400;
const BEFORE = utf8('{"commitment":"');

/**
 * Writes 0x00 and the canonical JSON of one entrant after the other into the same bytes. An entrant in the usual form is
 * written piece by piece, its features as they were written before; any other by `canonical`, so both must give the
 * same (`test/scale.test.ts`).
 */
export class LeafWriter {
	bytes = new Uint8Array(1024);
	length = 0;
	/** what stands between the commitment and the lot */
	readonly middles = new ByFeatures<Entrant, Uint8Array>((entrant) =>
		utf8(`","features":${canonical(entrant.features)},"lot":`)
	);

	private some: readonly Entrant[] = [];
	private readonly hexes = new Uint8Array(64 * ROOM);
	private areHex = false;

	/** Takes up to ROOM entrants to write. */
	begin(some: readonly Entrant[]): void {
		this.some = some;
		this.areHex = readDigits(
			some.map(({ commitment }) => commitment),
			this.hexes
		);
	}

	/** Writes one of them. */
	write(index: number): void {
		this.bytes[0] = 0;
		this.length = 1;
		if (!this.areHex || !this.writeUsual(this.some[index]!, index)) this.writeAny(this.some[index]!);
	}

	/** False when the entrant isn't in the usual form; what was written then counts for nothing. */
	private writeUsual(entrant: Entrant, index: number): boolean {
		const { band, features, lot, score, weight } = entrant;
		const others = Number(band !== undefined) + Number(score !== undefined) + Number(weight !== undefined);
		const isUsual = typeof features === 'object' && features !== null && Number.isSafeInteger(lot) && lot > 0;
		if (!isUsual || Object.keys(entrant).length !== 3 + others) return false;
		const middle = this.middles.of(entrant);
		this.makeRoom(middle.length + MOST_OTHER);
		if (band === undefined) this.copy(BEFORE);
		else if (!this.plain(`{"band":${canonical(band)},"commitment":"`)) return false;
		this.hex(index);
		this.copy(middle);
		this.digits(lot);
		const after = fieldText('score', score) + fieldText('weight', weight) + '}';
		return this.plain(after);
	}

	private writeAny(entrant: Entrant): void {
		const text = utf8(canonical(entrant));
		this.makeRoom(text.length + 1);
		this.bytes.set(text, 1);
		this.length = 1 + text.length;
	}

	private copy(bytes: Uint8Array): void {
		this.bytes.set(bytes, this.length);
		this.length += bytes.length;
	}

	/** Writes text of ASCII; false when it isn't, or is too long to be usual. */
	private plain(text: string): boolean {
		const { bytes, length } = this;
		if (text.length > 100) return false;
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code > 127) return false;
			bytes[length + i] = code;
		}
		this.length = length + text.length;
		return true;
	}

	/** Writes a commitment that `begin` has read. */
	private hex(index: number): void {
		for (let i = 0; i < 64; i++) this.bytes[this.length + i] = this.hexes[64 * index + i]!;
		this.length += 64;
	}

	/** Writes a positive whole number. */
	private digits(whole: number): void {
		let end = this.length;
		for (let rest = whole; rest > 0; rest = Math.floor(rest / 10)) end++;
		this.length = end;
		for (let rest = whole; rest > 0; rest = Math.floor(rest / 10)) this.bytes[--end] = 48 + (rest % 10);
	}

	private makeRoom(length: number): void {
		if (length > this.bytes.length) this.bytes = new Uint8Array(2 * length);
		this.bytes[0] = 0;
	}
}

function fieldText(name: string, value: unknown): string {
	return value === undefined ? '' : `,"${name}":${canonical(value)}`;
}
