import { isKnownChain } from './beacon.ts';
import {
	checkProof,
	checkQuotas,
	checkRoot,
	checkRoster,
	checkSealedChances,
	checkTypes,
	checkVersion,
	type Found
} from './checks.ts';
import { checkValues } from './fields.ts';
import { lookAt, type Known, type Look } from './look.ts';
import { chancesOf } from './lottery.ts';
import { DrawRefusal, refuse, saying, type Facts } from './refusal.ts';
import { same } from './same.ts';
import { misshapen } from './shape.ts';
import { checkSealForm } from './seal-form.ts';
import { checkBeacon, checkReveals, plainRandomness, seedOf } from './seed.ts';
import type { Transcript } from './transcript.ts';
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

type Check = (look: Look) => Found;

/** The checks of SPEC §10, in order. Each stands alone: one that fails doesn't hide the next. */
const CHECKS: readonly (readonly [string, Check])[] = [
	['version', checkWhatItIs],
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
		// JSON from a stranger can hold anything: a transcript of another shape is refused as that, whatever a step stumbled on.
		const refusal =
			misshapen(transcript) ??
			(problem instanceof DrawRefusal ? problem : refuse('draw.malformed', { problem: String(problem) }));
		return { name, title, ok: false, says: saying(refusal), code: refusal.code, facts: refusal.facts };
	}
}

function checkWhatItIs(look: Look): Found {
	const wrong = misshapen(look.of);
	if (wrong) throw wrong;
	for (const part of ['randomness', 'chances', 'result'] as const) checkValues(look.of[part], `/${part}`);
	return checkVersion(look);
}

function checkChances(look: Look): Found {
	const { seal, chances } = look.of;
	const again = chancesOf(seal.lottery);
	again.forEach((chance, t) => same(`/chances/${t}`, chances[t], chance));
	same('/chances', chances.length, again.length);
	return checkSealedChances(look);
}

function checkSeal({ of, known, digest: again }: Look): Found {
	const { seal, sealDigest: digest } = of;
	checkSealForm(seal);
	same('/sealDigest', digest, again());
	if (known.sealDigest && known.sealDigest !== digest)
		throw refuse('draw.other-seal', { found: digest, expected: known.sealDigest });
	return ['step.seal', { digest }];
}

function checkBeaconStep({ of: { seal, randomness } }: Look): Found {
	checkBeacon(seal, randomness);
	return randomness.beacon ? ['step.beacon', { round: randomness.beacon.round }] : ['step.beacon-none', {}];
}

function checkWitnesses({ of: { seal, randomness } }: Look): Found {
	same('/randomness', randomness, plainRandomness(seal, randomness));
	checkReveals(seal, randomness);
	return [
		'step.witnesses',
		{ count: seal.randomness.witnesses?.length ?? 0, revealed: randomness.reveals?.length ?? 0 }
	];
}

function checkSeed({ of: { seal, randomness, result }, digest }: Look): Found {
	same('/result/seed', result.seed, seedOf(seal, digest(), randomness));
	return ['step.seed', { seed: result.seed }];
}

function checkNumber({ of: { seal, result }, result: made }: Look): Found {
	const again = made();
	same('/result/number', result.number, again.number);
	same('/result/panel', result.panel ?? null, again.panel ?? null);
	return ['step.panel', { number: result.number, last: seal.lottery.of - 1 }];
}

function checkDrawn({ of: { result }, result: again }: Look): Found {
	same('/result/drawn', result.drawn, again().drawn);
	same('/result/stops', result.stops ?? null, again().stops ?? null);
	return ['step.drawn', { count: result.drawn.length }];
}

function checkReserves({ of: { result }, result: again }: Look): Found {
	same('/result/reserves', result.reserves, again().reserves);
	return ['step.reserves', { count: result.reserves.length }];
}

/** Rebuilds the transcript around what was checked: a field too many, or one missing, shows here. */
function checkWhole({ of: transcript, digest, result }: Look): Found {
	const { seal, roster, randomness } = transcript;
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
	if (beacon && !isKnownChain(beacon.chain)) notes.push(say('note.unknown-chain', { chain: beacon.chain.hash }));
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
