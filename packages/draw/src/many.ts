import { MOST_BLOCKS, newLanes, ROOM, type Lanes } from './lanes.ts';
import { hashPadded, state } from './sha256.ts';

/**
 * Hashes messages of so many blocks each, up to ROOM of them at a time. Whoever uses it writes them into `bytes`, padded,
 * one after the other; after `run` their digests are in `digests`, eight words each.
 */
export class Many {
	readonly blocks: number;
	readonly bytes: Uint8Array;
	readonly view: DataView;
	readonly digests: Int32Array;
	private readonly lanes: Lanes | null;

	constructor(blocks: number, lanes: Lanes | null = blocks <= MOST_BLOCKS ? newLanes() : null) {
		this.blocks = blocks;
		this.lanes = lanes;
		this.bytes = lanes?.messages.subarray(0, 64 * blocks * ROOM) ?? new Uint8Array(64 * blocks * ROOM);
		this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
		this.digests = lanes?.digests ?? new Int32Array(8 * ROOM);
	}

	/** Writes one message and its padding. */
	write(index: number, message: Uint8Array, length: number): void {
		this.bytes.set(message.length === length ? message : message.subarray(0, length), 64 * this.blocks * index);
		this.pad(index, length);
	}

	/** Pads a message of `length` bytes, less than 2²⁹, that stands in its place (FIPS 180-4 §5.1.1). */
	pad(index: number, length: number): void {
		const [from, to] = [64 * this.blocks * index, 64 * this.blocks * (index + 1)];
		for (let at = from + length + 1; at < to - 4; at++) this.bytes[at] = 0;
		this.bytes[from + length] = 0x80;
		this.view.setUint32(to - 4, 8 * length);
	}

	run(messages: number): void {
		if (this.lanes) return this.lanes.run(messages, this.blocks);
		for (let i = 0; i < messages; i++) {
			hashPadded(this.bytes, 64 * this.blocks * i, this.blocks);
			this.digests.set(state, 8 * i);
		}
	}
}
