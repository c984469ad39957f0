import { writeFileSync } from 'node:fs';
import { commitSecret, conduct, QUICKNET, roundAt, seal, writeTranscript, type Candidate, type Plan, type Rules, type Tag } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { signRound, TEST_CHAIN } from '../test/chain.ts';
import { halvedPlan, many, manyQuotas } from '../test/halved.ts';
import { tinyCall } from '../test/tiny.ts';
import { pool } from '../test/world.ts';

const AT = 1790000000;
const WITNESSES = ['김하나', 'Ada', '박두리'].map((name) => ({ name, secret: `the secret of ${name}, sixteen or more` }));

type Way = { readonly beacon: boolean; readonly witnesses: number; readonly withheld?: number; readonly tag?: Tag };

function make(name: string, planned: Plan, way: Way): void {
	const promised = WITNESSES.slice(0, way.witnesses).map(({ name: who, secret }) => ({ name: who, commitment: commitSecret(secret) }));
	const round = roundAt(TEST_CHAIN, AT + 600);
	const { seal: sealed } = seal(planned, {
		call: `vector ${name} · 시험`,
		tag: way.tag ?? 'draw',
		sealedAt: AT,
		randomness: { ...(way.beacon && { beacon: { chain: TEST_CHAIN, round } }), ...(promised.length > 0 && { witnesses: promised }) }
	});
	const reveals = WITNESSES.slice(0, way.witnesses - (way.withheld ?? 0)).map((witness) => ({ ...witness, ...(way.beacon && { revealedAt: AT + 60 }) }));
	const transcript = conduct(sealed, planned.roster, { ...(way.beacon && { beacon: { round, signature: signRound(round) } }), reveals });
	writeFileSync(new URL(`${name}.json`, import.meta.url), writeTranscript(transcript));
}

const both: Way = { beacon: true, witnesses: 2 };
const beaconOnly: Way = { beacon: true, witnesses: 0 };
const witnessesOnly: Way = { beacon: false, witnesses: 3 };
const tracks = (i: number): Partial<Candidate> => ({ features: { track: i % 3 ? 'api' : '협업', __proto__x: 'é', '': 'empty name' } });
const strata = { feature: 'track', places: { api: 5, 협업: 3 } };
const banded = (i: number): Partial<Candidate> => ({ ...tracks(i), band: (['accept', 'draw', 'draw', 'decline'] as const)[i % 4]! });
const call = (candidates: readonly Candidate[], rules: Rules) => plan(candidates, rules);
const tiny = (seed: number) => call(tinyCall(seed).candidates, tinyCall(seed).rules);

make('uniform', await call(pool(20), { method: 'uniform', places: 5 }), beaconOnly);
make('uniform-one', await call(pool(1), { method: 'uniform', places: 1 }), both);
make('uniform-all', await call(pool(6), { method: 'uniform', places: 6 }), witnessesOnly);
make('uniform-strata', await call(pool(24, tracks), { method: 'uniform', places: 8, strata }), both);
make('uniform-rehearsal', await call(pool(20), { method: 'uniform', places: 5 }), { ...beaconOnly, tag: 'rehearsal' });
make('uniform-withheld', await call(pool(20), { method: 'uniform', places: 5 }), { beacon: true, witnesses: 3, withheld: 1 });
make('banded', await call(pool(24, banded), { method: 'banded', places: 12 }), both);
make('banded-strata', await call(pool(30, banded), { method: 'banded', places: 16, strata: { feature: 'track', places: { api: 10, 협업: 6 } } }), beaconOnly);
make('weighted', await call(pool(15, (i) => ({ weight: 1 + (i % 4) })), { method: 'weighted', places: 4 }), both);
make('weighted-certain', await call(pool(9, (i) => ({ weight: i < 2 ? 50 : 1 })), { method: 'weighted', places: 4 }), witnessesOnly);
make('weighted-strata', await call(pool(24, (i) => ({ ...tracks(i), weight: 1 + (i % 5) })), { method: 'weighted', places: 8, strata }), both);
make('scores', await call(pool(18, (i) => ({ score: (i * 37) % 100 })), { method: 'scores', places: 6, slope: [1, 40] }), both);
make('scores-intervals', await call(pool(12, (i) => ({ score: [(i * 7) % 20, ((i * 7) % 20) + (i % 4)] as const })), { method: 'scores', places: 5, slope: [1, 15] }), beaconOnly);
make('scores-merit', await call(pool(30, (i) => ({ ...tracks(i), score: [(i * 7) % 20, ((i * 7) % 20) + (i % 5)] as const })), { method: 'scores', places: 8, strata, merit: true }), both);
make('quotas-a', await tiny(3), both);
make('quotas-b', await tiny(11), witnessesOnly);
make('quotas-by-cases', await firstByCases(), both);
make('quotas-groups', await groups(), beaconOnly);
make('quotas-bands', await bands(), both);
make('quotas-maximin', await call(tinyCall(88).candidates, { ...tinyCall(88).rules, objective: 'maximin' }), both);
make('quotas-strata', await call(pool(24, (i) => ({ features: { track: i % 3 ? 'api' : '협업', region: i % 5 ? '서울' : '제주' } })), {
	method: 'quotas', places: 8, strata, quotas: [{ feature: 'region', value: '서울', min: 4, max: 6 }, { feature: 'region', value: '제주', min: 2, max: 4 }]
}), both);
make('quotas-halving', await halvedPlan(pool(60, many), { method: 'quotas', places: 12, quotas: manyQuotas }), both);
make('stops', await call(pool(18, (i) => ({ ranking: ranked(i) })), { method: 'stops', places: 8, stops: [{ stop: '서울', places: 3 }, { stop: 'Busan', places: 3 }, { stop: '제주', places: 2 }] }), both);
make('stops-quotas', await call(pool(24, (i) => ({ ...tracks(i), ranking: ranked(i * 5) })), { method: 'stops', places: 9, stops: ['서울', 'Busan', '제주'].map((stop, s) => ({ stop, places: 2 + s, quotas: trackQuotas(2 + s) })) }), witnessesOnly);
make('stops-weights', await call(pool(15, (i) => ({ weight: 1 + (i % 3), ranking: ranked(i) })), { method: 'stops', places: 7, weights: true, stops: [{ stop: '서울', places: 2 }, { stop: 'Busan', places: 4 }, { stop: '제주', places: 1 }] }), beaconOnly);
make('stops-free-places', await call(pool(7, (i) => ({ ranking: i % 2 ? ['서울'] : ['Busan', '서울'] })), { method: 'stops', places: 9, stops: [{ stop: '서울', places: 2 }, { stop: 'Busan', places: 7 }] }), both);
await makeQuicknet();

function ranked(i: number): string[] {
	const names = ['서울', 'Busan', '제주'];
	return [0, 1, 2].map((k) => names[(k * (1 + (i % 2)) + (i * i) % 3) % 3]!).slice(0, 1 + (i % 3));
}

function trackQuotas(places: number) {
	return [{ feature: 'track', value: 'api', min: 1, max: places - 1 }, { feature: 'track', value: '협업', min: 0, max: 2 }];
}

async function firstByCases(): Promise<Plan> {
	for (let seed = 1; ; seed++) {
		const planned = await tiny(seed).catch(() => null);
		const proofs = planned?.certificate && 'proofs' in planned.certificate ? planned.certificate.proofs : [];
		if (planned && proofs.some((proof) => 'tree' in proof && 'type' in proof.tree)) return planned;
	}
}

function groups(): Promise<Plan> {
	const candidates = pool(18, (i) => ({ features: { t: i % 2 ? 'a' : 'b' }, groups: i % 3 ? [`g${Math.floor(i / 4)}`, `solo ${i}`] : undefined }));
	const quotas = [{ feature: 't', value: 'a', min: 2, max: 4 }, { feature: 't', value: 'b', min: 2, max: 4 }];
	return call(candidates, { method: 'quotas', places: 6, quotas, onePerGroup: true });
}

function bands(): Promise<Plan> {
	const quotas = [{ feature: 'track', value: 'api', min: 6, max: 9 }, { feature: 'track', value: '협업', min: 3, max: 6 }];
	return call(pool(24, banded), { method: 'quotas', places: 12, quotas, bands: true });
}

/** With a genuine beacon, long past: the seal says a time before it, as a seal of that day would have. */
async function makeQuicknet(): Promise<void> {
	const planned = await call(pool(20), { method: 'uniform', places: 5 });
	const randomness = { beacon: { chain: QUICKNET, round: 1000 } };
	const { seal: sealed } = seal(planned, { call: 'vector quicknet', tag: 'draw', sealedAt: 1692806000, randomness });
	const signature = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39';
	const transcript = conduct(sealed, planned.roster, { beacon: { round: 1000, signature } });
	writeFileSync(new URL('quicknet-1000.json', import.meta.url), writeTranscript(transcript));
}
