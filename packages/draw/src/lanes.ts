import * as asm from './assembler.ts';
import { all, get, put, type Code } from './assembler.ts';
import { K, START } from './sha256.ts';

// Where things are in the program's memory, in bytes: the constants of SHA-256, the schedule of one block of each of four
// messages, digests, messages.
const [KEYS, BEGIN, SCHEDULE, DIGESTS, MESSAGES] = [0, 256, 512, 2048, 4096] as const;
/** So many messages fit at a time, each of at most so many blocks of 64 bytes. */
export const ROOM = 64;
export const MOST_BLOCKS = 15;

// Its locals: whole numbers, the first two given; then vectors: a … h of the rounds, the state, two that help.
const [LEFT, BLOCKS, FIRST, SECOND, THIRD, FOURTH, OUT, BLOCK, AT] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const [WORK, STATE, X, Y] = [9, 17, 25, 26] as const;
const LANES = [FIRST, SECOND, THIRD, FOURTH];
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

/** Memory of a program of its own, to be filled with padded messages, and what hashes the first few of them into `digests`. */
export type Lanes = {
	readonly messages: Uint8Array;
	/** eight words for each message */
	readonly digests: Int32Array;
	readonly run: (messages: number, blocks: number) => void;
};

let compiled: WebAssembly.Module | null | undefined;

/**
 * SHA-256 (FIPS 180-4 §6.2.2) of messages in WebAssembly, four at a time, one in each 32-bit lane of a vector: three to
 * four times as fast as plain TypeScript. Null where there are no vectors, or a page's policy allows no WebAssembly.
 */
export function newLanes(): Lanes | null {
	compiled ??= compile();
	if (!compiled) return null;
	const { memory, run } = new WebAssembly.Instance(compiled).exports as {
		memory: WebAssembly.Memory;
		run: Lanes['run'];
	};
	new Int32Array(memory.buffer, KEYS, 64).set(K);
	new Int32Array(memory.buffer, BEGIN, 8).set(START);
	return {
		messages: new Uint8Array(memory.buffer, MESSAGES),
		digests: new Int32Array(memory.buffer, DIGESTS, 8 * ROOM),
		run
	};
}

function compile(): WebAssembly.Module | null {
	// WebAssembly's words have their last byte first; arrays of words are read here as the machine has them.
	const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
	try {
		return isLittleEndian ? new WebAssembly.Module(asm.moduleOf(program(), { numbers: 7, vectors: 18 })) : null;
	} catch {
		return null;
	}
}

function program(): Code {
	return all(
		put(FIRST, asm.number(MESSAGES)),
		put(OUT, asm.number(DIGESTS)),
		asm.loop(fourMessages(), asm.isLess(asm.number(0), get(LEFT)))
	);
}

function fourMessages(): Code {
	const stride = asm.shiftedLeft(get(BLOCKS), 6);
	return all(
		...EIGHT.map((i) => put(STATE + i, asm.splat(asm.number(BEGIN), 4 * i))),
		...[SECOND, THIRD, FOURTH].map((lane, i) => put(lane, asm.plus(get(LANES[i]!), stride))),
		put(BLOCK, get(BLOCKS)),
		asm.loop(all(oneBlock(), asm.move(BLOCK, -1)), asm.isLess(asm.number(0), get(BLOCK))),
		...EIGHT.flatMap((i) => LANES.map((_, lane) => asm.storeLane(get(OUT), 32 * lane + 4 * i, [get(STATE + i), lane]))),
		put(FIRST, get(FOURTH)),
		asm.move(OUT, 4 * 32),
		asm.move(LEFT, -4)
	);
}

function oneBlock(): Code {
	return all(
		put(AT, asm.number(0)),
		...[0, 1, 2, 3].map(turn),
		asm.loop(all(expand(), asm.move(AT, 16)), asm.isLess(get(AT), asm.number(48 * 16))),
		...EIGHT.map((i) => put(WORK + i, get(STATE + i))),
		put(AT, asm.number(0)),
		asm.loop(all(...EIGHT.map(round), asm.move(AT, 8 * 16)), asm.isLess(get(AT), asm.number(64 * 16))),
		...EIGHT.map((i) => put(STATE + i, asm.sum(get(STATE + i), get(WORK + i)))),
		...LANES.map((lane) => asm.move(lane, 64))
	);
}

/** Four words of each of four messages, big-endian, become four vectors of the schedule. */
function turn(quarter: number): Code {
	const swapped = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
	const words = (lanes: readonly number[]) => lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
	const mixed = (a: number, b: number, lanes: readonly number[]) =>
		asm.shuffle(get(WORK + a), get(WORK + b), words(lanes));
	const kept = (i: number, code: Code) => asm.store(get(AT), SCHEDULE + 64 * quarter + 16 * i, code);
	const four = (lane: number) => asm.load(get(lane), 16 * quarter);
	return all(
		...LANES.map((lane, i) => put(WORK + i, asm.shuffle(four(lane), four(lane), swapped))),
		put(WORK + 4, mixed(0, 1, [0, 4, 1, 5])),
		put(WORK + 5, mixed(2, 3, [0, 4, 1, 5])),
		kept(0, mixed(4, 5, [0, 1, 4, 5])),
		kept(1, mixed(4, 5, [2, 3, 6, 7])),
		put(WORK + 4, mixed(0, 1, [2, 6, 3, 7])),
		put(WORK + 5, mixed(2, 3, [2, 6, 3, 7])),
		kept(2, mixed(4, 5, [0, 1, 4, 5])),
		kept(3, mixed(4, 5, [2, 3, 6, 7]))
	);
}

/** The word of the schedule that is 16 behind the one at AT. */
function expand(): Code {
	const word = (t: number) => asm.load(get(AT), SCHEDULE + 16 * t);
	const [x, y] = [get(X), get(Y)];
	const small0 = asm.xor(asm.rotated(x, 7), asm.rotated(x, 18), asm.shifted(x, 3));
	const small1 = asm.xor(asm.rotated(y, 17), asm.rotated(y, 19), asm.shifted(y, 10));
	return all(
		put(X, word(1)),
		put(Y, word(14)),
		asm.store(get(AT), SCHEDULE + 16 * 16, asm.sum(word(0), small0, word(9), small1))
	);
}

/** One round. After eight of them every letter is back at its own local, so that none is ever moved. */
function round(i: number): Code {
	const at = (letter: number) => WORK + ((letter - i + 8) % 8);
	const [a, b, c, d, e, f, g, h] = EIGHT.map((letter) => get(at(letter))) as unknown as Eight;
	const big1 = asm.xor(asm.rotated(e, 6), asm.rotated(e, 11), asm.rotated(e, 25));
	const big0 = asm.xor(asm.rotated(a, 2), asm.rotated(a, 13), asm.rotated(a, 22));
	const word = asm.load(get(AT), SCHEDULE + 16 * i);
	const key = asm.splat(asm.shiftedRight(get(AT), 2), KEYS + 4 * i);
	const majority = asm.choose(c, b, asm.xor(a, b));
	return all(
		put(X, asm.sum(h, big1, asm.choose(f, g, e), word, key)),
		put(at(3), asm.sum(d, get(X))),
		put(at(7), asm.sum(get(X), big0, majority))
	);
}

type Eight = [Code, Code, Code, Code, Code, Code, Code, Code];
