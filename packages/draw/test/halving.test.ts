import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import test from 'node:test';
import { everyPanel, panelOf, type Halving } from '../src/halving.ts';
import {
	chancesOf,
	checkCertificate,
	checkEveryPanel,
	conduct,
	explain,
	verify,
	type Plan,
	type Transcript
} from '../src/index.ts';
import { checkLottery } from '../src/lottery.ts';
import { plan } from '../src/plan/plan.ts';
import { rowsOf } from '../src/rows.ts';
import { halvedPlan, many, manyQuotas } from './halved.ts';
import { conducted, pool, quickDraw, signed } from './world.ts';

const planned = await halvedPlan(pool(60, many), { method: 'quotas', places: 12, quotas: manyQuotas });
const lottery = planned.lottery as Halving;
const rows = rowsOf(planned.rules, lottery.types);

test('every panel that the totals unfold into keeps every quota, and together they draw the totals', () => {
	const sums = lottery.types.map(() => 0);
	let count = 0;
	for (const panel of everyPanel(lottery, rows)) {
		rows.forEach(({ row, types }) => {
			const sum = types.reduce((total, t) => total + panel[t]!, 0);
			ok(sum >= row.min && sum <= row.max, JSON.stringify(row));
		});
		panel.forEach((drawn, t) => {
			ok(Number.isInteger(drawn) && drawn >= 0 && drawn <= lottery.types[t]!.size);
			sums[t]! += drawn;
		});
		count++;
	}
	equal(count, lottery.of);
	deepEqual(sums, lottery.totals);
	checkEveryPanel(lottery, rows);
});

test('a number leads to the panel at its place in the whole tree', () => {
	const all = [...everyPanel(lottery, rows)];
	for (const number of [0, 1, 2, 511, 512, 700, 1023]) deepEqual(panelOf(lottery, rows, number), all[number]);
});

test('the panels are many, and they are a function of the lottery: other totals unfold otherwise', () => {
	const texts = (one: Halving) => [...everyPanel(one, rows)].map((panel) => panel.join());
	const here = texts(lottery);
	ok(new Set(here).size > 100);
	deepEqual(texts(structuredClone(lottery)), here);
	const doubled = { ...lottery, of: 2 * lottery.of, totals: lottery.totals.map((total) => 2 * total) };
	// Even totals split into two equal halves: the same totals again, but under another key.
	ok(texts(doubled).slice(0, lottery.of).join() !== here.join());
});

test('chances are total / (of × size), and the certificate proves how near they are to the fairest', async () => {
	chancesOf(lottery).forEach(([num, den], t) =>
		equal(num * lottery.of * lottery.types[t]!.size, lottery.totals[t]! * den)
	);
	const gap = checkCertificate(planned)!;
	ok(gap[0] / gap[1] <= 2 / lottery.of, String(gap));
	const listed = await plan(pool(60, many), planned.rules);
	const least = (one: Plan) => Math.min(...chancesOf(one.lottery).map(([a, b]) => a / b));
	ok(Math.abs(least(listed) - least(planned)) <= 1 / lottery.of);
});

test('a conducted draw takes the counts of the panel its number leads to, verifies, and tells each lot its story', () => {
	const transcript = conducted(planned);
	const { result } = transcript;
	equal(result.panel, undefined);
	for (const known of [{}, { all: true }]) ok(verify(transcript, known).ok, verify(transcript, known).says.en);
	const counts = panelOf(lottery, rows, result.number);
	for (const lot of [1, 17, result.drawn[0]!]) {
		const told = explain(transcript, lot);
		ok(told.drawn === told.type.rank <= told.type.taken);
		ok([...counts].includes(told.type.taken));
	}
	equal(result.drawn.length, 12);
	equal(result.drawn.length + result.reserves.length, 60);
});

test('an edit of any total, of `of` or of the form is caught', () => {
	const edited = (change: (copy: { seal: { lottery: { of: number; form: string; totals: number[] } } }) => void) => {
		const copy = structuredClone(conducted(planned)) as unknown as Parameters<typeof change>[0];
		change(copy);
		return verify(copy as unknown as Transcript)
			.steps.filter(({ ok: isOk }) => !isOk)
			.map(({ name }) => name);
	};
	deepEqual(
		edited(() => undefined),
		[]
	);
	ok(edited((copy) => copy.seal.lottery.totals[0]!++).includes('quotas'));
	const moved = edited((copy) => {
		// Moved between two types alike in all rows but one: whatever the quotas say, chances and seal differ.
		copy.seal.lottery.totals[1]! -= 1;
		copy.seal.lottery.totals[2]! += 1;
	});
	ok(moved.includes('chances') && moved.includes('seal'));
	ok(edited((copy) => (copy.seal.lottery.totals[3] = 0.5)).includes('quotas'));
	ok(edited((copy) => copy.seal.lottery.totals.pop()).includes('quotas'));
	ok(edited((copy) => (copy.seal.lottery.of *= 2)).includes('quotas'));
	ok(edited((copy) => (copy.seal.lottery.of += 1)).includes('quotas'));
	ok(edited((copy) => (copy.seal.lottery.form = 'panels')).length > 0);
});

/** Of a, b, c any two must make exactly one: half of each does, whole numbers can't. */
async function stuck(): Promise<Plan> {
	const candidates = pool(4, (i) => ({
		features: {
			ab: i < 2 ? 'y' : 'n',
			bc: i === 1 || i === 2 ? 'y' : 'n',
			ac: i === 0 || i === 2 ? 'y' : 'n'
		}
	}));
	const quotas = ['ab', 'bc', 'ac'].flatMap((feature) =>
		['y', 'n'].map((value) => ({ feature, value, min: 0, max: 2 }))
	);
	const loose = await plan(candidates, { method: 'quotas', places: 2, quotas });
	const rules = { ...loose.rules, quotas: loose.rules.quotas!.map((quota) => ({ ...quota, min: 1, max: 1 })) };
	const { types } = loose.lottery;
	return {
		...loose,
		rules,
		certificate: { levels: types.map(() => 0), proofs: [{ mu: [0, ...quotas.map(() => 0)] }] },
		lottery: { form: 'halving', types, of: 2, totals: types.map(() => 1) }
	};
}

test('totals that no panels have pass their count, but unfolding the tree refuses them, and so does a draw', async () => {
	const bad = await stuck();
	const badRows = rowsOf(bad.rules, bad.lottery.types);
	checkLottery(bad.lottery, badRows);
	throws(() => checkEveryPanel(bad.lottery as Halving, badRows), { code: 'draw.split-stuck' });
	throws(() => quickDraw(bad, 'a secret that is long'), { code: 'draw.split-stuck' });
});

test('conducting again from what was published gives the same result', () => {
	const { seal, roster, randomness, result } = conducted(planned);
	const again = conduct(JSON.parse(JSON.stringify(seal)), roster, {
		...randomness,
		beacon: signed(randomness.beacon!.round)
	});
	deepEqual(again.result, result);
});
