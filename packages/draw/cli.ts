#!/usr/bin/env node
import { parseArgs } from 'node:util';
import {
	conductCommand,
	explainCommand,
	planCommand,
	rehearseCommand,
	sealCommand,
	verifyCommand,
	type Answer,
	type Options
} from './cli/commands.ts';
import { DrawRefusal, saying } from './src/refusal.ts';

const USAGE = `draw: plan, seal, conduct and check a draw

  plan      --pool FILE.csv --quotas FILE.csv --places N [--method uniform|banded|weighted|scores|quotas]
            [--id COLUMN] [--one-per COLUMN] [--bands] [--slope A/B | --line | --merit] [--receipts FILE] [--out FILE]
            or --instance FILE.json [--out FILE]
  seal      --plan FILE --call NAME (--round N | --round-in SECONDS) [--witness NAME=COMMITMENT …]
            [--chain FILE] [--at SECONDS] [--lead SECONDS] [--rehearsal] --out FILE
  conduct   --seal FILE [--signature HEX] [--reveal NAME=SECRET[@SECONDS] …] --out FILE
  verify    TRANSCRIPT [--seal DIGEST]
  explain   TRANSCRIPT --lot N
  rehearse  --plan FILE [--times N]

  everywhere: --json  --lang ko|en`;

const COMMANDS: Readonly<Record<string, (options: Options, rest: readonly string[]) => Promise<Answer>>> = {
	plan: planCommand,
	seal: sealCommand,
	conduct: conductCommand,
	verify: verifyCommand,
	explain: explainCommand,
	rehearse: rehearseCommand
};

const one = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const list = { type: 'string', multiple: true } as const;
const OPTIONS = {
	pool: one,
	quotas: one,
	places: one,
	method: one,
	id: one,
	'one-per': one,
	slope: one,
	receipts: one,
	out: one,
	instance: one,
	plan: one,
	call: one,
	round: one,
	'round-in': one,
	chain: one,
	at: one,
	lead: one,
	seal: one,
	signature: one,
	lot: one,
	times: one,
	lang: one,
	witness: list,
	reveal: list,
	bands: flag,
	line: flag,
	merit: flag,
	rehearsal: flag,
	json: flag,
	help: flag
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(given: readonly string[]): Promise<number> {
	try {
		const { values, positionals } = parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
		const [name, ...rest] = positionals;
		const command = name && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
		if (!command || values.help) {
			console.log(USAGE);
			return values.help || !name ? 0 : 1;
		}
		const answer = await command(values, rest);
		if (values.json) console.log(JSON.stringify(answer.json));
		else for (const line of answer.says) console.log(line);
		return answer.exit;
	} catch (problem) {
		return failed(problem, given);
	}
}

/** A refusal is one sentence that names the place; so is a wrong option. Anything else is a fault, and shows itself. */
function failed(problem: unknown, given: readonly string[]): number {
	const isOption =
		problem instanceof TypeError && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
	if (!(problem instanceof DrawRefusal) && !isOption) throw problem;
	const lang = given.includes('ko') ? 'ko' : 'en';
	const says = problem instanceof DrawRefusal ? saying(problem)[lang] : (problem as Error).message;
	if (given.includes('--json') && problem instanceof DrawRefusal) {
		console.log(
			JSON.stringify({ refused: problem.code, says: saying(problem), facts: problem.facts, changes: problem.changes })
		);
	} else console.error(says);
	return 1;
}
