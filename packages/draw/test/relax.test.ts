import { deepEqual, equal, match } from 'node:assert/strict';
import test from 'node:test';
import { DrawRefusal, type Candidate, type Quota, type Rules } from '../src/index.ts';
import { saying } from '../src/refusal.ts';
import { plan } from '../src/plan/plan.ts';
import { pool } from './world.ts';

const quota = (feature: string, value: string, min: number, max: number): Quota => ({ feature, value, min, max });

async function refusalOf(candidates: readonly Candidate[], rules: Omit<Rules, 'method'>): Promise<DrawRefusal> {
	const made = await plan(candidates, { method: 'quotas', ...rules }).catch((problem: unknown) => problem);
	if (!(made instanceof DrawRefusal)) throw made;
	return made;
}

const changesOf = ({ changes }: DrawRefusal) =>
	changes.map(({ feature, value, side, from, to }) => `${feature} = ${value}: ${side} ${from} -> ${to}`);

/** Eight entrants: of region 제주 are the first two, of the track b every other. */
const eight = pool(8, (i) => ({ features: { region: i < 2 ? '제주' : '서울', track: i % 2 ? 'a' : 'b' } }));

test('a minimum that no one alone could meet', async () => {
	const quotas = [quota('region', '제주', 3, 4), quota('region', '서울', 0, 4)];
	const refusal = await refusalOf(eight, { places: 4, quotas });
	deepEqual(changesOf(refusal), ['region = 제주: min 3 -> 2']);
	equal(
		saying(refusal).en,
		'No selection meets all quotas. The smallest change: lower the minimum of region = 제주 from 3 to 2 (2 entrants have it).'
	);
	match(saying(refusal).ko, /“region = 제주”의 최솟값을 3에서 2/);
});

test('quotas that could be met each alone, and not together: the fewest steps, of those the first in order', async () => {
	const quotas = [
		quota('region', '제주', 2, 2),
		quota('region', '서울', 1, 2),
		quota('track', 'a', 3, 4),
		quota('track', 'b', 0, 0)
	];
	const refusal = await refusalOf(eight, { places: 3, quotas });
	deepEqual(changesOf(refusal), ['region = 제주: min 2 -> 1']);
	deepEqual(
		changesOf(await refusalOf([...eight].reverse(), { places: 3, quotas: [...quotas].reverse() })),
		changesOf(refusal)
	);
});

test('minimums that ask for more than there are places', async () => {
	const quotas = [quota('track', 'a', 3, 4), quota('track', 'b', 3, 4)];
	deepEqual(changesOf(await refusalOf(eight, { places: 4, quotas })), ['track = a: min 3 -> 1']);
});

test('a value that nobody has and that must be drawn', async () => {
	const quotas = [quota('track', 'a', 0, 4), quota('track', 'b', 0, 4), quota('track', 'c', 1, 4)];
	const refusal = await refusalOf(eight, { places: 4, quotas });
	deepEqual(changesOf(refusal), ['track = c: min 1 -> 0']);
	equal(refusal.changes[0]!.entrants, 0);
});

test('more accepted than a maximum allows', async () => {
	const candidates = eight.map((one, i) => ({ ...one, band: i < 3 ? ('accept' as const) : ('draw' as const) }));
	const quotas = [quota('region', '제주', 0, 1), quota('region', '서울', 0, 4)];
	deepEqual(changesOf(await refusalOf(candidates, { places: 4, quotas, bands: true })), ['region = 제주: max 1 -> 2']);
});

test('more accepted than places', async () => {
	const candidates = eight.map((one, i) => ({ ...one, band: i < 3 ? ('accept' as const) : ('draw' as const) }));
	const refusal = await refusalOf(candidates, { places: 2, quotas: [], bands: true });
	equal(refusal.code, 'draw.no-panel');
	match(saying(refusal).en, /3 are accepted already. Raise the places/);
});

test('one of a group: quotas that give when groups are kept, places when nothing else helps', async () => {
	const together = eight.map((one, i) => ({ ...one, groups: [i < 2 ? 'island' : `own ${i}`] }));
	const quotas = [quota('region', '제주', 2, 2), quota('region', '서울', 0, 4)];
	deepEqual(changesOf(await refusalOf(together, { places: 4, quotas, onePerGroup: true })), [
		'region = 제주: min 2 -> 1'
	]);
	const pairs = eight.map((one, i) => ({ ...one, groups: [`pair ${i >> 1}`] }));
	const refusal = await refusalOf(pairs, { places: 5, quotas: [], onePerGroup: true });
	equal(refusal.code, 'draw.no-panel');
	match(saying(refusal).en, /at most 4 be drawn. Lower the places to 4/);
	match(saying(refusal).ko, /많아야 4명.*자리를 4개로/);
});

test('two accepted of one group', async () => {
	const candidates = eight.map((one, i) => ({
		...one,
		band: i < 2 ? ('accept' as const) : ('draw' as const),
		groups: [i < 2 ? 'island' : `own ${i}`]
	}));
	equal(
		(await refusalOf(candidates, { places: 4, quotas: [], onePerGroup: true, bands: true })).code,
		'draw.accepted-together'
	);
});
