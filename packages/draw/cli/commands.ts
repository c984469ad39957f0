import { canonical } from '../src/canonical.ts';
import {
	commitSecret,
	conduct,
	explain,
	QUICKNET,
	readTranscript,
	roundAt,
	seal,
	verify,
	writeTranscript,
	type Chain,
	type Plan,
	type Seal,
	type Transcript
} from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import { fetchSignature } from './drand.ts';
import { readJson, readText, writeWhole } from './files.ts';
import { checkAlone, languageIn, many, need, pair, text, whole, type Options } from './options.ts';
import { working } from './progress.ts';
import { summary, type Answer } from './summary.ts';
import { told } from './words.ts';

/** draw seal: a plan, a call, and where the randomness will come from. */
export async function sealCommand(options: Options): Promise<Answer> {
	checkAlone(options, 'round', ['round-in']);
	const planned = readPlan(need(options, 'plan'));
	const sealedAt = whole(options, 'at') ?? Math.floor(Date.now() / 1000);
	const witnesses = many(options, 'witness')
		.map((one) => pair(one, 'witness'))
		.map(([name, commitment]) => ({ name, commitment }));
	const chain = text(options, 'chain') ? readChain(text(options, 'chain')!) : QUICKNET;
	const later = whole(options, 'round-in');
	const round = whole(options, 'round') ?? (later === undefined ? undefined : roundAt(chain, sealedAt + later));
	const made = seal(planned, {
		call: need(options, 'call'),
		tag: options.rehearsal ? 'rehearsal' : 'draw',
		sealedAt,
		leadSeconds: whole(options, 'lead'),
		randomness: { ...(round !== undefined && { beacon: { chain, round } }), ...(witnesses.length > 0 && { witnesses }) }
	});
	writeWhole(need(options, 'out'), canonical({ digest: made.digest, roster: planned.roster, seal: made.seal }) + '\n');
	return tellSeal(made.seal, made.digest, options);
}

function tellSeal({ randomness: { beacon } }: Seal, digest: string, options: Options): Answer {
	const lang = languageIn(options);
	const says = [told(lang, 'sealed', { digest })];
	if (beacon) says.push(told(lang, 'round', { round: beacon.round, time: new Date(beacon.time * 1000).toISOString() }));
	return { says, json: { digest, round: beacon?.round ?? null, time: beacon?.time ?? null }, exit: 0 };
}

/** draw conduct: a sealed draw and its randomness become a transcript. */
export async function conductCommand(options: Options): Promise<Answer> {
	const lang = languageIn(options);
	const out = need(options, 'out');
	const sealed = readSealed(need(options, 'seal'));
	const { beacon } = sealed.seal.randomness;
	const reveals = many(options, 'reveal').map(readReveal);
	const signature = beacon && (text(options, 'signature') ?? (await fetchSignature(beacon.chain, beacon.round)));
	const transcript = await working(told(lang, 'conducting'), () =>
		conduct(sealed.seal, sealed.roster, {
			...(beacon && { beacon: { round: beacon.round, signature: signature! } }),
			...(reveals.length > 0 && { reveals })
		})
	);
	writeWhole(out, writeTranscript(transcript));
	const { drawn, reserves, number } = transcript.result;
	const stops = Object.entries(transcript.result.stops ?? {});
	return {
		says: [
			told(lang, 'drawn', { lots: drawn.join(', ') }),
			...stops.map(([stop, lots]) => told(lang, 'atStop', { stop, lots: lots.join(', ') })),
			told(lang, 'reserves', { count: reserves.length, number })
		],
		json: transcript.result,
		exit: 0
	};
}

function readReveal(given: string): { name: string; secret: string; revealedAt?: number } {
	const [name, rest] = pair(given, 'reveal');
	const at = /@(\d{1,15})$/.exec(rest);
	return at ? { name, secret: rest.slice(0, at.index), revealedAt: Number(at[1]) } : { name, secret: rest };
}

/** draw verify: exit 0 and one line, or 1 and what differs. */
export async function verifyCommand(options: Options, [file]: readonly string[]): Promise<Answer> {
	const lang = languageIn(options);
	const transcript = transcriptIn(file);
	const known = { sealDigest: text(options, 'seal'), all: Boolean(options.all) };
	const verdict = await working(told(lang, 'checking'), () => verify(transcript, known));
	const failed = verdict.steps.filter((step) => !step.ok);
	// What is missing fails many steps alike; it is told once, at the first.
	const news = failed.filter((step, i) => failed.findIndex(({ says }) => says.en === step.says.en) === i);
	const notes = verdict.notes.map((note) => note[lang]);
	return {
		says: verdict.ok
			? [[verdict.says[lang], ...notes].join(' ')]
			: news.map((step) => `${step.title[lang]}: ${step.says[lang]}`),
		json: verdict,
		exit: verdict.ok ? 0 : 1
	};
}

/** draw explain: one lot's story. */
export async function explainCommand(options: Options, [file]: readonly string[]): Promise<Answer> {
	const lang = languageIn(options);
	const transcript = transcriptIn(file);
	need(options, 'lot');
	const verdict = await working(told(lang, 'checking'), () => verify(transcript));
	if (!verdict.ok) return { says: [verdict.says[lang]], json: verdict, exit: 1 };
	const story = explain(transcript as Transcript, whole(options, 'lot')!);
	return { says: story.says.map((sentence) => sentence[lang]), json: story, exit: 0 };
}

/** draw rehearse: conducts a plan many times under the rehearsal tag and counts how often each lot was drawn. */
export async function rehearseCommand(options: Options): Promise<Answer> {
	const lang = languageIn(options);
	const planned = readPlan(need(options, 'plan'));
	const times = whole(options, 'times') ?? 1000;
	if (times < 1) throw refuse('file.option-number', { option: '--times', value: String(times) });
	const drawn = planned.roster.map(() => 0);
	await working(told(lang, 'rehearsing'), () => {
		for (let i = 0; i < times; i++) for (const lot of rehearsal(planned, i)) drawn[lot - 1]!++;
	});
	const often = drawn.reduce(
		(found, n) => ({ times, least: Math.min(found.least, n), most: Math.max(found.most, n) }),
		{
			...{ times, least: times, most: 0 }
		}
	);
	return { says: [told(lang, 'rehearsed', often)], json: { ...summary(planned), ...often }, exit: 0 };
}

function rehearsal(planned: Plan, i: number): readonly number[] {
	const secret = `a rehearsal's secret, number ${i}`;
	const witnesses = [{ name: 'rehearsal', commitment: commitSecret(secret) }];
	const { seal: sealed } = seal(planned, {
		...{ call: 'rehearsal', tag: 'rehearsal', sealedAt: 1 },
		randomness: { witnesses }
	});
	return conduct(sealed, planned.roster, { reveals: [{ name: 'rehearsal', secret }] }).result.drawn;
}

function transcriptIn(file: string | undefined): unknown {
	if (!file) throw refuse('file.argument', { argument: 'transcript.json' });
	return readTranscript(readText(file));
}

function readChain(file: string): Chain {
	const chain = readJson(file) as Partial<Chain> | null;
	if (typeof chain?.hash !== 'string') throw refuse('file.not-a-chain', { file });
	return chain as Chain;
}

function readPlan(file: string): Plan {
	return readParts<Plan>(file, { roster: Array.isArray, rules: isObject, lottery: isObject }, 'file.not-a-plan');
}

function readSealed(file: string): { seal: Seal; roster: Plan['roster'] } {
	return readParts(file, { roster: Array.isArray, seal: isObject }, 'file.not-a-seal');
}

/** A file this program wrote before; another is refused by the first part that it hasn't. */
function readParts<T>(file: string, parts: Record<string, (part: unknown) => boolean>, code: string): T {
	const found = readJson(file) as Record<string, unknown>;
	const missing = Object.entries(parts).find(([name, isSound]) => !isObject(found) || !isSound(found[name]));
	if (missing) throw refuse(code, { file, part: missing[0] });
	return found as T;
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
