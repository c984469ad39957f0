import { QUICKNET } from './beacon.ts';
import { canonical, digestOf } from './canonical.ts';
import { checkCertificate } from './check-certificate.ts';
import { drawResult, type Result, type Transcript } from './conduct.ts';
import { compareFractions, type Fraction } from './fraction.ts';
import { chancesOf, checkLottery } from './lottery.ts';
import { DrawRefusal, refuse, saying, type Facts } from './refusal.ts';
import { buildRoster, rosterRoot } from './roster.ts';
import { rowsOf } from './rows.ts';
import { canonicalRules } from './rules.ts';
import { checkSource, RESERVE_RULE, sealDigest } from './seal.ts';
import { checkBeacon, checkReveals, plainRandomness, seedOf, withheldNames } from './seed.ts';
import { typesOf } from './types.ts';
import { PROTOCOL } from './version.ts';
import { say, type Words } from './words.ts';

/** One check: what it is called, whether it held, and what it found (or what differs, and where). */
export type Step = {
	readonly name: string;
	readonly title: Words;
	readonly ok: boolean;
	readonly says: Words;
	/** the refusal's permanent code and facts, when the step failed */
	readonly code?: string;
	readonly facts?: Facts;
};

/** What verifying came to. `notes` don't fail a transcript, but whoever reads it should know them. */
export type Verdict = {
	readonly ok: boolean;
	readonly steps: readonly Step[];
	readonly notes: readonly Words[];
	readonly says: Words;
};

/** What the reader knows from elsewhere: the seal's digest from a receipt, a page or a printed QR. */
export type Known = { readonly sealDigest?: string };

type Found = readonly [code: string, facts: Facts];
type Check = (transcript: Transcript, known: Known) => Found;

/** The checks of SPEC §10, in order. Each stands alone: one that fails doesn't hide the next. */
const CHECKS: readonly (readonly [string, Check])[] = [
	['version', checkVersion],
	['roster', checkRoster],
	['root', checkRoot],
	['types', checkTypes],
	['quotas', checkQuotas],
	['chances', checkChances],
	['certificate', checkProof],
	['seal', checkSeal],
	['beacon', checkBeaconStep],
	['witnesses', checkWitnesses],
	['seed', checkSeed],
	['panel', checkNumber],
	['drawn', checkDrawn],
	['reserves', checkReserves],
	['whole', checkWhole]
];

/** Verifies a transcript (SPEC §10), offline and without a solver; never throws on what is in it. */
export function verify(transcript: unknown, known: Known = {}): Verdict {
	const steps = [...verifySteps(transcript, known)];
	const bad = steps.find((step) => !step.ok);
	if (bad) return { ok: false, steps, notes: [], says: sayBad(bad) };
	const { result, sealDigest: digest } = transcript as Transcript;
	return {
		ok: true,
		steps,
		notes: notesOn(transcript as Transcript, known),
		says: say('verdict.ok', { drawn: result.drawn.length, digest })
	};
}

/** The same, one step at a time, so that a page can show each as it is checked. */
export function* verifySteps(transcript: unknown, known: Known = {}): Generator<Step> {
	for (const [name, check] of CHECKS) yield checked(name, () => check(transcript as Transcript, known));
}

/** How many steps there will be. */
export const STEP_COUNT = CHECKS.length;

function checked(name: string, check: () => Found): Step {
	const title = say(`name.${name}`, {});
	try {
		const [code, facts] = check();
		return { name, title, ok: true, says: say(code, facts) };
	} catch (problem) {
		// Anything but a refusal means that the transcript's shape is broken: JSON from a stranger can hold anything.
		const refusal = problem instanceof DrawRefusal ? problem : refuse('draw.malformed', { problem: String(problem) });
		return { name, title, ok: false, says: saying(refusal), code: refusal.code, facts: refusal.facts };
	}
}

function checkVersion({ seal }: Transcript): Found {
	if (seal.version !== PROTOCOL) throw refuse('draw.wrong-version', { known: PROTOCOL, version: String(seal.version) });
	same('/seal/reserves', seal.reserves, RESERVE_RULE);
	if (seal.tag !== 'draw' && seal.tag !== 'rehearsal') throw refuse('draw.bad-tag', { tag: String(seal.tag) });
	return ['step.version', { version: seal.version, code: seal.code.version }];
}

function checkRoster({ roster, seal }: Transcript): Found {
	const again = buildRoster(roster);
	again.forEach((entrant, i) => same(`/roster/${i}`, roster[i], entrant));
	same('/seal/roster/size', seal.roster.size, roster.length);
	return ['step.roster', { size: roster.length }];
}

function checkRoot({ roster, seal }: Transcript): Found {
	same('/seal/roster/root', seal.roster.root, rosterRoot(roster));
	return ['step.root', {}];
}

function checkTypes({ roster, seal }: Transcript): Found {
	same('/seal/rules', seal.rules, canonicalRules(seal.rules));
	const lines = typesOf(roster, seal.rules).map(({ line }) => line);
	lines.forEach((line, t) => same(`/seal/lottery/types/${t}`, seal.lottery.types[t], line));
	same('/seal/lottery/types', seal.lottery.types.length, lines.length);
	return ['step.types', { types: lines.length }];
}

function checkQuotas({ seal: { rules, lottery } }: Transcript): Found {
	checkLottery(lottery, rowsOf(rules, lottery.types));
	return ['step.quotas', { lines: lottery.form === 'panels' ? lottery.panels.length : 1 }];
}

function checkChances({ seal, chances }: Transcript): Found {
	const again = chancesOf(seal.lottery);
	again.forEach((chance, t) => same(`/chances/${t}`, chances[t], chance));
	same('/chances', chances.length, again.length);
	same('/seal/chances', seal.chances, digestOf(again));
	const { types } = seal.lottery;
	const sorted = [...again].sort(compareFractions);
	if (
		!sumsTo(
			again,
			types.map(({ size }) => size),
			seal.rules.places
		)
	)
		throw refuse('draw.sum', { places: seal.rules.places });
	return ['step.chances', { least: inWords(sorted[0]!), most: inWords(sorted.at(-1)!), places: seal.rules.places }];
}

/** "29/97 (29.90 %)" */
function inWords([num, den]: Fraction): string {
	return num === 0 || num === den ? `${num / den}` : `${num}/${den} (${((100 * num) / den).toFixed(2)} %)`;
}

/** Whether Σ size × chance is `places`, exactly. */
function sumsTo(chances: readonly Fraction[], sizes: readonly number[], places: number): boolean {
	let [num, den] = [0n, 1n];
	chances.forEach(([a, b], t) => {
		// One denominator for all; it stays small, since every chance is count / (of × size).
		if (den % BigInt(b) !== 0n) [num, den] = [num * BigInt(b), den * BigInt(b)];
		num += BigInt(a) * (den / BigInt(b)) * BigInt(sizes[t]!);
	});
	return num === BigInt(places) * den;
}

function checkProof({ seal }: Transcript): Found {
	const gap = checkCertificate(seal);
	const step = seal.rules.objective === 'maximin' ? 'step.certificate-least' : 'step.certificate';
	if (gap !== null) return [step, { gap: (gap[0] / gap[1]).toExponential(1) }];
	return [seal.rules.method === 'quotas' ? 'step.certificate-absent' : 'step.certificate-none', {}];
}

function checkSeal({ seal, sealDigest: digest }: Transcript, known: Known): Found {
	checkSource(seal);
	same('/sealDigest', digest, sealDigest(seal));
	if (known.sealDigest && known.sealDigest !== digest)
		throw refuse('draw.other-seal', { found: digest, expected: known.sealDigest });
	return ['step.seal', { digest }];
}

function checkBeaconStep({ seal, randomness }: Transcript): Found {
	checkBeacon(seal, randomness);
	return randomness.beacon ? ['step.beacon', { round: randomness.beacon.round }] : ['step.beacon-none', {}];
}

function checkWitnesses({ seal, randomness }: Transcript): Found {
	same('/randomness', randomness, plainRandomness(seal, randomness));
	checkReveals(seal, randomness);
	return [
		'step.witnesses',
		{ count: seal.randomness.witnesses?.length ?? 0, revealed: randomness.reveals?.length ?? 0 }
	];
}

function checkSeed({ seal, randomness, result }: Transcript): Found {
	same('/result/seed', result.seed, seedOf(seal, sealDigest(seal), randomness));
	return ['step.seed', { seed: result.seed }];
}

function checkNumber(transcript: Transcript): Found {
	const { result, seal } = transcript;
	const again = resultAgain(transcript);
	same('/result/number', result.number, again.number);
	same('/result/panel', result.panel ?? null, again.panel ?? null);
	return ['step.panel', { number: result.number, last: seal.lottery.of - 1 }];
}

function checkDrawn(transcript: Transcript): Found {
	const { result } = transcript;
	same('/result/drawn', result.drawn, resultAgain(transcript).drawn);
	return ['step.drawn', { count: result.drawn.length }];
}

function checkReserves(transcript: Transcript): Found {
	const { result } = transcript;
	same('/result/reserves', result.reserves, resultAgain(transcript).reserves);
	return ['step.reserves', { count: result.reserves.length }];
}

/** Rebuilds the transcript around what was checked: a field too many, or one missing, shows here. */
function checkWhole(transcript: Transcript): Found {
	const { seal, roster, randomness } = transcript;
	const known = [
		'version',
		'tag',
		'call',
		'sealedAt',
		'code',
		'rules',
		'roster',
		'lottery',
		'certificate',
		'chances',
		'reserves',
		'randomness'
	];
	const strange = Object.keys(seal).find((name) => !known.includes(name));
	if (strange) throw refuse('draw.unknown-field', { where: `/seal/${strange}` });
	const again: Omit<Transcript, 'roster'> = {
		seal,
		sealDigest: sealDigest(seal),
		randomness: plainRandomness(seal, randomness),
		chances: chancesOf(seal.lottery),
		result: resultAgain(transcript)
	};
	same('/', { ...transcript, roster: roster.length }, { ...again, roster: roster.length });
	return ['step.whole', {}];
}

const results = new WeakMap<object, Result>();

/** The result drawn again from roster, lottery and randomness; never from what the transcript claims. Made once for all steps. */
function resultAgain(transcript: Transcript): Result {
	const made = results.get(transcript);
	if (made) return made;
	const { seal, roster, randomness } = transcript;
	const from = { seed: seedOf(seal, sealDigest(seal), randomness), withheld: withheldNames(seal, randomness) };
	const result = drawResult(seal, typesOf(roster, seal.rules), from);
	results.set(transcript, result);
	return result;
}

function same(where: string, found: unknown, expected: unknown): void {
	const [a, b] = [canonical(found ?? null), canonical(expected)];
	if (a !== b) throw refuse('draw.differs', { where, found: short(a, b), expected: short(b, a) });
}

/** The part of a long text around the first place where it differs from the other. */
function short(text: string, other: string): string {
	if (text.length <= 80) return text;
	let at = 0;
	while (at < text.length && text[at] === other[at]) at++;
	const from = Math.max(0, at - 30);
	return (from ? '…' : '') + text.slice(from, at + 50) + (at + 50 < text.length ? '…' : '');
}

function notesOn({ seal, result, sealDigest: digest }: Transcript, known: Known): Words[] {
	const notes: Words[] = [];
	const { beacon } = seal.randomness;
	if (seal.tag === 'rehearsal') notes.push(say('note.rehearsal', {}));
	if (!beacon) notes.push(say('note.witnesses-only', {}));
	if (beacon && canonical(beacon.chain) !== canonical(QUICKNET))
		notes.push(say('note.unknown-chain', { chain: beacon.chain.hash }));
	if (result.withheld.length) notes.push(say('note.withheld', { names: result.withheld.join(', ') }));
	if (!known.sealDigest) notes.push(say('note.no-seal-given', { digest }));
	return notes;
}

function sayBad({ title, says }: Step): Words {
	return {
		ko: say('verdict.bad', { name: title.ko, says: says.ko }).ko,
		en: say('verdict.bad', { name: title.en, says: says.en }).en
	};
}
