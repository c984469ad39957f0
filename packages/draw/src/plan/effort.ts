/** About a minute of work for a processor of 2025, in steps of the solver. */
const MOST = 150_000;
/** What a question costs before its first step. */
const QUESTION = 100;
/** What a question may take when nothing is left: there is always enough to look for a panel to end with. */
const LEAST = 5000;

/**
 * How much the solver may be asked for one plan. Counted in its steps and not in seconds, so that the same call gives the
 * same plan on any machine, and no plan takes for ever: past it planners come to an end with what they have, and the
 * gap that is published says how far that may be from the best.
 */
export class Effort {
	private readonly most: number;
	private left: number;

	constructor(most = MOST) {
		this.most = most;
		this.left = most;
	}

	/** As much again, for what is looked for after the plan. */
	anew(): Effort {
		return new Effort(this.most);
	}

	/** Counts a question of so many steps. */
	spend(steps: number): void {
		this.left -= QUESTION + steps;
	}

	get isSpent(): boolean {
		return this.left <= 0;
	}

	/** After so many steps a single question is given up, with the best that was found. */
	get mostSteps(): number {
		return Math.max(LEAST, this.left);
	}
}
