import { QUICKNET } from './beacon.ts';
import { canonical, digestOf } from './canonical.ts';
import { linesOf } from './cells.ts';
import { checkCertificate, worstCase } from './check-certificate.ts';
import { countedChances } from './check-chances.ts';
import type { Transcript } from './conduct.ts';
import type { Fraction } from './fraction.ts';
import { followedLottery } from './followed.ts';
import { checkEveryPanel } from './halving.ts';
import { lookAt, type Known, type Look } from './look.ts';
import { chancesOf, checkLottery } from './lottery.ts';
import { DrawRefusal, refuse, saying, type Facts } from './refusal.ts';
import { rosterRoot } from './inclusion.ts';
import { rowsOf } from './rows.ts';
import { canonicalRules } from './rules.ts';
import { same } from './same.ts';
import { misshapen } from './shape.ts';
import { checkSource, RESERVE_RULE } from './seal.ts';
import { checkBeacon, checkReveals, plainRandomness, seedOf } from './seed.ts';
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

type Found = readonly [code: string, facts: Facts];
type Check = (look: Look) => Found;

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
	return verdictOf(transcript, [...verifySteps(transcript, known)], known);
}

/** What the steps of `verifySteps` come to, so that whoever showed them one by one needn't check everything again. */
export function verdictOf(transcript: unknown, steps: readonly Step[], known: Known = {}): Verdict {
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
	const look = lookAt(transcript as Transcript, known);
	for (const [name, check] of CHECKS) yield checked(name, transcript, () => check(look));
}

/** How many steps there will be. */
export const STEP_COUNT = CHECKS.length;

function checked(name: string, transcript: unknown, check: () => Found): Step {
	const title = say(`name.${name}`, {});
	try {
		const [code, facts] = check();
		return { name, title, ok: true, says: say(code, facts) };
	} catch (problem) {
		// Anything but a refusal means that the transcript's shape is broken: JSON from a stranger can hold anything.
		const refusal =
			problem instanceof DrawRefusal
				? problem
				: (misshapen(transcript) ?? refuse('draw.malformed', { problem: String(problem) }));
		return { name, title, ok: false, says: saying(refusal), code: refusal.code, facts: refusal.facts };
	}
}

function checkVersion({ transcript }: Look): Found {
	const wrong = misshapen(transcript);
	if (wrong) throw wrong;
	const { seal } = transcript;
	if (seal.version !== PROTOCOL) throw refuse('draw.wrong-version', { known: PROTOCOL, version: String(seal.version) });
	same('/seal/reserves', seal.reserves, RESERVE_RULE);
	if (seal.tag !== 'draw' && seal.tag !== 'rehearsal') throw refuse('draw.bad-tag', { tag: String(seal.tag) });
	return ['step.version', { version: seal.version, code: seal.code.version }];
}

function checkRoster({ transcript: { roster, seal }, rebuilt, firstStrange }: Look): Found {
	const [again, at] = [rebuilt(), firstStrange()];
	if (at >= 0) again.slice(at).forEach((entrant, i) => same(`/roster/${at + i}`, roster[at + i], entrant));
	same('/seal/roster/size', seal.roster.size, roster.length);
	return ['step.roster', { size: roster.length }];
}

function checkRoot({ transcript: { seal }, roster }: Look): Found {
	same('/seal/roster/root', seal.roster.root, rosterRoot(roster()));
	return ['step.root', {}];
}

function checkTypes({ transcript: { seal }, types }: Look): Found {
	same('/seal/rules', seal.rules, canonicalRules(seal.rules));
	const lines = linesOf(types());
	lines.forEach((line, t) => same(`/seal/lottery/types/${t}`, seal.lottery.types[t], line));
	same('/seal/lottery/types', seal.lottery.types.length, lines.length);
	return ['step.types', { types: types().length }];
}

function checkQuotas({ transcript: { seal }, known, types }: Look): Found {
	const { rules, lottery } = seal;
	const rows = rowsOf(rules, lottery.types);
	checkLottery(lottery, rows);
	const followed = followedLottery(rules, types());
	if (followed) same('/seal/lottery', lottery, followed);
	if (lottery.form !== 'halving')
		return ['step.quotas', { lines: lottery.form === 'panels' ? lottery.panels.length : 1 }];
	if (known.all) checkEveryPanel(lottery, rows);
	return [known.all ? 'step.quotas-unfolded' : 'step.quotas-halving', { lines: lottery.of }];
}

function checkChances({ transcript: { seal, chances } }: Look): Found {
	const again = chancesOf(seal.lottery);
	again.forEach((chance, t) => same(`/chances/${t}`, chances[t], chance));
	same('/chances', chances.length, again.length);
	same('/seal/chances', seal.chances, digestOf(again));
	return countedChances(seal, again);
}

function checkProof({ transcript: { seal } }: Look): Found {
	const gap = checkCertificate(seal);
	const worst = worstCase(seal);
	if (gap && worst)
		return ['step.certificate-merit', { gap: asPower(gap), value: floored(worst), places: seal.rules.places }];
	const { method } = seal.rules;
	const kind = method === 'stops' ? '-stops' : seal.rules.objective === 'maximin' ? '-least' : '';
	if (gap) return [`step.certificate${kind}`, { gap: asPower(gap) }];
	return [method === 'quotas' || method === 'stops' ? 'step.certificate-absent' : 'step.certificate-none', {}];
}

function asPower([num, den]: Fraction): string {
	return (num / den).toExponential(1);
}

/** With two decimals, never too much. */
function floored([num, den]: Fraction): string {
	return (Math.floor((100 * num) / den) / 100).toFixed(2);
}

function checkSeal({ transcript: { seal, sealDigest: digest }, known, digest: again }: Look): Found {
	checkSource(seal);
	same('/sealDigest', digest, again());
	if (known.sealDigest && known.sealDigest !== digest)
		throw refuse('draw.other-seal', { found: digest, expected: known.sealDigest });
	return ['step.seal', { digest }];
}

function checkBeaconStep({ transcript: { seal, randomness } }: Look): Found {
	checkBeacon(seal, randomness);
	return randomness.beacon ? ['step.beacon', { round: randomness.beacon.round }] : ['step.beacon-none', {}];
}

function checkWitnesses({ transcript: { seal, randomness } }: Look): Found {
	same('/randomness', randomness, plainRandomness(seal, randomness));
	checkReveals(seal, randomness);
	return [
		'step.witnesses',
		{ count: seal.randomness.witnesses?.length ?? 0, revealed: randomness.reveals?.length ?? 0 }
	];
}

function checkSeed({ transcript: { seal, randomness, result }, digest }: Look): Found {
	same('/result/seed', result.seed, seedOf(seal, digest(), randomness));
	return ['step.seed', { seed: result.seed }];
}

function checkNumber({ transcript: { seal, result }, result: made }: Look): Found {
	const again = made();
	same('/result/number', result.number, again.number);
	same('/result/panel', result.panel ?? null, again.panel ?? null);
	return ['step.panel', { number: result.number, last: seal.lottery.of - 1 }];
}

function checkDrawn({ transcript: { result }, result: again }: Look): Found {
	same('/result/drawn', result.drawn, again().drawn);
	same('/result/stops', result.stops ?? null, again().stops ?? null);
	return ['step.drawn', { count: result.drawn.length }];
}

function checkReserves({ transcript: { result }, result: again }: Look): Found {
	same('/result/reserves', result.reserves, again().reserves);
	return ['step.reserves', { count: result.reserves.length }];
}

/** Rebuilds the transcript around what was checked: a field too many, or one missing, shows here. */
function checkWhole({ transcript, digest, result }: Look): Found {
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
		sealDigest: digest(),
		randomness: plainRandomness(seal, randomness),
		chances: chancesOf(seal.lottery),
		result: result()
	};
	same('/', { ...transcript, roster: roster.length }, { ...again, roster: roster.length });
	return ['step.whole', {}];
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
