import { performance } from 'node:perf_hooks';
import { readTranscript, writeTranscript } from '../src/transcript.ts';
import {
	chancesOf,
	checkCertificate,
	compareFractions,
	conduct,
	explain,
	QUICKNET,
	roundAt,
	seal,
	verify,
	worstCase,
	type Chain,
	type Method,
	type Plan,
	type Rules,
	type Seal,
	type Tag,
	type Transcript
} from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { canonical } from '../src/canonical.ts';
import { refuse } from '../src/refusal.ts';
import { commitSecret } from '../src/witnesses.ts';
import { fetchSignature } from './drand.ts';
import { readJson, readText, writeWhole } from './files.ts';
import { poolFromCsv, poolFromInstance, quotasFromCsv } from './pool.ts';

/** The options of a command line, as text; `true` for those without a value. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command prints and the code it exits with. */
export type Answer = { readonly says: readonly string[]; readonly json: unknown; readonly exit: 0 | 1 };

/** draw plan: reads a pool and rules, writes the plan (roster, rules, lottery, certificate). */
export async function planCommand(options: Options): Promise<Answer> {
	const { candidates, rules, receipts } = readPool(options);
	const before = performance.now();
	const planned = await plan(candidates, rules);
	const seconds = Math.round(performance.now() - before) / 1000;
	if (text(options, 'out')) writeWhole(text(options, 'out')!, canonical(planned) + '\n');
	if (text(options, 'receipts')) writeWhole(text(options, 'receipts')!, JSON.stringify(receipts, null, '\t') + '\n');
	const json = { ...summary(planned), seconds };
	const [least, most] = [json.min_chance, json.max_chance].map((chance) => `${chance.join('/')} (${percent(chance)})`);
	const says = [
		`${json.method}: ${json.entrants} entrants, ${json.places} places, ${json.panels} panels; chances ${least} to ${most}; ${seconds} s`
	];
	if (json.leximin_gap !== null) says.push(`no lottery is fairer by more than ${json.leximin_gap}: certified`);
	if (json.merit_gap !== null)
		says.push(
			`of the truly best at least ${json.worst_case} are drawn on average; no lottery guarantees more, to within a part of ${json.merit_gap}: certified`
		);
	return { says, json, exit: 0 };
}

function summary(planned: Plan) {
	const chances = [...chancesOf(planned.lottery)].sort(compareFractions);
	const gap = planned.rules.method === 'uniform' ? ([0, 1] as const) : checkCertificate(planned);
	const worst = worstCase(planned);
	return {
		method: planned.rules.method,
		entrants: planned.roster.length,
		places: planned.rules.places,
		panels: planned.lottery.of,
		min_chance: chances[0]!,
		max_chance: chances.at(-1)!,
		leximin_gap: worst ? null : gap && gap[0] / gap[1],
		merit_gap: worst && gap && gap[0] / gap[1],
		worst_case: worst && worst[0] / worst[1],
		certified: gap !== null && gap[0] / gap[1] < 0.001
	};
}

function readPool(options: Options) {
	const instance = text(options, 'instance');
	if (instance) {
		const { candidates, quotas, places } = poolFromInstance(readJson(instance), instance);
		const method = (text(options, 'method') ?? 'quotas') as Method;
		const rules: Rules = { method, places: whole(options, 'places') ?? places, ...(method === 'quotas' && { quotas }) };
		return { candidates, rules, receipts: [] };
	}
	const quotasFile = text(options, 'quotas');
	const quotas = quotasFile ? quotasFromCsv(readText(quotasFile), quotasFile) : [];
	const method = (text(options, 'method') ?? (quotasFile ? 'quotas' : 'uniform')) as Method;
	const file = need(options, 'pool');
	const group = text(options, 'one-per');
	const pool = poolFromCsv(readText(file), {
		file,
		id: text(options, 'id'),
		group,
		features: [...new Set(quotas.map(({ feature }) => feature.normalize('NFC')))],
		salted: Boolean(text(options, 'receipts'))
	});
	const slope = text(options, 'slope')?.split('/').map(Number);
	const rules: Rules = {
		method,
		places: whole(options, 'places') ?? NaN,
		...(quotas.length > 0 && { quotas }),
		...(group && { onePerGroup: true }),
		...(options.bands && { bands: true }),
		...(options.line && { line: true }),
		...(options.merit && { merit: true }),
		...(slope && { slope: [slope[0]!, slope[1] ?? 1] as const })
	};
	return { ...pool, rules };
}

/** draw seal: a plan, a call, and where the randomness will come from. */
export async function sealCommand(options: Options): Promise<Answer> {
	const planned = readJson(need(options, 'plan')) as Plan;
	const sealedAt = whole(options, 'at') ?? Math.floor(Date.now() / 1000);
	const witnesses = many(options, 'witness')
		.map((one) => pair(one, 'witness'))
		.map(([name, commitment]) => ({ name, commitment }));
	const chain = text(options, 'chain') ? (readJson(text(options, 'chain')!) as Chain) : QUICKNET;
	const later = whole(options, 'round-in');
	const round = whole(options, 'round') ?? (later === undefined ? undefined : roundAt(chain, sealedAt + later));
	const made = seal(planned, {
		call: need(options, 'call'),
		tag: (options.rehearsal ? 'rehearsal' : 'draw') satisfies Tag,
		sealedAt,
		leadSeconds: whole(options, 'lead'),
		randomness: { ...(round !== undefined && { beacon: { chain, round } }), ...(witnesses.length > 0 && { witnesses }) }
	});
	writeWhole(need(options, 'out'), canonical({ digest: made.digest, roster: planned.roster, seal: made.seal }) + '\n');
	const { beacon } = made.seal.randomness;
	const says = [
		`sealed: ${made.digest}`,
		...(beacon ? [`beacon round ${beacon.round}, at ${beacon.time} seconds since 1970`] : [])
	];
	return { says, json: { digest: made.digest, round: beacon?.round ?? null, time: beacon?.time ?? null }, exit: 0 };
}

/** draw conduct: a sealed draw and its randomness become a transcript. */
export async function conductCommand(options: Options): Promise<Answer> {
	const sealed = readJson(need(options, 'seal')) as { seal: Seal; roster: Plan['roster'] };
	const { beacon } = sealed.seal.randomness;
	const reveals = many(options, 'reveal').map((one) => {
		const [name, rest] = pair(one, 'reveal');
		const at = /@(\d+)$/.exec(rest);
		return at ? { name, secret: rest.slice(0, at.index), revealedAt: Number(at[1]) } : { name, secret: rest };
	});
	const signature = beacon && (text(options, 'signature') ?? (await fetchSignature(beacon.chain, beacon.round)));
	const transcript = conduct(sealed.seal, sealed.roster, {
		...(beacon && { beacon: { round: beacon.round, signature: signature! } }),
		...(reveals.length > 0 && { reveals })
	});
	writeWhole(need(options, 'out'), writeTranscript(transcript));
	const { drawn, reserves, number } = transcript.result;
	return {
		says: [`drawn: ${drawn.join(', ')}`, `reserves: ${reserves.length}; the number drawn was ${number}`],
		json: transcript.result,
		exit: 0
	};
}

/** draw verify: exit 0 and one line, or 1 and what differs. */
export async function verifyCommand(options: Options, [file]: readonly string[]): Promise<Answer> {
	if (!file) throw refuse('file.argument', { argument: 'transcript.json' });
	const lang = language(options);
	const verdict = verify(readTranscript(readText(file)), { sealDigest: text(options, 'seal') });
	const failed = verdict.steps.filter((step) => !step.ok).map((step) => `${step.title[lang]}: ${step.says[lang]}`);
	const notes = verdict.notes.map((note) => note[lang]);
	return {
		says: verdict.ok ? [[verdict.says[lang], ...notes].join(' ')] : failed,
		json: verdict,
		exit: verdict.ok ? 0 : 1
	};
}

/** draw explain: one lot's story. */
export async function explainCommand(options: Options, [file]: readonly string[]): Promise<Answer> {
	if (!file) throw refuse('file.argument', { argument: 'transcript.json' });
	const transcript = readTranscript(readText(file));
	const verdict = verify(transcript);
	const lang = language(options);
	if (!verdict.ok) return { says: [verdict.says[lang]], json: verdict, exit: 1 };
	const lot = whole(options, 'lot');
	if (lot === undefined) throw refuse('file.argument', { argument: '--lot' });
	const told = explain(transcript as Transcript, lot);
	return { says: told.says.map((sentence) => sentence[lang]), json: told, exit: 0 };
}

/** draw rehearse: conducts a plan many times under the rehearsal tag and compares how often each type was drawn with its chance. */
export async function rehearseCommand(options: Options): Promise<Answer> {
	const planned = readJson(need(options, 'plan')) as Plan;
	const times = whole(options, 'times') ?? 1000;
	const drawn = planned.roster.map(() => 0);
	for (let i = 0; i < times; i++) {
		const secret = `a rehearsal's secret, number ${i}`;
		const witnesses = [{ name: 'rehearsal', commitment: commitSecret(secret) }];
		const { seal: sealed } = seal(planned, {
			call: 'rehearsal',
			tag: 'rehearsal',
			sealedAt: 1,
			randomness: { witnesses }
		});
		for (const lot of conduct(sealed, planned.roster, { reveals: [{ name: 'rehearsal', secret }] }).result.drawn)
			drawn[lot - 1]!++;
		if (process.stderr.isTTY && i % 20 === 0) process.stderr.write(`\r${i} of ${times} `);
	}
	if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
	const often = { times, least: Math.min(...drawn), most: Math.max(...drawn) };
	const says = [
		`REHEARSAL, ${times} times: the least drawn lot ${often.least} times, the most drawn ${often.most} times`
	];
	return { says, json: { ...summary(planned), ...often }, exit: 0 };
}

function language(options: Options): 'ko' | 'en' {
	const lang = text(options, 'lang') ?? 'en';
	if (lang !== 'ko' && lang !== 'en') throw refuse('file.argument', { argument: '--lang ko|en' });
	return lang;
}

function percent([num, den]: readonly [number, number]): string {
	return ((100 * num) / den).toFixed(2) + ' %';
}

function text(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === 'string' ? value : undefined;
}

function many(options: Options, name: string): readonly string[] {
	const value = options[name];
	return Array.isArray(value) ? (value as readonly string[]) : [];
}

function need(options: Options, name: string): string {
	const value = text(options, name);
	if (!value) throw refuse('file.argument', { argument: `--${name}` });
	return value;
}

function whole(options: Options, name: string): number | undefined {
	const value = text(options, name);
	if (value === undefined) return undefined;
	if (!/^\d{1,15}$/.test(value)) throw refuse('file.argument', { argument: `--${name} ${value}` });
	return Number(value);
}

function pair(given: string, name: string): [string, string] {
	const at = given.indexOf('=');
	if (at < 1) throw refuse('file.argument', { argument: `--${name} NAME=…` });
	return [given.slice(0, at), given.slice(at + 1)];
}
