import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { provedBound } from '../src/proof-tree.ts';
import {
	chancesOf,
	checkCertificate,
	DrawRefusal,
	nextReserve,
	verify,
	type Candidate,
	type Plan,
	type Rules
} from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { problemOf } from '../src/plan/problem.ts';
import { typesOf } from '../src/types.ts';
import { panelsOf } from './enumerated.ts';
import { tinyCall } from './tiny.ts';
import { conducted, pool, quickDraw } from './world.ts';

const near = ([num, den]: readonly [number, number]) => num / den;
const gapOf = (planned: Plan) => near(checkCertificate(planned)!);
const INSTANCES = new URL('../../../../shared/data/instances/', import.meta.url);

/** A call of 334 applicants for 100 places, with quotas on five features. */
function bigCall(): { candidates: Candidate[]; rules: Rules } {
	const regions = ['서울', '경기', '부산', '대전', '제주'];
	const at = <T>(list: readonly T[], i: number): T => list[i % list.length]!;
	const candidates = pool(334, (i) => ({
		features: {
			track: i % 5 < 3 ? 'api' : '협업',
			region: i % 29 === 0 ? '제주' : at(regions.slice(0, 4), (i * i + 3 * i) % 11),
			stage: at(['pre-seed', 'seed', 'series A', 'later'], (i * 7) % 13),
			size: at(['1-9', '10-49', '50+'], (i * 5) % 17),
			'female-led': i % 4 === 0 ? 'yes' : 'no'
		}
	}));
	const quotas = [
		['track', 'api', 60, 60],
		['track', '협업', 40, 40],
		['region', '서울', 20, 40],
		['region', '경기', 15, 35],
		['region', '부산', 10, 30],
		['region', '대전', 10, 30],
		['region', '제주', 4, 12],
		['stage', 'pre-seed', 20, 40],
		['stage', 'seed', 20, 40],
		['stage', 'series A', 15, 30],
		['stage', 'later', 10, 25],
		['size', '1-9', 20, 45],
		['size', '10-49', 20, 45],
		['size', '50+', 20, 45],
		['female-led', 'yes', 30, 60],
		['female-led', 'no', 30, 70]
	].map(([feature, value, min, max]) => ({ feature, value, min, max }) as NonNullable<Rules['quotas']>[number]);
	return { candidates, rules: { method: 'quotas', places: 100, quotas } };
}

test('of 200 tight tiny calls, each is planned with a certified optimum or has no selection at all', async () => {
	let [trees, refused] = [0, 0];
	for (let seed = 1; seed <= 200; seed++) {
		const { candidates, rules } = tinyCall(seed);
		const planned = await plan(candidates, rules).catch((problem: unknown) => problem);
		if (planned instanceof DrawRefusal) {
			refused++;
			equal(planned.code, 'draw.quotas-unmet', `seed ${seed}: ${planned.message}`);
			continue;
		}
		if (planned instanceof Error) throw planned;
		const { lottery, certificate, roster } = planned as Plan;
		ok(gapOf(planned as Plan) < 1e-6, `seed ${seed}: gap ${gapOf(planned as Plan)}`);
		const problem = problemOf((planned as Plan).rules, typesOf(roster, (planned as Plan).rules));
		const panels = panelsOf(problem);
		const rows = problem.rows.map((row, r) => ({ row, types: problem.inRow[r]! }));
		if (!certificate || 'scenarios' in certificate) throw new Error('another kind of certificate');
		for (const proof of certificate.proofs) {
			if (!('tree' in proof)) continue;
			trees++;
			const best = Math.max(
				...panels.map((panel) => panel.reduce((sum, count, t) => sum + count * proof.prices[t]!, 0))
			);
			ok(
				provedBound(rows, proof.prices, proof.tree, problem)! >= BigInt(best),
				`seed ${seed}: a proof below what a panel has`
			);
		}
		equal(lottery.form, 'panels');
	}
	ok(trees > 10 && refused > 10, `${trees} proofs by cases, ${refused} refused: the calls are too easy`);
});

test('a refused call becomes possible by the change that the refusal names, and not by less', async () => {
	let tried = 0;
	for (let seed = 1; seed <= 120; seed++) {
		const { candidates, rules } = tinyCall(seed);
		const problem = await plan(candidates, rules).catch((refusal: unknown) => refusal);
		if (!(problem instanceof DrawRefusal)) continue;
		tried++;
		const moved = rules.quotas!.map((quota) => {
			const changes = problem.changes.filter(
				({ feature, value }) => feature === quota.feature && value === quota.value
			);
			return changes.reduce((now, { side, to }) => ({ ...now, [side]: to }), quota);
		});
		await plan(candidates, { ...rules, quotas: moved });
	}
	ok(tried > 5);
});

test('334 applicants, 100 places, quotas on five features: sealed, conducted and verified', async () => {
	const { candidates, rules } = bigCall();
	const planned = await plan(candidates, rules);
	ok(gapOf(planned) < 1e-8);
	const transcript = conducted(planned);
	const verdict = verify(JSON.parse(JSON.stringify(transcript)));
	deepEqual(
		verdict.steps.filter((step) => !step.ok),
		[]
	);
	equal(transcript.result.drawn.length, 100);
	for (const { feature, value, min, max } of rules.quotas!) {
		const count = transcript.result.drawn.filter(
			(lot) => transcript.roster[lot - 1]!.features[feature] === value
		).length;
		ok(min <= count && count <= max, `${feature} = ${value}: ${count}`);
	}
	const next = nextReserve(transcript, { gone: [transcript.result.drawn[0]!], taken: [] });
	ok(next.keepsQuotas);
});

test('over many seeds every entrant is drawn as often as their chance says', async () => {
	const { candidates, rules } = tinyCall(3);
	const planned = await plan(candidates, rules);
	const counts = planned.roster.map(() => 0);
	const runs = 1500;
	for (let i = 0; i < runs; i++)
		for (const lot of quickDraw(planned, `seed number ${i} of many`).result.drawn) counts[lot - 1]!++;
	const chances = chancesOf(planned.lottery).map(near);
	const types = typesOf(planned.roster, planned.rules);
	types.forEach(({ members }, t) => {
		for (const { lot } of members) {
			const [p, seen] = [chances[t]!, counts[lot - 1]! / runs];
			ok(Math.abs(seen - p) <= 4.5 * Math.sqrt((p * (1 - p)) / runs) + 1e-9, `lot ${lot}: ${seen} for ${p}`);
		}
	});
});

test('two of one organisation are never drawn together, nor does one replace the other beside it', async () => {
	const candidates = pool(24, (i) => ({ features: { t: i % 2 ? 'a' : 'b' }, groups: [`org ${Math.floor(i / 3)}`] }));
	const quotas = [
		{ feature: 't', value: 'a', min: 3, max: 4 },
		{ feature: 't', value: 'b', min: 3, max: 4 }
	];
	const planned = await plan(candidates, { method: 'quotas', places: 7, quotas, onePerGroup: true });
	ok(gapOf(planned) < 1e-6);
	for (let i = 0; i < 50; i++) {
		const { result, roster } = quickDraw(planned, `seed number ${i} of many`);
		const groups = result.drawn.map((lot) => roster[lot - 1]!.groups![0]);
		equal(new Set(groups).size, 7);
	}
	await rejects(plan(candidates, { method: 'quotas', places: 9, quotas: [], onePerGroup: true }), {
		code: 'draw.no-panel'
	});
});

test('with bands the accepted are certain, the declined never drawn, and the quotas kept', async () => {
	const candidates = pool(30, (i) => ({
		features: { t: i % 3 ? 'a' : 'b' },
		band: (['accept', 'draw', 'draw', 'draw', 'decline'] as const)[i % 5]!
	}));
	const quotas = [
		{ feature: 't', value: 'a', min: 6, max: 8 },
		{ feature: 't', value: 'b', min: 3, max: 5 }
	];
	const planned = await plan(candidates, { method: 'quotas', places: 11, quotas, bands: true });
	ok(gapOf(planned) < 1e-6);
	planned.lottery.types.forEach(({ band }, t) => {
		const chance = near(chancesOf(planned.lottery)[t]!);
		if (band !== 'draw') equal(chance, band === 'accept' ? 1 : 0);
	});
});

test('a quota on a value that nobody has is refused, and the refusal says what to change', async () => {
	const quotas = [
		{ feature: 'region', value: '제주', min: 2, max: 3 },
		{ feature: 'region', value: '서울', min: 0, max: 5 }
	];
	const candidates = pool(9, () => ({ features: { region: '서울' } }));
	const refusal = await plan(candidates, { method: 'quotas', places: 5, quotas }).catch(
		(problem: unknown) => problem as DrawRefusal
	);
	deepEqual((refusal as DrawRefusal).changes, [
		{ feature: 'region', value: '제주', side: 'min', from: 2, to: 0, entrants: 0 }
	]);
	match((refusal as DrawRefusal).message, /lower the minimum of region = 제주 from 2 to 0/);
});

/** The parts of a transcript that the next test edits. */
type Editable = {
	seal: { certificate: { levels: number[] }; lottery: { panels: { times: number; counts: [number, number][] }[] } };
};

test('a transcript whose certificate or lottery was touched is caught', async () => {
	const { candidates, rules } = tinyCall(3);
	const transcript = conducted(await plan(candidates, rules));
	const edited = (edit: (copy: Editable) => void) => {
		const copy = JSON.parse(JSON.stringify(transcript));
		edit(copy);
		return verify(copy).ok;
	};
	ok(edited(() => {}));
	ok(!edited((copy) => copy.seal.certificate.levels.pop()));
	ok(!edited((copy) => (copy.seal.lottery.panels[0]!.times += 1)));
	ok(!edited((copy) => (copy.seal.lottery.panels[0]!.counts[0]![1] += 1)));
});

type Named = { name: string; values: { name: string; min: number; max: number }[] };
const instances = existsSync(INSTANCES)
	? readdirSync(INSTANCES).filter((name) => name.endsWith('.json') && name !== 'reference.json')
	: [];
const reference = instances.length ? JSON.parse(readFileSync(new URL('reference.json', INSTANCES), 'utf8')) : {};
for (const name of instances.filter((one) => !one.startsWith('syn_1k'))) {
	test(`${name}: the least chance is no smaller than the reference's, certified`, async () => {
		const { k, features, rows } = JSON.parse(readFileSync(new URL(name, INSTANCES), 'utf8'));
		const named = features as Named[];
		const valueOf = (f: number, v: number) => features[f].values[v].name as string;
		const candidates = pool(rows.length, (i) => ({
			features: Object.fromEntries((rows[i] as number[]).map((v, f) => [features[f].name as string, valueOf(f, v)]))
		}));
		const quotas = named.flatMap((one) =>
			one.values.map((value) => ({ feature: one.name, value: value.name, min: value.min, max: value.max }))
		);
		const planned = await plan(candidates, { method: 'quotas', places: k, quotas });
		const least = Math.min(...chancesOf(planned.lottery).map(near));
		ok(gapOf(planned) < 1e-6);
		ok(least > reference[name.replace('.json', '')].maximin.min_chance - 1e-6);
	});
}
if (!instances.length) test('the shared instances', { skip: 'they are not on this machine' }, () => {});
