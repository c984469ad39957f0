/** Instructions in WebAssembly's binary form (WebAssembly 3.0 §5): as many of them as `lanes.ts` needs. */
export type Code = readonly number[];

/** One after the other. */
export const all = (...parts: readonly Code[]): Code => parts.flat();

// Whole numbers.
export const number = (value: number): Code => [0x41, ...signed(value)];
export const get = (local: number): Code => [0x20, ...natural(local)];
/** Keeps in `local` what `code` leaves. */
export const put = (local: number, code: Code): Code => [...code, 0x21, ...natural(local)];
export const plus = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const shiftedLeft = (a: Code, by: number): Code => [...a, ...number(by), 0x74];
export const shiftedRight = (a: Code, by: number): Code => [...a, ...number(by), 0x76];
export const isLess = (a: Code, b: Code): Code => [...a, ...b, 0x48];
/** Adds to a local. */
export const move = (local: number, by: number): Code => put(local, plus(get(local), number(by)));
/** Does `body`, and again as long as `more` holds. */
export const loop = (body: Code, more: Code): Code => [0x03, 0x40, ...body, ...more, 0x0d, 0, 0x0b];

// Vectors of four words.
const simd = (opcode: number, ...rest: Code): Code => [0xfd, ...natural(opcode), ...rest];
export const load = (address: Code, offset: number): Code => [...address, ...simd(0x00, 4, ...natural(offset))];
/** The word in memory, in every lane. */
export const splat = (address: Code, offset: number): Code => [...address, ...simd(0x09, 2, ...natural(offset))];
export const store = (address: Code, offset: number, value: Code): Code =>
	all(address, value, simd(0x0b, 4, ...natural(offset)));
export const storeLane = (address: Code, offset: number, [value, lane]: readonly [Code, number]): Code =>
	all(address, value, simd(0x5a, 2, ...natural(offset), lane));
/** Sixteen bytes out of the thirty-two of a and b. */
export const shuffle = (a: Code, b: Code, bytes: Code): Code => all(a, b, simd(0x0d, ...bytes));
/** The bits of a where the mask has ones, else those of b. */
export const choose = (a: Code, b: Code, mask: Code): Code => all(a, b, mask, simd(0x52));
export const sum = (first: Code, ...rest: Code[]): Code => all(first, ...rest.map((one) => all(one, simd(0xae))));
export const xor = (first: Code, ...rest: Code[]): Code => all(first, ...rest.map((one) => all(one, simd(0x51))));
export const shifted = (a: Code, by: number): Code => all(a, number(by), simd(0xad));
export const rotated = (a: Code, by: number): Code => all(shifted(a, by), a, number(32 - by), simd(0xab), simd(0x50));

/**
 * A module with one page (64 KiB) of memory, exported as `memory`, and one function of two whole numbers, exported as
 * `run`. Its locals are these two, then whole numbers, then vectors.
 */
export function moduleOf(code: Code, locals: { readonly numbers: number; readonly vectors: number }) {
	const I32 = 0x7f;
	const declared = list([
		[...natural(locals.numbers), I32],
		[...natural(locals.vectors), 0x7b]
	]);
	const body = [...declared, ...code, 0x0b];
	return new Uint8Array([
		...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
		...section(1, list([[0x60, ...list([[I32], [I32]]), 0]])),
		...section(3, list([[0]])),
		...section(5, list([[0, 1]])),
		...section(
			7,
			list([
				[...name('memory'), 2, 0],
				[...name('run'), 0, 0]
			])
		),
		...section(10, list([[...natural(body.length), ...body]]))
	]);
}

function section(id: number, body: Code): Code {
	return [id, ...natural(body.length), ...body];
}

function list(items: readonly Code[]): Code {
	return [...natural(items.length), ...items.flat()];
}

function name(text: string): Code {
	return list(Array.from(text, (letter) => [letter.charCodeAt(0)]));
}

/** LEB128, unsigned. */
function natural(value: number): Code {
	return value < 128 ? [value] : [(value & 127) | 128, ...natural(value >>> 7)];
}

/** LEB128, signed. */
function signed(value: number): Code {
	return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
