/**
 * Something outside the program keeps it from starting. It is told in one plain sentence, in English and in Korean,
 * and the program ends with 1: no stack, for there is nothing to mend in the code.
 */
export class StartFault extends Error {
	/**
	 * @param {string} english one sentence: what is wrong and what to do
	 * @param {string} korean the same sentence
	 */
	constructor(english, korean) {
		super(english);
		this.name = 'StartFault';
		this.korean = korean;
	}
}

/** Prints a fault as its two sentences, or any other error as it is: that one is ours. @param {unknown} error */
export function tellFault(error) {
	if (error instanceof StartFault) console.error(`${error.message}\n${error.korean}`);
	else console.error(error);
}
