import { DrawRefusal, saying } from '../src/refusal.ts';
import { conductCommand, explainCommand, rehearseCommand, sealCommand, verifyCommand } from './commands.ts';
import { checkRead, languageOf, readLine, type Options } from './options.ts';
import { planCommand } from './plan-command.ts';
import type { Answer } from './summary.ts';
import { HELP } from './words.ts';

const COMMANDS: Readonly<Record<string, (options: Options, rest: readonly string[]) => Promise<Answer>>> = {
	plan: planCommand,
	seal: sealCommand,
	conduct: conductCommand,
	verify: verifyCommand,
	explain: explainCommand,
	rehearse: rehearseCommand
};

/** What one command line comes to: the exit code, and what belongs on stdout and stderr. */
export type Outcome = { readonly exit: number; readonly out: readonly string[]; readonly error: readonly string[] };

/** Runs one command line. A refusal is one sentence that names the place; anything else is a fault, and shows itself. */
export async function runLine(given: readonly string[]): Promise<Outcome> {
	try {
		const { options, words } = readLine(given);
		const [name, ...rest] = words;
		if (options.help || name === undefined)
			return { exit: options.help ? 0 : 1, out: [HELP[languageOf(given)]], error: [] };
		checkRead(name, options, rest);
		const answer = await COMMANDS[name]!(options, rest);
		return { exit: answer.exit, out: options.json ? [JSON.stringify(answer.json)] : answer.says, error: [] };
	} catch (problem) {
		if (!(problem instanceof DrawRefusal)) throw problem;
		return told(problem, given);
	}
}

function told(refusal: DrawRefusal, given: readonly string[]): Outcome {
	const { code, facts, changes } = refusal;
	const says = saying(refusal);
	if (!given.includes('--json')) return { exit: 1, out: [], error: [says[languageOf(given)]] };
	return { exit: 1, out: [JSON.stringify({ refused: code, says, facts, changes })], error: [] };
}
