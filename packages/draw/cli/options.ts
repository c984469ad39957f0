import { parseArgs } from 'node:util';
import { refuse } from '../src/refusal.ts';
import type { Language } from '../src/words.ts';

const one = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const list = { type: 'string', multiple: true } as const;
const OPTIONS = {
	...{
		pool: one,
		quotas: one,
		places: one,
		method: one,
		objective: one,
		id: one,
		'one-per': one,
		slope: one,
		receipts: one,
		stops: one
	},
	...{ instance: one, plan: one, call: one, round: one, 'round-in': one, chain: one, at: one, lead: one },
	...{ seal: one, signature: one, lot: one, times: one, lang: one, out: one },
	...{ witness: list, reveal: list },
	...{ bands: flag, weights: flag, line: flag, merit: flag, rehearsal: flag, all: flag, json: flag, help: flag }
} as const;

/** What each command reads, besides what all do, and how many files it takes: anything else would be passed over in silence. */
const READS: Readonly<Record<string, { readonly files: number; readonly options: string }>> = {
	plan: {
		files: 0,
		options: 'pool quotas places method objective id one-per slope receipts stops instance bands weights line merit out'
	},
	seal: { files: 0, options: 'plan call round round-in chain at lead witness rehearsal out' },
	conduct: { files: 0, options: 'seal signature reveal out' },
	verify: { files: 1, options: 'seal all' },
	explain: { files: 1, options: 'lot' },
	rehearse: { files: 0, options: 'plan times' }
};
const EVERYWHERE = ['lang', 'json', 'help'];

/** The options of a command line, as text; `true` for those without a value. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A command line taken apart: the command, the files after it, the options. Refuses an option that there isn't. */
export function readLine(given: readonly string[]): { words: readonly string[]; options: Options } {
	try {
		const { values, positionals } = parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
		return { words: positionals, options: values };
	} catch (problem) {
		if (!(problem instanceof TypeError)) throw problem;
		const option = /'?(--?[\w-]*)/.exec(problem.message)?.[1] ?? '';
		const isUnknown = 'code' in problem && problem.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
		throw refuse(isUnknown ? 'file.no-option' : 'file.option-needs', { option });
	}
}

/** Refuses a command that there isn't, and what the command would not read. */
export function checkRead(command: string, options: Options, files: readonly string[]): void {
	if (!Object.hasOwn(READS, command)) throw refuse('file.no-command', { command });
	const read = READS[command]!;
	const known = [...read.options.split(' '), ...EVERYWHERE];
	const strange = Object.keys(options).find((name) => !known.includes(name));
	if (strange) throw refuse('file.option-elsewhere', { option: `--${strange}`, command });
	const extra = files[read.files];
	if (extra !== undefined) throw refuse('file.extra-word', { word: extra, command });
}

/** Refuses an option given together with one that says the same otherwise. */
export function checkAlone(options: Options, name: string, others: readonly string[]): void {
	const other = options[name] === undefined ? undefined : others.find((one) => options[one] !== undefined);
	if (other) throw refuse('file.option-twice-said', { option: `--${name}`, other: `--${other}` });
}

/** The language asked for, also when the rest of the line is wrong. English unless said. */
export function languageOf(given: readonly string[]): Language {
	const at = given.indexOf('--lang');
	return given.includes('--lang=ko') || (at >= 0 && given[at + 1] === 'ko') ? 'ko' : 'en';
}

/** The language of a sound line. */
export function languageIn(options: Options): Language {
	const lang = text(options, 'lang') ?? 'en';
	if (lang !== 'ko' && lang !== 'en') throw refuse('file.option-language', { value: lang });
	return lang;
}

/** An option's text, or undefined. */
export function text(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === 'string' ? value : undefined;
}

/** All texts of an option that may be given more than once. */
export function many(options: Options, name: string): readonly string[] {
	const value = options[name];
	return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** An option that must be given. */
export function need(options: Options, name: string): string {
	const value = text(options, name);
	if (!value) throw refuse('file.argument', { argument: `--${name}` });
	return value;
}

/** An option that is a whole number of at least 0, or undefined. */
export function whole(options: Options, name: string): number | undefined {
	const value = text(options, name);
	if (value === undefined) return undefined;
	if (!/^\d{1,15}$/.test(value)) throw refuse('file.option-number', { option: `--${name}`, value });
	return Number(value);
}

/** An option of the form NAME=…, taken apart. */
export function pair(given: string, name: string): [string, string] {
	const at = given.indexOf('=');
	if (at < 1) throw refuse('file.option-pair', { option: `--${name}`, value: given });
	return [given.slice(0, at), given.slice(at + 1)];
}
