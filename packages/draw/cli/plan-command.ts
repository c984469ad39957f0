import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { canonical } from '../src/canonical.ts';
import type { Candidate, Method, Objective, Plan, Rules } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { refuse } from '../src/refusal.ts';
import { allQuotas } from '../src/rules.ts';
import { readCsv, type Table } from './csv.ts';
import { isThere, readJson, readText, writeWhole } from './files.ts';
import { checkAlone, languageIn, need, text, whole, type Options } from './options.ts';
import { poolFromCsv, type Reading, type Receipt } from './respondents.ts';
import { working } from './progress.ts';
import { poolFromInstance, quotasFromCsv } from './pool.ts';
import { tourRules } from './stops.ts';
import { inPercent, summary, type Answer } from './summary.ts';
import { told } from './words.ts';

type Given = { candidates: Candidate[]; rules: Rules; receipts: Receipt[]; secret: string };

/** draw plan: reads a pool and rules, writes the plan (roster, rules, lottery, certificate) and, apart, the receipts. */
export async function planCommand(options: Options): Promise<Answer> {
	const lang = languageIn(options);
	const given = readGiven(options);
	const before = performance.now();
	const planned = await working(told(lang, 'planning'), () => plan(given.candidates, given.rules));
	const seconds = Math.round(performance.now() - before) / 1000;
	const json = { ...summary(planned), seconds };
	const [least, most] = [inPercent(json.min_chance), inPercent(json.max_chance)];
	const { method, entrants, places, panels } = json;
	const says = [told(lang, 'planned', { method, entrants, places, panels, seconds, least, most })];
	if (json.leximin_gap !== null) says.push(told(lang, 'certified', { gap: json.leximin_gap }));
	if (json.worst_case !== null) says.push(told(lang, 'guaranteed', { worst: json.worst_case, gap: json.merit_gap! }));
	if (json.eating_gap !== null) says.push(told(lang, 'certifiedStops', { gap: json.eating_gap }));
	const kept = keep(options, given, planned);
	if (kept) says.push(told(lang, 'receipts', { file: kept }));
	return { says, json: { ...json, receipts: kept }, exit: 0 };
}

/** Writes receipts first: a plan whose entrants nobody can tell apart any more would be worth nothing. */
function keep(options: Options, { receipts, secret }: Given, planned: Plan): string | null {
	const out = text(options, 'out');
	const file = receipts.length > 0 ? receiptsFile(options) : undefined;
	const lots = new Map(planned.roster.map(({ commitment, lot }) => [commitment, lot]));
	if (file) {
		const entrants = receipts.map((receipt) => ({ lot: lots.get(receipt.commitment)!, ...receipt }));
		writeWhole(file, JSON.stringify({ secret, entrants }, null, '\t') + '\n');
	}
	if (out) writeWhole(out, canonical(planned) + '\n');
	return file ?? null;
}

function receiptsFile(options: Options): string | undefined {
	const out = text(options, 'out');
	return text(options, 'receipts') ?? out?.replace(/(\.json)?$/, '.receipts.json');
}

function readGiven(options: Options): Given {
	const instance = text(options, 'instance');
	if (instance) {
		checkAlone(options, 'instance', ['pool', 'quotas', 'stops', 'id', 'one-per']);
		const { candidates, quotas, places } = poolFromInstance(readJson(instance), instance);
		const method = (text(options, 'method') ?? 'quotas') as Method;
		const own = { method, places: whole(options, 'places') ?? places, ...(method === 'quotas' && { quotas }) };
		const rules = { ...own, ...wishes(options) };
		return { candidates, rules, receipts: [], secret: '' };
	}
	const file = need(options, 'pool');
	const rules = readRules(options);
	const table = readCsv(readText(file), file);
	const secret = secretOf(receiptsFile(options));
	const reading = {
		...{ file, secret, id: text(options, 'id'), group: text(options, 'one-per')?.normalize('NFC') },
		...{ quotas: allQuotas(rules), fields: fieldsOf(rules, table) },
		stops: (rules.stops ?? []).map(({ stop }) => stop)
	};
	return { ...poolFromCsv(table, reading), rules, secret };
}

function readRules(options: Options): Rules {
	const tour = text(options, 'stops');
	if (tour) return { ...tourRules(options, tour), ...asked(options), ...wishes(options) };
	const file = text(options, 'quotas');
	const quotas = file ? quotasFromCsv(readText(file), file) : [];
	need(options, 'places');
	return {
		method: file ? 'quotas' : 'uniform',
		places: whole(options, 'places')!,
		...(quotas.length > 0 && { quotas }),
		...asked(options),
		...wishes(options)
	};
}

/** Method and places, where they are given: with a tour they may only say what its stops say. */
function asked(options: Options): Partial<Rules> {
	const [method, places] = [text(options, 'method'), whole(options, 'places')];
	return { ...(method && { method: method as Method }), ...(places !== undefined && { places }) };
}

/** The rest of the rules; whether the method reads them is the rules' own question. */
function wishes(options: Options): Partial<Rules> {
	const slope = slopeOf(text(options, 'slope'));
	return {
		...(text(options, 'one-per') && { onePerGroup: true }),
		...(options.bands && { bands: true }),
		...(text(options, 'objective') && { objective: text(options, 'objective') as Objective }),
		...(options.line && { line: true }),
		...(options.merit && { merit: true }),
		...(options.weights && { weights: true }),
		...(slope && { slope })
	};
}

function slopeOf(given: string | undefined): readonly [number, number] | undefined {
	if (given === undefined) return undefined;
	const [, rise, run = '1'] = /^(\d{1,15})(?:\/(\d{1,15}))?$/.exec(given) ?? [];
	if (rise === undefined) throw refuse('file.option-fraction', { option: '--slope', value: given });
	return [Number(rise), Number(run)];
}

/** The columns beside features that the method reads; the others, though they be there, must not become public. */
function fieldsOf({ method, bands, weights }: Rules, { header }: Table): Reading['fields'] {
	if (method === 'banded' || (method === 'quotas' && bands)) return ['band'];
	if (method === 'weighted') return ['weight'];
	if (method === 'stops') return weights ? ['ranking', 'weight'] : ['ranking'];
	if (method === 'scores') return [header.includes('low') && !header.includes('score') ? 'interval' : 'score'];
	return [];
}

/** The secret of salts: that of earlier receipts, so that planning again leaves them valid; else a new one. */
function secretOf(file: string | undefined): string {
	if (!file || !isThere(file)) return randomBytes(32).toString('hex');
	const kept = readJson(file) as { secret?: unknown } | null;
	if (typeof kept?.secret !== 'string') throw refuse('file.not-receipts', { file });
	return kept.secret;
}
