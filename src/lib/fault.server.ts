/**
 * What of a fault may be written down. What an error says often holds what somebody sent: a key that is there already, a
 * word that is no number, a line of JSON. So of a fault of ours that is told which kind it is, of the store which rule it
 * ran into, and where in the code; what it says only where the language itself says it, of the code.
 */
export type Told = {
	name: string;
	code?: string;
	/** Of PostgreSQL: the table, column and rule, by their names. */
	table?: string;
	column?: string;
	constraint?: string;
	says?: string;
	at: string[];
	cause?: Told;
};

const ofCode = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError']);
const mostFrames = 12;

/** A fault, with nothing in it of what anybody sent. Causes are told to a depth of four. */
export function toldOf(fault: unknown, depth = 4): Told {
	if (!(fault instanceof Error)) return { name: typeof fault, at: [] };
	const { code, table, column, constraint } = fault as Error & Record<string, unknown>;
	const named = { code, table, column, constraint };
	const plain = Object.entries(named).filter(([, value]) => typeof value === 'string' && /^[\w.-]{1,80}$/.test(value));
	return {
		name: /^\w{1,60}$/.test(fault.name) ? fault.name : 'Error',
		...Object.fromEntries(plain),
		...(isOfCode(fault) ? { says: fault.message } : {}),
		at: framesOf(fault),
		...(fault.cause && depth > 1 ? { cause: toldOf(fault.cause, depth - 1) } : {})
	};
}

// The language tells its own of names in the code; with an input or a code of its own it quotes what it was given.
function isOfCode(fault: Error): boolean {
	return (
		ofCode.has(fault.name) && !('code' in fault) && !('input' in fault) && !/["“'`].*\s.*["”'`]|@/.test(fault.message)
	);
}

/** Where it came from: the stack without what stands above it, which is the message, of as many lines as it has. */
function framesOf({ stack = '' }: Error): string[] {
	return stack
		.split('\n')
		.map((line) => /^\s+at (?:async )?((?:[\w$.<>#[\] ]+ )?\(?(?:file:|node:|\/)[^\s()]+:\d+:\d+\)?)$/.exec(line)?.[1])
		.filter((frame) => frame !== undefined)
		.slice(0, mostFrames);
}

/** Writes a fault down as one line of JSON: what was being done, by names and ids alone, and what may be told of it. */
export function writeFault(during: Record<string, unknown>, fault: unknown): void {
	console.error(JSON.stringify({ ...during, fault: toldOf(fault) }));
}
