import { deepEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import test from 'node:test';
import { byShare } from '../src/by-share.ts';
import { canonical } from '../src/canonical.ts';
import { checkCertificate, commitSecret, conduct, seal, verify, type Plan, type Transcript } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { buildRoster } from '../src/roster.ts';
import { typesOf } from '../src/types.ts';
import { AT, deepen, long, refusedBySecond, secret, withBeacon } from './edits.ts';
import { edited, forged, untouched, vector, type Loose } from './forged.ts';
import { ask, skip } from './second.ts';
import { pool, quickDraw } from './world.ts';

/** Both implementations find nothing wrong with it, and conduct it to the same bytes. */
function acceptedByBoth(transcript: Transcript): void {
	const { seal: sealed, roster, randomness } = transcript;
	ok(verify(transcript).ok, verify(transcript).says.en);
	equal(canonical(conduct(sealed, roster, randomness)), canonical(transcript));
	const answers = ask([
		{ do: 'verify', transcript },
		{ do: 'conduct', seal: sealed, roster, randomness }
	]);
	deepEqual(answers, ['{"ok":true}', `{"ok":true,"transcript":${canonical(transcript)}}`]);
}

for (const [what, name, change] of [
	['nothing', 'uniform-all', () => undefined],
	['a beacon beside the witness', 'uniform-all', withBeacon],
	['a secret that is in no normal form', 'uniform-all', secret('제주에서 온 열여섯 글자의 비밀값'.normalize('NFD'))],
	['a secret of 16 code points', 'uniform-all', secret('\u{1F600}'.repeat(16))],
	['a secret of 1,024 bytes', 'uniform-all', secret(long(1024))],
	['a call of 1,024 bytes', 'uniform-all', (c: Loose) => (c.seal.call = long(1024))],
	['an empty call', 'uniform-all', (c: Loose) => (c.seal.call = '')],
	['the first second and the last', 'uniform-all', (c: Loose) => (c.seal.sealedAt = 1)],
	['a tree as deep as it may be', 'quotas-by-cases', (c: Loose) => deepen(c, 1000)]
] as const) {
	test(`edited in ${what}, a transcript is as good as before (${name})`, { skip }, () =>
		acceptedByBoth(edited(vector(name), change as (copy: Loose) => void))
	);
}

test(
	'another instant of a reveal, after the seal and before the round, verifies as well: it is only a claim',
	{ skip },
	() => {
		const made = edited(vector('uniform-all'), withBeacon);
		for (const revealedAt of [AT, AT + 599]) {
			const [reveal] = made.randomness.reveals!;
			const other = { ...made, randomness: { ...made.randomness, reveals: [{ ...reveal!, revealedAt }] } };
			acceptedByBoth(other);
			deepEqual([other.sealDigest, other.result], [made.sealDigest, made.result]);
		}
	}
);

test('splits that say nothing leave the gap as it was', () => {
	const made = vector('quotas-by-cases');
	deepEqual(checkCertificate(edited(made, (copy) => deepen(copy, 1000)).seal), checkCertificate(made.seal));
});

test(
	'conducting takes reveals in any order, and none as an empty array; a transcript must have them as the seal has',
	{ skip },
	() => {
		const three = untouched('quotas-b');
		const { seal: sealed, roster, randomness } = three;
		const turned = { reveals: [...randomness.reveals!].reverse() };
		const withheld = untouched('banded-strata');
		const empty = { ...withheld.randomness, reveals: [] };
		equal(canonical(conduct(sealed, roster, turned)), canonical(three));
		equal(canonical(conduct(withheld.seal, withheld.roster, empty)), canonical(withheld));
		const answers = ask([
			{ do: 'conduct', seal: sealed, roster, randomness: turned },
			{ do: 'conduct', seal: withheld.seal, roster: withheld.roster, randomness: empty }
		]);
		deepEqual(
			answers,
			[three, withheld].map((one) => `{"ok":true,"transcript":${canonical(one)}}`)
		);
		const wrong = [
			{ ...three, randomness: turned },
			{ ...withheld, randomness: empty }
		];
		for (const transcript of wrong) ok(!verify(transcript).ok);
		for (const line of ask(wrong.map((transcript) => ({ do: 'verify', transcript })))) ok(!JSON.parse(line).ok, line);
	}
);

test('-0 is no number of this protocol, wherever it stands', { skip }, () => {
	const text = canonical(vector('stops'));
	const places = [...text.matchAll(/(?<=[[:,])0(?=[,\]}])/g)].map(({ index }) => index);
	ok(places.length > 10);
	const every = places.filter((_, i) => i % Math.ceil(places.length / 40) === 0);
	const edits = every.map((at) => `${text.slice(0, at)}-${text.slice(at)}`);
	for (const edit of edits) ok(!verify(JSON.parse(edit)).ok, edit.slice(0, 200));
	for (const line of ask(edits.map((edit) => `{"do":"verify","transcript":${edit}}`))) ok(!JSON.parse(line).ok, line);
});

/** Every object of a value, by the way to it; of a long list the first and the last. */
function* objectsIn(value: unknown, way: readonly string[] = []): Generator<readonly string[]> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield way;
	const parts = Object.entries(value);
	const few = Array.isArray(value) && parts.length > 2 ? [parts[0]!, parts.at(-1)!] : parts;
	for (const [name, part] of few) yield* objectsIn(part, [...way, name]);
}

test('one field more, anywhere, is refused by both, verifying and conducting', { skip }, () => {
	const jobs: unknown[] = [];
	for (const name of ['uniform-all', 'weighted', 'scores-merit', 'quotas-by-cases', 'quotas-halving', 'stops-quotas']) {
		const made = edited(vector(name), name === 'uniform-all' ? withBeacon : () => undefined);
		for (const way of objectsIn(made)) {
			const change = (copy: Loose) =>
				(way.reduce((at, step) => at[step], copy)['more'] = way.at(-1) === 'places' ? 0 : 'x');
			const isSealed = way[0] === 'seal' || way[0] === 'roster' || way[0] === 'randomness';
			// A feature more of an entrant is no field, and nothing forbids it: the roster is another, and that is all.
			if (way[0] === 'roster' && way.at(-1) === 'features') continue;
			const transcript = isSealed ? edited(made, change, way.length < 2) : structuredClone(made);
			if (!isSealed) change(transcript);
			const { seal: sealed, roster, randomness } = transcript;
			ok(!verify(transcript).ok, `${name}: /${way.join('/')}`);
			jobs.push({ do: 'verify', transcript });
			if (!isSealed) continue;
			throws(() => conduct(sealed, roster, randomness), { name: 'DrawRefusal' }, `${name}: /${way.join('/')}`);
			jobs.push({ do: 'conduct', seal: sealed, roster, randomness });
		}
	}
	ok(jobs.length > 200, String(jobs.length));
	for (const line of ask(jobs)) ok(!JSON.parse(line).ok);
});

test('sealing refuses a plan that verifying would refuse: without its certificate, with another form, with a broken row', async () => {
	const candidates = pool(6, (i) => ({ features: { t: i % 2 ? 'a' : 'b' } }));
	const quotas = ['a', 'b'].map((value) => ({ feature: 't', value, min: 1, max: 2 }));
	const planned = await plan(candidates, { method: 'quotas', places: 3, quotas });
	const sealing = (change: Partial<Plan>) => () => quickDraw({ ...planned, ...change }, 'a secret long enough');
	sealing({})();
	throws(sealing({ certificate: undefined }), { code: 'draw.no-certificate' });
	const { types } = planned.lottery;
	throws(sealing({ lottery: { form: 'shares', types, of: 2, shares: [1, 1] } }), { code: 'draw.wrong-form' });
	const broken = { times: 1, counts: [[0, 3]] as const };
	throws(sealing({ lottery: { form: 'panels', types, of: 1, panels: [broken] } }), { code: 'draw.quota-broken' });
	throws(sealing({ roster: planned.roster.slice(1) }), { code: 'draw.roster-differs' });
	const randomness = { witnesses: [{ name: 'w', commitment: commitSecret('a secret long enough') }] };
	const named = (call: string) => () => seal(planned, { call, tag: 'draw', sealedAt: AT, randomness });
	throws(named(long(1025)), { code: 'draw.bad-length' });
});

test('shares so fine that one throw can’t reach over all of them are refused', { skip }, async () => {
	// Two strata whose weights sum to 90,000,000 and one more have no common denominator below the product: times 2,400 above 2⁶⁴.
	const weightOf = (i: number) => (i === 0 ? 90_000_000 - 1199 : i === 1 ? 90_000_001 - 1199 : 1);
	const candidates = pool(2400, (i) => ({ features: { t: i % 2 ? 'b' : 'a' }, weight: weightOf(i) }));
	const rules = { method: 'weighted', places: 2, strata: { feature: 't', places: { a: 1, b: 1 } } } as const;
	await rejects(plan(candidates, rules), { code: 'draw.shares-too-fine' });
	const few = await plan(candidates.slice(0, 2), rules);
	const weighted = vector('weighted');
	const roster = buildRoster(candidates);
	const lottery = byShare(rules, typesOf(roster, rules));
	ok(BigInt(lottery.of) * 2400n >= 2n ** 64n && few.lottery.of === 1);
	const sealed = { ...weighted.seal, rules, lottery };
	const made = edited(forged(sealed, roster, weighted.randomness), () => undefined);
	ok(verify(made).steps.some(({ code }) => code === 'draw.shares-too-fine'));
	throws(() => conduct(made.seal, made.roster, made.randomness), { code: 'draw.shares-too-fine' });
	refusedBySecond(made);
});
