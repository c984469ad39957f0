import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import test from 'node:test';
import { joined, u32 } from '../src/bytes.ts';
import { gapOf } from '../src/certificate.ts';
import { chancesOf, compareFractions, nextReserve, type Lottery, type Plan } from '../src/index.ts';
import { checkLottery } from '../src/lottery.ts';
import { plan } from '../src/plan/plan.ts';
import { rowsOf } from '../src/rows.ts';
import { diceFrom } from '../src/stream.ts';
import { pool, quickDraw } from './world.ts';

const two = (min: number, max: number) => ['a', 'b'].map((value) => ({ feature: 't', value, min, max }));
const mixed = (count: number) => pool(count, (i) => ({ features: { t: i % 2 ? 'a' : 'b' } }));

test('a throw that would favour small numbers is thrown again', () => {
	const key = new Uint8Array(32).fill(9);
	const below = (1n << 63n) + 1n;
	const dice = diceFrom(key);
	const blocks = Array.from({ length: 200 }, (_, i) => {
		const block = sha256(joined(key, u32(i)));
		return new DataView(block.buffer, block.byteOffset).getBigUint64(0);
	});
	const expected = blocks.filter((value) => value < below).slice(0, 50);
	deepEqual(
		expected.map(() => dice(below)),
		expected
	);
});

test('a reserve whose organisation already has a place is passed over', async () => {
	const candidates = pool(9, (i) => ({ features: { t: 'a' }, groups: [`org ${Math.floor(i / 3)}`] }));
	const quotas = [{ feature: 't', value: 'a', min: 0, max: 2 }];
	const planned = await plan(candidates, { method: 'quotas', places: 2, quotas, onePerGroup: true });
	for (let i = 0; i < 20; i++) {
		const transcript = quickDraw(planned, `seed number ${i} of many`);
		const groupOf = (lot: number) => transcript.roster[lot - 1]!.groups![0];
		const [stays, leaves] = transcript.result.drawn;
		const { lot } = nextReserve(transcript, { gone: [leaves!], taken: [] });
		ok(lot !== null && groupOf(lot) !== groupOf(stays!));
	}
});

test('when all reserves left are of organisations that have a place, nobody moves up', async () => {
	const candidates = pool(4, (i) => ({ features: {}, groups: [i === 3 ? 'alone' : 'three'] }));
	const planned = await plan(candidates, { method: 'quotas', places: 2, quotas: [], onePerGroup: true });
	const transcript = quickDraw(planned, 'a secret long enough');
	const alone = transcript.result.drawn.find((lot) => transcript.roster[lot - 1]!.groups![0] === 'alone')!;
	equal(nextReserve(transcript, { gone: [alone], taken: [] }).lot, null);
});

test('when no reserve keeps the quotas, the first in the order moves up and it is said what stays unmet', async () => {
	const candidates = pool(12, (i) => ({ features: { t: i < 2 ? 'rare' : 'common' } }));
	const quotas = [
		{ feature: 't', value: 'rare', min: 2, max: 2 },
		{ feature: 't', value: 'common', min: 2, max: 3 }
	];
	const transcript = quickDraw(await plan(candidates, { method: 'quotas', places: 4, quotas }), 'a secret long enough');
	const rare = transcript.result.drawn.find((lot) => transcript.roster[lot - 1]!.features.t === 'rare')!;
	const next = nextReserve(transcript, { gone: [rare], taken: [] });
	equal(next.lot, transcript.result.reserves[0]);
	deepEqual([next.keepsQuotas, next.unmet], [false, ['t = rare']]);
});

test('a proof that says nothing of some entrant proves nothing of their level', async () => {
	const planned: Plan = await plan(mixed(8), { method: 'quotas', places: 4, quotas: two(1, 3) });
	const { lottery, rules, certificate } = planned;
	if (lottery.form !== 'panels' || !certificate || 'scenarios' in certificate) throw new Error(lottery.form);
	const rows = rowsOf(rules, lottery.types);
	const [num, den] = [...chancesOf(lottery)].sort(compareFractions)[0]!;
	const onlyA = rows.map(({ row }) => (row.about === 'feature' && row.value === 'a' ? 1 : 0));
	const gap = gapOf(lottery, rows, { levels: certificate.levels.map(() => 0), proofs: [{ mu: onlyA }] });
	equal(gap[0] / gap[1], 1 - num / den);
});

test('a lottery is refused for one panel above a maximum, below a minimum, or of the wrong size', async () => {
	const { lottery, rules } = await plan(mixed(8), { method: 'quotas', places: 4, quotas: two(2, 2) });
	const rows = rowsOf(rules, lottery.types);
	const withCounts = (...counts: [number, number][]) =>
		({ ...lottery, of: 1, panels: [{ times: 1, counts }] }) as Lottery;
	checkLottery(withCounts([0, 2], [1, 2]), rows);
	throws(() => checkLottery(withCounts([0, 3], [1, 2]), rows), { code: 'draw.quota-broken' });
	throws(() => checkLottery(withCounts([0, 2], [1, 1]), rows), { code: 'draw.quota-broken' });
	throws(() => checkLottery(withCounts([0, 5]), rows), { code: 'draw.type-bound' });
	throws(() => checkLottery(withCounts([1, 2], [0, 2]), rows), { code: 'draw.bad-lottery' });
	// Above a maximum while the number of places is right: only the quota itself can tell.
	const loose = await plan(mixed(8), {
		method: 'quotas',
		places: 4,
		quotas: [
			{ feature: 't', value: 'a', min: 0, max: 1 },
			{ feature: 't', value: 'b', min: 0, max: 4 }
		]
	});
	throws(() => checkLottery(withCounts([0, 2], [1, 2]), rowsOf(loose.rules, loose.lottery.types)), {
		code: 'draw.quota-broken'
	});
});
