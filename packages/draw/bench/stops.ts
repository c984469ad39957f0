import { performance } from 'node:perf_hooks';
import { toHex, utf8 } from '../src/bytes.ts';
import { checkCertificate, commitSecret, conduct, seal, verify, type Candidate, type Rules } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { quickSha256 } from '../src/sha256.ts';

const STOPS = 17;
const FEATURES = [3, 4, 3];
const SECRET = 'a secret for the bench';

/** One tour of 17 stops: what planning, conducting and verifying costs, and how large what is published is. */
export async function stopsBench(entrants = 334): Promise<readonly (readonly (string | number)[])[]> {
	const { candidates, rules } = tour(entrants);
	const [planned, planMs] = await timed(() => plan(candidates, rules));
	const witnesses = [{ name: 'w', commitment: commitSecret(SECRET) }];
	const sealed = seal(planned, { call: 'bench', tag: 'draw', sealedAt: 1, randomness: { witnesses } }).seal;
	const [transcript, conductMs] = await timed(() =>
		conduct(sealed, planned.roster, { reveals: [{ name: 'w', secret: SECRET }] })
	);
	const [verdict, verifyMs] = await timed(() => verify(transcript));
	if (!verdict.ok) throw new Error(verdict.says.en);
	const { lottery } = planned;
	const gap = checkCertificate(planned)!;
	return [
		['entrants', 'places', 'cells', 'closings', 'panels', 'plan ms', 'conduct ms', 'verify ms', 'drawn', 'gap'],
		[
			entrants,
			rules.places,
			lottery.types.length,
			'proofs' in planned.certificate! ? planned.certificate.proofs.length : 0,
			lottery.form === 'panels' ? lottery.panels.length : 0,
			...[planMs, conductMs, verifyMs].map((ms) => ms.toFixed(0)),
			transcript.result.drawn.length,
			(gap[0] / gap[1]).toExponential(1)
		]
	];
}

/** Entrants who rank up to 5 of the stops, some stops being dearer to many, with quotas on three features at each. */
export function tour(entrants: number): { candidates: Candidate[]; rules: Rules } {
	const candidates = Array.from({ length: entrants }, (_, i): Candidate => {
		const hash = quickSha256(utf8(`tour ${i}`));
		const features = FEATURES.map(
			(values, f) => [`f${f}`, `v${Math.floor((hash[f]! / 256) ** 1.4 * values)}`] as const
		);
		const stops = Array.from({ length: 1 + (hash[4]! % 5) }, (_, k) => Math.floor((hash[5 + k]! / 256) ** 1.5 * STOPS));
		const ranking = [...new Set(stops)].map((stop) => `stop ${stop}`);
		return { commitment: toHex(hash), features: Object.fromEntries(features), ranking };
	});
	const places = Math.max(1, Math.round((0.6 * entrants) / STOPS));
	const stops = Array.from({ length: STOPS }, (_, s) => ({ stop: `stop ${s}`, places, quotas: quotasAt(places) }));
	return { candidates, rules: { method: 'stops', places: places * STOPS, stops } };
}

function quotasAt(places: number) {
	return FEATURES.flatMap((values, f) =>
		Array.from({ length: values }, (_, v) => ({
			feature: `f${f}`,
			value: `v${v}`,
			min: v === 0 ? Math.floor(places / 6) : 0,
			max: Math.ceil((v === 0 ? 0.6 : 0.5) * places)
		}))
	);
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
	const before = performance.now();
	const made = await work();
	return [made, performance.now() - before];
}
