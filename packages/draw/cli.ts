#!/usr/bin/env node
import { conductCommand, explainCommand, rehearseCommand, sealCommand, verifyCommand } from './cli/commands.ts';
import { languageOf, readLine, type Options } from './cli/options.ts';
import { planCommand } from './cli/plan-command.ts';
import type { Answer } from './cli/summary.ts';
import { HELP } from './cli/words.ts';
import { DrawRefusal, refuse, saying } from './src/refusal.ts';

const COMMANDS: Readonly<Record<string, (options: Options, rest: readonly string[]) => Promise<Answer>>> = {
	plan: planCommand,
	seal: sealCommand,
	conduct: conductCommand,
	verify: verifyCommand,
	explain: explainCommand,
	rehearse: rehearseCommand
};

process.exitCode = await main(process.argv.slice(2));

async function main(given: readonly string[]): Promise<number> {
	try {
		const { options, words } = readLine(given);
		const [name, ...rest] = words;
		if (options.help || name === undefined) {
			console.log(HELP[languageOf(given)]);
			return options.help ? 0 : 1;
		}
		if (!Object.hasOwn(COMMANDS, name)) throw refuse('file.no-command', { command: name });
		const answer = await COMMANDS[name]!(options, rest);
		if (options.json) console.log(JSON.stringify(answer.json));
		else for (const line of answer.says) console.log(line);
		return answer.exit;
	} catch (problem) {
		// A refusal is one sentence that names the place. Anything else is a fault, and shows itself.
		if (!(problem instanceof DrawRefusal)) throw problem;
		return tell(problem, given);
	}
}

function tell(refusal: DrawRefusal, given: readonly string[]): number {
	const { code, facts, changes } = refusal;
	if (given.includes('--json')) console.log(JSON.stringify({ refused: code, says: saying(refusal), facts, changes }));
	else console.error(saying(refusal)[languageOf(given)]);
	return 1;
}
