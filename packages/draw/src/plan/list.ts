import type { Problem } from './problem.ts';

/** A search for panels gives up past so many steps. */
const MOST_STEPS = 100_000;

/**
 * All whole panels of a problem in which each type is drawn once or not at all, by trying both for one type after the
 * other and following what the rows then force. Not all when there are more than `most`, or the search takes too long.
 * Of each type first what `part` is nearer to: 0 or 1.
 */
export function listPanels(
	problem: Problem,
	most: number,
	part: ArrayLike<number> = []
): { found: number[][]; isAll: boolean } {
	const listing = new Listing(problem, part);
	const isAll = listing.all(most);
	return { found: listing.found, isAll };
}

const OPEN = -1;

class Listing {
	readonly found: number[][] = [];
	private readonly inRow: Problem['inRow'];
	private readonly rowsOf: Problem['rowsOfType'];
	/** 1 or 0 where decided, for each type; the others are OPEN */
	private readonly value: Int8Array;
	/** of each row: how many must, how many may come in yet, and how many types are open */
	private readonly need: Int32Array;
	private readonly room: Int32Array;
	private readonly open: Int32Array;
	private readonly decided: number[] = [];
	private readonly part: ArrayLike<number>;
	private steps = 0;

	constructor({ size, rows, inRow, rowsOfType }: Problem, part: ArrayLike<number>) {
		this.part = part;
		this.inRow = inRow;
		this.rowsOf = rowsOfType;
		this.value = new Int8Array(size.length).fill(OPEN);
		this.need = Int32Array.from(rows, ({ min }) => min);
		this.room = Int32Array.from(rows, ({ max }) => max);
		this.open = Int32Array.from(inRow, (types) => types.length);
	}

	/** False when it gave up. */
	all(most: number): boolean {
		for (let r = 0; r < this.open.length; r++) if (!this.force(r)) return true;
		return this.search(most, 0);
	}

	private search(most: number, from: number): boolean {
		if (this.steps++ > MOST_STEPS) return false;
		if (!this.follow(from)) return true;
		const type = this.nextType();
		if (type < 0) {
			if (this.found.length >= most) return false;
			this.found.push(Array.from(this.value));
			return true;
		}
		const before = this.decided.length;
		const first = (this.part[type] ?? 1) < 0.5 ? 0 : 1;
		for (let turn = 0; turn < 2; turn++) {
			this.decide(type, turn === 0 ? first : 1 - first);
			const isDone = this.search(most, before);
			this.undo(before);
			if (!isDone) return false;
		}
		return true;
	}

	/** Decides what rows with no choice force, once types from the given one on are decided; false when a row can't be kept. */
	private follow(from: number): boolean {
		for (let i = from; i < this.decided.length; i++)
			for (const r of this.rowsOf[this.decided[i]!]!) if (!this.force(r)) return false;
		return true;
	}

	private force(r: number): boolean {
		const open = this.open[r]!;
		if (this.room[r]! < 0 || this.need[r]! > open) return false;
		if (open === 0 || (this.room[r]! > 0 && this.need[r]! < open)) return true;
		const value = this.room[r] === 0 ? 0 : 1;
		for (const t of this.inRow[r]!) if (this.value[t] === OPEN) this.decide(t, value);
		return true;
	}

	/** An open type of the row that has the least choice left; -1 when all are decided. */
	private nextType(): number {
		let best = -1;
		let least = Infinity;
		for (let r = 0; r < this.open.length; r++) {
			const open = this.open[r]!;
			if (open === 0) continue;
			const choice = open + 3 * Math.min(this.room[r]!, open - this.need[r]!);
			if (choice < least) {
				best = r;
				least = choice;
			}
		}
		if (best < 0) return this.value.indexOf(OPEN);
		for (const t of this.inRow[best]!) if (this.value[t] === OPEN) return t;
		return -1;
	}

	private decide(type: number, value: number): void {
		this.value[type] = value;
		this.decided.push(type);
		for (const r of this.rowsOf[type]!) {
			this.open[r]!--;
			this.need[r]! -= value;
			this.room[r]! -= value;
		}
	}

	private undo(count: number): void {
		while (this.decided.length > count) {
			const type = this.decided.pop()!;
			const value = this.value[type]!;
			for (const r of this.rowsOf[type]!) {
				this.open[r]!++;
				this.need[r]! += value;
				this.room[r]! += value;
			}
			this.value[type] = OPEN;
		}
	}
}
