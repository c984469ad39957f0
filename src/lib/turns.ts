/**
 * A turn every so often, by the program's own clock: which may be set back in a rehearsal, and then begins anew.
 * Kept by the process: after a start the first turn is at once.
 */
export class Turns {
	readonly #everyMs: number;
	#last = 0;

	constructor(everyMs: number) {
		this.#everyMs = everyMs;
	}

	isDue(at: Date): boolean {
		return Math.abs(at.getTime() - this.#last) >= this.#everyMs;
	}

	/** From now on the next one counts. Taken before the work: what fails is tried again at the next turn, as all is. */
	take(at: Date): void {
		this.#last = at.getTime();
	}
}
