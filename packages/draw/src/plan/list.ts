import type { Problem } from './problem.ts';

/** A search for panels gives up past so many steps. */
const MOST_STEPS = 300_000;

/**
 * All whole panels of a problem in which each type is drawn once or not at all, by trying both for one type after the
 * other and following what the rows then force. Not all when there are more than `most`, or the search takes too long.
 */
export function listPanels(problem: Problem, most: number): { found: number[][]; isAll: boolean } {
	const listing = new Listing(problem);
	const isAll = listing.search(most);
	return { found: listing.found, isAll };
}

const OPEN = -1;

class Listing {
	readonly found: number[][] = [];
	private readonly problem: Problem;
	/** 1 or 0 where decided, for each type; the others are OPEN */
	private readonly value: Int8Array;
	/** how many are in, and how many are open, of each row */
	private readonly inside: Int32Array;
	private readonly open: Int32Array;
	private readonly decided: number[] = [];
	private steps = 0;

	constructor(problem: Problem) {
		this.problem = problem;
		this.value = new Int8Array(problem.size.length).fill(OPEN);
		this.inside = new Int32Array(problem.rows.length);
		this.open = Int32Array.from(problem.inRow, (types) => types.length);
	}

	/** False when it gave up. */
	search(most: number): boolean {
		if (this.steps++ > MOST_STEPS) return false;
		if (!this.follow()) return true;
		const type = this.value.indexOf(OPEN) < 0 ? -1 : this.nextType();
		if (type < 0) {
			if (this.found.length >= most) return false;
			this.found.push(Array.from(this.value));
			return true;
		}
		const before = this.decided.length;
		for (const value of [1, 0]) {
			this.decide(type, value);
			const isDone = this.search(most);
			this.undo(before);
			if (!isDone) return false;
		}
		return true;
	}

	/** Decides what rows at their minimum or maximum force; false when one can't be kept any more. */
	private follow(): boolean {
		const { rows, inRow } = this.problem;
		for (let isNew = true; isNew;) {
			isNew = false;
			for (let r = 0; r < rows.length; r++) {
				const [inside, open, { min, max }] = [this.inside[r]!, this.open[r]!, rows[r]!];
				if (inside > max || inside + open < min) return false;
				if (open === 0 || (inside < max && inside + open > min)) continue;
				for (const t of inRow[r]!) if (this.value[t] === OPEN) this.decide(t, inside === max ? 0 : 1);
				isNew = true;
			}
		}
		return true;
	}

	/** An open type of the row that has the least choice left. */
	private nextType(): number {
		const { rows, inRow } = this.problem;
		let [best, least] = [-1, Infinity];
		for (let r = 0; r < rows.length; r++) {
			const [inside, open, { min, max }] = [this.inside[r]!, this.open[r]!, rows[r]!];
			const choice = open + 3 * Math.min(max - inside, inside + open - min);
			if (open > 0 && choice < least) [best, least] = [r, choice];
		}
		return best < 0 ? this.value.indexOf(OPEN) : inRow[best]!.find((t) => this.value[t] === OPEN)!;
	}

	private decide(type: number, value: number): void {
		this.value[type] = value;
		this.decided.push(type);
		for (const r of this.problem.rowsOfType[type]!) {
			this.open[r]!--;
			this.inside[r]! += value;
		}
	}

	private undo(count: number): void {
		while (this.decided.length > count) {
			const type = this.decided.pop()!;
			for (const r of this.problem.rowsOfType[type]!) {
				this.open[r]!++;
				this.inside[r]! -= this.value[type]!;
			}
			this.value[type] = OPEN;
		}
	}
}
