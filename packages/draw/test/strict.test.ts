import { ok, throws } from 'node:assert/strict';
import test from 'node:test';
import { conduct, QUICKNET, verify } from '../src/index.ts';
import { TEST_CHAIN } from './chain.ts';
import { AT, deepen, long, refusedBySecond, secret, withBeacon } from './edits.ts';
import { edited, vector, type Loose } from './forged.ts';
import { skip } from './second.ts';

// SPEC.md leaves nothing open: what is refused here is refused by both implementations, verifying and conducting. Each transcript
// is a golden vector with one edit, and all that follows from it was made again: nothing but the rule can refuse it.
type Case = readonly [what: string, vector: string, change: (copy: Loose) => void, code: string, keep?: 'keep'];

const plain = (copy: Loose, form: object) => (copy.seal.lottery = { of: 1, types: copy.seal.lottery.types, ...form });
const zeros = ({ seal: { lottery } }: Loose) => lottery.types.map(() => 0);
const someProof = { levels: [0], proofs: [{ mu: [1] }] };

const FORMS: readonly Case[] = [
	['a uniform draw by shares', 'uniform-all', (c) => plain(c, { form: 'shares', shares: [1] }), 'draw.wrong-form'],
	['a uniform draw by halving', 'uniform-all', (c) => plain(c, { form: 'halving', totals: [1] }), 'draw.wrong-form'],
	['a banded draw by shares', 'banded', (c) => plain(c, { form: 'shares', shares: zeros(c) }), 'draw.wrong-form'],
	['quotas by shares', 'quotas-b', (c) => plain(c, { form: 'shares', shares: zeros(c) }), 'draw.wrong-form'],
	['stops by halving', 'stops', (c) => plain(c, { form: 'halving', totals: zeros(c) }), 'draw.wrong-form'],
	['weights by panels', 'weighted', (c) => plain(c, { form: 'panels', panels: [] }), 'draw.wrong-form'],
	['merit by panels', 'scores-merit', (c) => plain(c, { form: 'panels', panels: [] }), 'draw.wrong-form'],
	['a form that there isn’t', 'quotas-b', (c) => (c.seal.lottery.form = 'dice'), 'draw.wrong-form'],
	['two forms in one', 'quotas-b', (c) => (c.seal.lottery.totals = zeros(c)), 'draw.unknown-field'],
	['no panels', 'quotas-b', (c) => (c.seal.lottery.panels = []), 'draw.bad-count']
];

const CERTIFICATES: readonly Case[] = [
	['quotas without a certificate', 'quotas-b', (c) => delete c.seal.certificate, 'draw.no-certificate'],
	['halving without a certificate', 'quotas-halving', (c) => delete c.seal.certificate, 'draw.no-certificate'],
	['stops without a certificate', 'stops', (c) => delete c.seal.certificate, 'draw.no-certificate'],
	['merit without a certificate', 'scores-merit', (c) => delete c.seal.certificate, 'draw.no-certificate'],
	['a uniform draw with one', 'uniform-all', (c) => (c.seal.certificate = someProof), 'draw.certificate-unasked'],
	['weights with one', 'weighted', (c) => (c.seal.certificate = { scenarios: [[]] }), 'draw.certificate-unasked'],
	['a linear lottery with one', 'scores', (c) => (c.seal.certificate = someProof), 'draw.certificate-unasked'],
	['scenarios for quotas', 'quotas-b', (c) => (c.seal.certificate = { scenarios: [] }), 'draw.part-missing'],
	['no levels', 'quotas-b', (c) => (c.seal.certificate.levels = []), 'draw.bad-count'],
	[
		'a proof that no type needs',
		'quotas-b',
		({ seal: { certificate } }) => certificate.proofs.push(certificate.proofs[0]),
		'draw.proof-of-nothing'
	],
	[
		'a proof that no cell needs',
		'stops',
		({ seal: { certificate } }) => certificate.proofs.push(certificate.proofs[0]),
		'draw.proof-of-nothing'
	],
	[
		'stops proved by cases',
		'stops',
		(c) =>
			(c.seal.certificate.proofs[0] = { prices: zeros(c), tree: { over: 1, mu: c.seal.certificate.proofs[0].mu } }),
		'draw.part-missing'
	],
	['a proof that isn’t an object', 'stops', (c) => (c.seal.certificate.proofs[0] = null), 'draw.part-wrong'],
	['a tree too deep', 'quotas-by-cases', (c) => deepen(c, 1001), 'draw.tree-too-deep']
];

const SIZES: readonly Case[] = [
	['a call that isn’t text', 'uniform-all', (c) => (c.seal.call = 7), 'draw.part-wrong'],
	['a call too long', 'uniform-all', (c) => (c.seal.call = long(1025)), 'draw.bad-length'],
	['a program without a version', 'uniform-all', (c) => (c.seal.code.version = ''), 'draw.bad-length'],
	['sources that are no hash', 'uniform-all', (c) => (c.seal.code.digest = 'ab'), 'draw.bad-hex'],
	['a seal at 0', 'uniform-all', (c) => (c.seal.sealedAt = 0), 'draw.bad-time'],
	['a seal in the year 10000', 'uniform-all', (c) => (c.seal.sealedAt = 253402300800), 'draw.bad-time'],
	['a seal at half a second', 'uniform-all', (c) => (c.seal.sealedAt = AT + 0.5), 'draw.bad-number'],
	['nothing where text is due', 'uniform-all', (c) => (c.seal.call = null), 'draw.part-wrong'],
	['a roster without a root', 'uniform-all', (c) => (c.seal.roster.root = ''), 'draw.bad-hex', 'keep'],
	['a size that is none', 'uniform-all', (c) => (c.seal.roster.size = 2 ** 24 + 1), 'draw.bad-number', 'keep'],
	['chances without a digest', 'uniform-all', (c) => (c.seal.chances = ''), 'draw.bad-hex', 'keep'],
	['more places than there can be entrants', 'stops', (c) => places(c, 2 ** 24 + 1), 'draw.bad-places'],
	['a weight too large', 'weighted', (c) => (c.roster[0].weight = 2 ** 40 + 1), 'draw.bad-weight'],
	['a value too long', 'uniform-all', (c) => (c.roster[0].features.x = long(1025)), 'draw.bad-length'],
	['1,001 features', 'uniform-all', (c) => (c.roster[0].features = many(1001)), 'draw.too-many'],
	['1,001 groups', 'uniform-all', (c) => (c.roster[0].groups = Object.keys(many(1001)).sort()), 'draw.too-many'],
	['a slope too steep', 'scores', (c) => (c.seal.rules.slope[0] = 2 ** 40 + 1), 'draw.bad-slope'],
	['nobody', 'stops-free-places', nobody, 'draw.bad-number']
];

/** A tour in which nobody is and nothing is proved. */
function nobody(copy: Loose): void {
	const { seal: sealed } = copy;
	copy.roster = [];
	sealed.rules.stops.forEach((stop: Loose) => (stop.quotas = []));
	sealed.lottery = { form: 'panels', of: 1, types: [], panels: [{ times: 1, counts: [] }] };
	sealed.certificate = { levels: [], proofs: [] };
}

function places({ seal: { rules } }: Loose, count: number): void {
	rules.stops[0].places += count - rules.places;
	rules.places = count;
}

function many(count: number): Record<string, string> {
	return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 'x']));
}

const SOURCES: readonly Case[] = [
	['no source', 'uniform-all', (c) => (c.seal.randomness = {}), 'draw.no-randomness'],
	['no witnesses beside a beacon', 'uniform-all', noWitnesses, 'draw.bad-count'],
	['a witness without a name', 'uniform-all', (c) => (c.seal.randomness.witnesses[0].name = ''), 'draw.bad-length'],
	['a name that isn’t text', 'uniform-all', (c) => (c.seal.randomness.witnesses[0].name = 1), 'draw.part-wrong'],
	['a round every 0 seconds', 'uniform-all', (c) => withBeacon(c, (b) => (b.chain.period = 0)), 'draw.bad-chain'],
	[
		'a round in more than a day',
		'uniform-all',
		(c) => withBeacon(c, (b) => (b.chain.period = 86401)),
		'draw.bad-chain'
	],
	['a beginning at 0', 'uniform-all', (c) => withBeacon(c, (b) => (b.chain.genesisTime = 0)), 'draw.bad-chain'],
	['round 0', 'uniform-all', (c) => withBeacon(c, (b) => (b.round = 0)), 'draw.bad-round'],
	['half a round', 'uniform-all', (c) => withBeacon(c, (b) => (b.round = 1.5)), 'draw.bad-number'],
	['a round after the year 9999', 'uniform-all', (c) => withBeacon(c, after9999), 'draw.round-time'],
	['a known chain with another key', 'uniform-all', (c) => withBeacon(c, (b) => falseChain(b)), 'draw.false-chain'],
	[
		'a known chain with another period',
		'uniform-all',
		(c) => withBeacon(c, (b) => quicknet(b, { period: 1 })),
		'draw.false-chain'
	]
];

function noWitnesses(copy: Loose): void {
	withBeacon(copy);
	copy.seal.randomness.witnesses = [];
	copy.randomness = { beacon: copy.randomness.beacon };
}

function after9999(beacon: Loose): void {
	beacon.round = 253402300799;
	beacon.time = TEST_CHAIN.genesisTime + TEST_CHAIN.period * (beacon.round - 1);
}

function quicknet(beacon: Loose, change: object): void {
	beacon.chain = { ...QUICKNET, ...change };
	beacon.time = beacon.chain.genesisTime + beacon.chain.period * (beacon.round - 1);
}

/** Whoever has the key of such a chain knows every round, and would pass for quicknet. */
function falseChain(beacon: Loose): void {
	quicknet(beacon, { publicKey: TEST_CHAIN.publicKey });
}

const REVEALS: readonly Case[] = [
	['a secret of 15 code points', 'uniform-all', secret('é'.repeat(15)), 'draw.short-secret'],
	['a secret too long', 'uniform-all', secret(long(1025)), 'draw.bad-length'],
	[
		'a secret in another normal form',
		'uniform-all',
		(c) => {
			secret('제주에서 온 열여섯 글자의 비밀값')(c);
			c.randomness.reveals[0].secret = c.randomness.reveals[0].secret.normalize('NFD');
		},
		'draw.reveal-differs'
	],
	[
		'an instant without a beacon',
		'uniform-all',
		(c) => (c.randomness.reveals[0].revealedAt = AT),
		'draw.reveal-time-idle'
	],
	[
		'a reveal before the seal',
		'uniform-all',
		(c) => {
			withBeacon(c);
			c.randomness.reveals[0].revealedAt = AT - 1;
		},
		'draw.early-reveal'
	],
	[
		'a reveal at no instant',
		'uniform-all',
		(c) => {
			withBeacon(c);
			delete c.randomness.reveals[0].revealedAt;
		},
		'draw.late-reveal'
	]
];

for (const [what, name, change, code, keep] of [...FORMS, ...CERTIFICATES, ...SIZES, ...SOURCES, ...REVEALS]) {
	test(`${what} is refused by verifying and by conducting (${name})`, { skip }, () => {
		const transcript = edited(vector(name), change, keep === 'keep');
		const codes = verify(transcript).steps.flatMap((step) => (step.ok ? [] : [step.code]));
		ok(codes.includes(code), String(codes));
		throws(() => conduct(transcript.seal, transcript.roster, transcript.randomness), { code });
		refusedBySecond(transcript);
	});
}
