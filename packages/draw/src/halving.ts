import { Bits } from './bits.ts';
import { fromHex, wordsOf } from './bytes.ts';
import { digestOf } from './canonical.ts';
import { checkLottery, type Lottery } from './lottery.ts';
import { refuse } from './refusal.ts';
import type { TypeRow } from './rows.ts';
import { block, compress, start, state } from './sha256.ts';

/** Totals over `of` = 2^h panels; the panels follow from them by halving (SPEC §5.1). */
export type Halving = Extract<Lottery, { form: 'halving' }>;

/** Totals over 2 × half panels; `index` counts the nodes of that half from the left, from 0. */
type Node = { readonly totals: Float64Array; readonly half: number; readonly index: number };

/**
 * The constants of SPEC §5.1: how often a split is tried from the start, how many steps long, how many swaps each step
 * compares, one in how many worse ones is made, and what part of a row's slack a split may use up.
 */
const ATTEMPTS = 32;
const STEPS = 400;
const CANDIDATES = 8;
const WORSE = 16;
const SPARE = 8;

/** Splits nodes of one lottery: a function of the lottery alone, in integers, so that everyone unfolds the same panels. */
export class Splitter {
	readonly rows: readonly TypeRow[];
	readonly rowsOfType: readonly (readonly number[])[];
	readonly key: Int32Array;
	readonly sum: Float64Array;
	readonly slack: Float64Array;

	constructor(lottery: Halving, rows: readonly TypeRow[]) {
		const rowsOfType: number[][] = lottery.types.map(() => []);
		rows.forEach(({ types }, r) => types.forEach((t) => rowsOfType[t]!.push(r)));
		this.rows = rows;
		this.rowsOfType = rowsOfType;
		this.key = wordsOf(fromHex(digestOf(lottery), 'lottery', 32));
		this.sum = new Float64Array(rows.length);
		this.slack = new Float64Array(rows.length);
	}

	/**
	 * The first half of a node: every total halved, an odd one up or down, such that both halves keep every row within
	 * half × its range. Null when the search of SPEC §5.1 ends without one.
	 */
	split(node: Node): Float64Array | null {
		this.measure(node);
		const odd: number[] = [];
		for (let t = 0; t < node.totals.length; t++) if (node.totals[t]! % 2 === 1) odd.push(t);
		const signs = new Signs(odd, this.rowsOfType, this.rows.length);
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			if (signs.settle(this.limits(node.half, attempt), diceOf(this.key, node, attempt)))
				return halved(node.totals, odd, signs.plus);
		}
		return null;
	}

	/** How far apart the halves may be in every row: near at first, which leaves room further down; panels need none. */
	private limits(half: number, attempt: number): Float64Array {
		if (half === 1) return this.slack;
		return this.slack.map((slack) => Math.min(slack, 1 + attempt + Math.floor(slack / SPARE)));
	}

	private measure({ totals, half }: Node): void {
		this.rows.forEach(({ row, types }, r) => {
			let sum = 0;
			for (const t of types) sum += totals[t]!;
			this.slack[r] = Math.min(sum - 2 * half * row.min, 2 * half * row.max - sum);
		});
	}
}

/** The panel, as counts by type, that a number from 0 … of - 1 leads to. Refuses a lottery that can't be split there. */
export function panelOf(lottery: Halving, rows: readonly TypeRow[], number: number): Float64Array {
	const splitter = new Splitter(lottery, rows);
	let totals: Float64Array = Float64Array.from(lottery.totals);
	let index = 0;
	for (let half = lottery.of / 2; half >= 1; half /= 2) {
		const first = splitter.split({ totals, half, index });
		if (!first) throw refuse('draw.split-stuck', { half, index });
		const isSecond = Math.floor(number / half) % 2;
		totals = isSecond ? totals.map((total, t) => total - first[t]!) : first;
		index = 2 * index + isSecond;
	}
	return totals;
}

/** Every panel in the order of numbers, one after the other. Refuses a lottery with a node that can't be split. */
export function* everyPanel(lottery: Halving, rows: readonly TypeRow[]): Generator<Float64Array> {
	const splitter = new Splitter(lottery, rows);
	const left: Node[] = [{ totals: Float64Array.from(lottery.totals), half: lottery.of / 2, index: 0 }];
	for (let node = left.pop(); node; node = left.pop()) {
		const { totals, half, index } = node;
		if (half < 1) {
			yield totals;
			continue;
		}
		const first = splitter.split(node);
		if (!first) throw refuse('draw.split-stuck', { half, index });
		const second = totals.map((total, t) => total - first[t]!);
		left.push({ totals: second, half: half / 2, index: 2 * index + 1 });
		left.push({ totals: first, half: half / 2, index: 2 * index });
	}
}

/**
 * Unfolds the whole tree and counts every panel: whole numbers that keep the bounds of every type and the range of every
 * row, `totals` in all. Refuses a lottery that doesn't (SPEC §5.1).
 */
export function checkEveryPanel(lottery: Halving, rows: readonly TypeRow[]): void {
	checkLottery(lottery, rows);
	const sums = lottery.types.map(() => 0);
	let number = 0;
	for (const panel of everyPanel(lottery, rows)) {
		const counts = [...panel].flatMap((count, t) => (count > 0 ? [[t, count] as const] : []));
		checkLottery({ form: 'panels', types: lottery.types, of: 1, panels: [{ times: 1, counts }] }, rows);
		counts.forEach(([t, count]) => (sums[t]! += count));
		number++;
	}
	const isWhole = number === lottery.of && sums.every((sum, t) => sum === lottery.totals[t]);
	if (!isWhole) throw refuse('draw.bad-lottery', { where: '/lottery/totals' });
}

function halved(totals: Node['totals'], odd: readonly number[], plus: Bits): Float64Array {
	const first = totals.map((total) => Math.floor(total / 2));
	odd.forEach((t, i) => plus.has(i) && first[t]!++);
	return first;
}

type Throw = (below: number) => number;

/** Throws of one attempt at one node: the words of SHA-256(key ‖ half ‖ index ‖ attempt ‖ block), one after the other. */
function diceOf(key: Int32Array, { half, index }: Node, attempt: number): Throw {
	const words = new Uint32Array(8);
	let count = 0;
	return (below) => {
		if (count % 8 === 0) {
			start();
			block.set(key);
			block.set([half, index, attempt, count / 8, 0x80000000, 0, 0, 48 * 8], 8);
			compress();
			words.set(state);
		}
		// A product below 2⁵³: exact. The throws need not be fair, only the same everywhere.
		return Math.floor((words[count++ % 8]! * below) / 2 ** 32);
	};
}

/** Which way each odd total goes: some give the odd one to the first half (+), all others to the second (-). */
class Signs {
	readonly size: number;
	readonly plus: Bits;
	readonly rows: readonly (readonly number[])[];
	/** for a row the odd totals that count in it; made when first asked for */
	readonly inRow: (Bits | undefined)[];
	/** of the first half less the second, in every row */
	readonly apart: Int32Array;
	readonly moved: Int32Array;
	/** who weighs on the heavy side of a row, and who outside of it on the other */
	readonly inside: Bits;
	readonly outside: Bits;
	limits: Float64Array = new Float64Array();

	constructor(odd: readonly number[], rowsOfType: readonly (readonly number[])[], rowCount: number) {
		this.size = odd.length;
		[this.plus, this.inside, this.outside] = [new Bits(odd.length), new Bits(odd.length), new Bits(odd.length)];
		this.rows = odd.map((t) => rowsOfType[t]!);
		this.inRow = Array.from({ length: rowCount }, () => undefined);
		this.apart = new Int32Array(rowCount);
		this.moved = new Int32Array(rowCount);
	}

	/** Pairs neighbours with opposite signs, then swaps signs until no row is too far apart. False when it is at its end. */
	settle(limits: Float64Array, dice: Throw): boolean {
		if (this.size % 2 === 1) return false;
		this.limits = limits;
		this.plus.words.fill(0);
		for (let i = 0; i < this.size; i += 2) this.plus.add(dice(2) ? i : i + 1);
		this.apart.fill(0);
		for (let i = 0; i < this.size; i++) for (const r of this.rows[i]!) this.apart[r]! += this.signOf(i);
		for (let step = 0; step < STEPS; step++) {
			const broken = this.broken();
			if (broken.length === 0) return true;
			if (!this.improve(broken[dice(broken.length)]!, dice)) return false;
		}
		return this.broken().length === 0;
	}

	signOf(i: number): number {
		return this.plus.has(i) ? 1 : -1;
	}

	private broken(): number[] {
		const rows: number[] = [];
		for (let r = 0; r < this.limits.length; r++) if (Math.abs(this.apart[r]!) > this.limits[r]!) rows.push(r);
		return rows;
	}

	/** Compares some swaps of one that weighs on the row's heavy side with one outside of it; makes the best. */
	private improve(row: number, dice: Throw): boolean {
		this.divide((this.inRow[row] ??= this.membersOf(row)), this.apart[row]! > 0);
		const [insiders, outsiders] = [this.inside.count(), this.outside.count()];
		if (insiders === 0 || outsiders === 0) return false;
		let [bestA, bestB, least] = [0, 0, Infinity];
		for (let k = 0; k < CANDIDATES; k++) {
			const a = this.inside.at(dice(insiders));
			const b = this.outside.at(dice(outsiders));
			const change = this.changeOf(a, b);
			if (change < least) [bestA, bestB, least] = [a, b, change];
		}
		if (least <= 0 || dice(WORSE) === 0) this.swap(bestA, bestB);
		return true;
	}

	private membersOf(row: number): Bits {
		const members = new Bits(this.size);
		this.rows.forEach((rows, i) => rows.includes(row) && members.add(i));
		return members;
	}

	private divide(members: Bits, isPlusHeavy: boolean): void {
		const last = this.plus.words.length - 1;
		const flip = isPlusHeavy ? 0 : -1;
		for (let w = 0; w <= last; w++) {
			const heavy = this.plus.words[w]! ^ flip;
			this.inside.words[w] = members.words[w]! & heavy;
			this.outside.words[w] = ~members.words[w]! & ~heavy;
		}
		// The bits behind the last odd total are nobody's.
		if (this.size % 32 !== 0) this.outside.words[last]! &= (1 << (this.size % 32)) - 1;
	}

	/** By how much swapping a and b changes the total of what rows are too far apart. */
	private changeOf(a: number, b: number): number {
		const step = 2 * this.signOf(a);
		for (const r of this.rows[a]!) this.moved[r]! -= step;
		for (const r of this.rows[b]!) this.moved[r]! += step;
		return this.changeIn(this.rows[a]!) + this.changeIn(this.rows[b]!);
	}

	private changeIn(rows: readonly number[]): number {
		let change = 0;
		for (const r of rows) {
			if (this.moved[r] === 0) continue;
			const [before, after] = [Math.abs(this.apart[r]!), Math.abs(this.apart[r]! + this.moved[r]!)];
			change += Math.max(0, after - this.limits[r]!) - Math.max(0, before - this.limits[r]!);
			this.moved[r] = 0;
		}
		return change;
	}

	private swap(a: number, b: number): void {
		for (const i of [a, b]) {
			this.plus.flip(i);
			for (const r of this.rows[i]!) this.apart[r]! += 2 * this.signOf(i);
		}
	}
}
