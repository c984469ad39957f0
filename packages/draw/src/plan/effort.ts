/** About a minute of work for a processor of 2025, in steps of the solver. */
const MOST = 150_000;
/** What a question costs before its first step. */
const QUESTION = 100;

/**
 * How much the solver may be asked for one plan. Counted in its steps and not in seconds, so that the same call gives the
 * same plan on any machine, and no plan takes for ever: past it planners come to an end with what they have, and the
 * gap that is published says how far that may be from the best.
 */
export class Effort {
	private left: number;

	constructor(most = MOST) {
		this.left = most;
	}

	/** Counts a question of so many steps. */
	spend(steps: number): void {
		this.left -= QUESTION + steps;
	}

	get isSpent(): boolean {
		return this.left <= 0;
	}
}
