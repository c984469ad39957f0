import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import test from 'node:test';
import { toHex, utf8 } from '../src/bytes.ts';
import { canonical } from '../src/canonical.ts';
import {
	buildRoster,
	checkInclusion,
	commitSecret,
	commitTo,
	conduct,
	explain,
	inclusionProof,
	nextReserve,
	readTranscript,
	roundAt,
	rosterRoot,
	seal,
	verify,
	writeTranscript,
	type Transcript
} from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { TEST_CHAIN } from './chain.ts';
import { conducted, pool, quickDraw, rules, sealWith, SECRETS, SEALED_AT, signed, smallPlan } from './world.ts';

const copy = (transcript: Transcript) => JSON.parse(writeTranscript(transcript));

test('a sealed draw, conducted, is verified step by step', async () => {
	const transcript = conducted(await smallPlan());
	const verdict = verify(copy(transcript), { sealDigest: transcript.sealDigest });
	deepEqual(
		verdict.steps.filter((step) => !step.ok),
		[]
	);
	equal(verdict.steps.length, 15);
	ok(verdict.ok);
	equal(transcript.result.drawn.length, 14);
});

test('the order of input changes nothing', async () => {
	const candidates = pool(30, (i) => ({ features: { track: i % 3 ? 'a' : 'b' } }));
	const [one, two] = await Promise.all([
		plan(candidates, rules('uniform', 7)),
		plan([...candidates].reverse(), rules('uniform', 7))
	]);
	deepEqual(one, two);
});

test('features that differ only by Unicode form are the same', async () => {
	const [one, two] = [
		pool(4, () => ({ features: { 지역: '제주'.normalize('NFD') } })),
		pool(4, () => ({ features: { 지역: '제주' } }))
	];
	deepEqual(buildRoster(one), buildRoster(two));
});

test('in a banded draw the accepted are in, the declined are neither drawn nor reserves', async () => {
	const planned = await smallPlan();
	const { result, roster } = conducted(planned);
	const bandOf = (lot: number) => roster[lot - 1]!.band;
	const accepted = roster.filter((entrant) => entrant.band === 'accept').map(({ lot }) => lot);
	ok(accepted.every((lot) => result.drawn.includes(lot)));
	ok(![...result.drawn, ...result.reserves].some((lot) => bandOf(lot) === 'decline'));
	equal(result.drawn.filter((lot) => roster[lot - 1]!.features.track === 'api').length, 8);
});

test('places left over by the accepted go to the draw', async () => {
	const planned = await plan(
		pool(10, (i) => ({ band: i < 3 ? 'accept' : 'draw' })),
		rules('banded', 5)
	);
	deepEqual(planned.lottery.form === 'panels' && planned.lottery.panels, [
		{
			times: 1,
			counts: [
				[0, 3],
				[1, 2]
			]
		}
	]);
});

test('the beacon alone decides when a witness holds back, and the witness is named', async () => {
	const planned = await smallPlan();
	const { seal } = sealWith(planned);
	const beacon = signed(seal.randomness.beacon!.round);
	const transcript = conduct(seal, planned.roster, {
		beacon,
		reveals: [{ name: '박두리', secret: SECRETS.박두리, revealedAt: SEALED_AT }]
	});
	deepEqual(transcript.result.withheld, ['김하나']);
	ok(verify(copy(transcript)).ok);
});

test('a secret revealed once the beacon is known does not count', async () => {
	const planned = await smallPlan();
	const { seal } = sealWith(planned);
	const { round, time } = seal.randomness.beacon!;
	const reveals = [{ name: '김하나', secret: SECRETS.김하나, revealedAt: time }];
	throws(() => conduct(seal, planned.roster, { beacon: signed(round), reveals }), { code: 'draw.late-reveal' });
});

test('randomness that does not fit the seal is refused', async () => {
	const planned = await smallPlan();
	const { seal } = sealWith(planned);
	const { round } = seal.randomness.beacon!;
	throws(() => conduct(seal, planned.roster, {}), { code: 'draw.beacon-missing' });
	throws(() => conduct(seal, planned.roster, { beacon: signed(round + 1) }), { code: 'draw.wrong-round' });
	throws(() => conduct(seal, planned.roster, { beacon: { ...signed(round + 1), round } }), {
		code: 'draw.bad-signature'
	});
	const reveals = [{ name: '김하나', secret: 'not what was promised', revealedAt: SEALED_AT }];
	throws(() => conduct(seal, planned.roster, { beacon: signed(round), reveals }), { code: 'draw.reveal-differs' });
	throws(() => conduct(seal, planned.roster.slice(1), { beacon: signed(round) }), { code: 'draw.roster-differs' });
});

test('a rehearsal has another digest and another result, and says what it is', async () => {
	const planned = await smallPlan();
	const [draw, rehearsal] = [conducted(planned), conducted(planned, 'rehearsal')];
	// By its prefix alone, whatever else the seal says (SPEC §7).
	const digest = (prefix: string) => toHex(sha256(utf8(prefix + canonical(rehearsal.seal))));
	equal(rehearsal.sealDigest, digest('madang-draw/1 rehearsal\n'));
	ok(draw.sealDigest !== rehearsal.sealDigest && draw.result.seed !== rehearsal.result.seed);
	match(verify(rehearsal).notes[0]!.en, /rehearsal/);
});

test('a beacon round that is out already, or too soon after the seal, is not sealed, nor verified', async () => {
	const planned = await smallPlan();
	for (const at of [SEALED_AT - 3, SEALED_AT, SEALED_AT + 57]) {
		const beacon = { chain: TEST_CHAIN, round: roundAt(TEST_CHAIN, at) };
		const sealing = { call: 'c', tag: 'draw', sealedAt: SEALED_AT, randomness: { beacon } } as const;
		throws(() => seal(planned, sealing), { code: 'draw.round-too-soon' });
	}
	const transcript = conducted(planned);
	const { time } = transcript.seal.randomness.beacon!;
	const late = verify({ ...transcript, seal: { ...transcript.seal, sealedAt: time } });
	equal(late.steps.find(({ name }) => name === 'seal')!.code, 'draw.round-too-soon');
});

test('a transcript checked against another published seal fails', async () => {
	const transcript = conducted(await smallPlan());
	const verdict = verify(transcript, { sealDigest: '00'.repeat(32) });
	equal(verdict.steps.find((step) => !step.ok)!.code, 'draw.other-seal');
});

test('whatever a transcript holds, verifying answers and never throws', () => {
	for (const strange of [null, 1, 'x', [], {}, { seal: null }, { seal: { lottery: [] }, roster: {} }]) {
		ok(!verify(strange).ok);
	}
	throws(() => readTranscript('{'), { code: 'draw.bad-json' });
});

test('an entrant is proved to be in the roster, and not elsewhere', async () => {
	const { roster, root } = await smallPlan();
	for (const entrant of roster) {
		const proof = inclusionProof(roster, entrant.lot);
		ok(checkInclusion(root, entrant, proof));
		ok(!checkInclusion(root, { ...entrant, lot: entrant.lot + 1 }, proof));
		ok(!checkInclusion(root, roster[entrant.lot % 40]!, { ...proof, lot: (entrant.lot % 40) + 1 }));
	}
	equal(rosterRoot(roster), root);
});

test('a commitment hides who, and the salt and digest prove who', () => {
	const [salt, digest] = ['11'.repeat(32), '22'.repeat(32)];
	equal(commitTo(salt, digest).length, 64);
	throws(() => commitTo('11', digest), { code: 'draw.bad-hex' });
	throws(() => commitSecret('too short'), { code: 'draw.short-secret' });
});

test('each lot is told its exact chance and why it was or was not drawn', async () => {
	const transcript = conducted(await smallPlan());
	const [drawn, reserve] = [
		transcript.result.drawn.find((lot) => transcript.roster[lot - 1]!.band === 'draw')!,
		transcript.result.reserves[0]!
	];
	match(
		explain(transcript, drawn)
			.says.map(({ en }) => en)
			.join(' '),
		/So it was drawn/
	);
	match(
		explain(transcript, reserve)
			.says.map(({ ko }) => ko)
			.join(' '),
		/예비 순번 1번/
	);
	deepEqual(explain(transcript, drawn).chance, explain(transcript, drawn).chance);
	throws(() => explain(transcript, 99), { code: 'draw.unknown-lot' });
});

test('a reserve of the same track moves up, though another is ahead in the order', async () => {
	const transcript = conducted(await smallPlan());
	const trackOf = (lot: number) => transcript.roster[lot - 1]!.features.track;
	const gone = transcript.result.drawn.find((lot) => trackOf(lot) !== trackOf(transcript.result.reserves[0]!))!;
	const next = nextReserve(transcript, { gone: [gone], taken: [] });
	equal(trackOf(next.lot!), trackOf(gone));
	ok(next.keepsQuotas && next.passedOver.length > 0);
	equal(nextReserve(transcript, { gone: [], taken: [] }).lot, null);
	throws(() => nextReserve(transcript, { gone: [999], taken: [] }), { code: 'draw.not-in-result' });
});

test('every entrant of a uniform draw is drawn equally often', async () => {
	const planned = await plan(pool(12), rules('uniform', 4));
	const counts = planned.roster.map(() => 0);
	for (let i = 0; i < 3000; i++)
		for (const lot of quickDraw(planned, `seed number ${i} of many`).result.drawn) counts[lot - 1]!++;
	const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / (1000 * (2 / 3)), 0);
	ok(chi < 31.3, `chi-square ${chi} of 11 degrees of freedom`); // p = 0.001
});

for (const [what, candidates, given, code] of [
	['nobody', [], rules('uniform', 1), 'draw.nobody'],
	['more places than entrants', pool(3), rules('uniform', 4), 'draw.too-few'],
	['zero places', pool(3), rules('uniform', 0), 'draw.bad-places'],
	['a fractional number of places', pool(3), rules('uniform', 1.5), 'draw.bad-places'],
	['NaN places', pool(3), rules('uniform', NaN), 'draw.bad-places'],
	['two alike', [...pool(2), ...pool(1)], rules('uniform', 1), 'draw.same-commitment'],
	['a missing band', pool(3), rules('banded', 1), 'draw.field-missing'],
	[
		'an unknown track',
		pool(3, () => ({ features: { t: 'x' } })),
		rules('uniform', 1, { strata: { feature: 't', places: { y: 1 } } }),
		'draw.value-unknown'
	],
	[
		'a missing track',
		pool(3),
		rules('uniform', 1, { strata: { feature: 't', places: { y: 1 } } }),
		'draw.feature-missing'
	],
	[
		'strata that do not sum',
		pool(3),
		rules('uniform', 1, { strata: { feature: 't', places: { y: 2 } } }),
		'draw.strata-sum'
	],
	[
		'a track with too few',
		pool(3, () => ({ features: { t: 'x' } })),
		rules('uniform', 4, { strata: { feature: 't', places: { x: 4 } } }),
		'draw.stratum-too-small'
	],
	['more accepted than places', pool(3, () => ({ band: 'accept' })), rules('banded', 1), 'draw.too-many-accepted'],
	[
		'quotas that the method does not read',
		pool(3),
		rules('uniform', 1, { quotas: [{ feature: 'a', value: 'b', min: 0, max: 1 }] }),
		'draw.field-unused'
	]
] as const) {
	test(`a plan with ${what} is refused`, () => rejects(plan(candidates, given), { code }));
}
