import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '#draw';
import { reading } from '#lib/db.server.ts';
import { hours, scene, words, type Scene } from '../../../tests/cast.ts';
import { noClock, promised, revealed, sealed } from '../../../tests/draws.ts';
import { many } from '../../../tests/standings.ts';
import { shownFeatures } from './chances.rules.ts';
import { drawPage } from './page.read.server.ts';
import { sealOf, transcriptText } from './read.server.ts';
import { sealDraw } from './seal.write.server.ts';
import { conductDraw } from './write.server.ts';

// Most firms outside Seoul are in the other track: a quota of all places would be kept by them alone.
const entrants = [
	...many(5, { track: 'api', band: 'draw', region: 'seoul' }),
	...many(2, { track: 'api', band: 'draw', region: 'busan' }),
	...many(4, { track: 'collaboration', band: 'draw', region: 'busan' })
];

/** The cast's quota, and one of the track `api` besides. */
async function withQuota({ db, call }: Scene, min: number): Promise<void> {
	const quota = { call_id: call.id, feature: 'region', value: 'busan', track: 'api', min, max: 2 };
	await db.insertInto('quotas').values(quota).execute();
}

test('a draw with a quota of a track verifies, and every panel it could draw keeps the quota', () =>
	scene(async (world) => {
		const { db } = world;
		await withQuota(world, 1);
		const { draw, digest } = await revealed(world, entrants);
		const { seal } = await sealOf(reading(db), draw.id);
		deepEqual(seal.rules.quotas, [
			{ feature: 'region', value: 'busan', min: 1, max: 3 },
			{ feature: 'region', value: 'seoul', min: 0, max: 3 },
			...['busan', 'seoul', '—'].map((value) => {
				return { feature: 'region · api', value, min: value === 'busan' ? 1 : 0, max: 3 };
			})
		]);
		const { lottery } = seal;
		ok(lottery.form === 'panels');
		const isAsked = (t: number) => lottery.types[t]!.features['region · api'] === 'busan';
		for (const { counts } of lottery.panels) {
			ok(counts.filter(([t]) => isAsked(t)).reduce((sum, [, count]) => sum + count, 0) >= 1);
		}
		const { result, roster } = await conductDraw(db, draw.id, {}, hours(72));
		const verdict = verify(JSON.parse(await transcriptText(reading(db), draw.id)), { sealDigest: digest });
		ok(verdict.ok, verdict.says.en);
		ok(result.drawn.some((lot) => roster[lot - 1]!.features['region · api'] === 'busan'));
	}));

test('the public page shows a quota of a track by its name and over the places of its track', () =>
	scene(async (world) => {
		await withQuota(world, 1);
		const { draw } = await sealed(world, entrants);
		const page = await drawPage(reading(world.db), draw.slug, { show: 'all', skip: 0 }, words('Track'));
		deepEqual(
			page.quotas.map(({ feature, min, places, entrants }) => ({ feature, min, places, entrants })),
			[
				{ feature: 'region', min: 1, places: 3, entrants: 6 },
				{ feature: 'region · api', min: 1, places: 2, entrants: 2 }
			]
		);
		deepEqual(page.names['region · api']!.name, words('region · API'));
		const told = new Set(page.lots.map(({ features }) => `${features.track} ${features['region · api']}`));
		deepEqual([...told].sort(), ['api busan', 'api seoul', 'collaboration —']);
	}));

test('of a lot, a feature of a track is shown where it says more than the answer itself', () => {
	deepEqual(shownFeatures(['region', 'region · api', 'stage · api', 'track']), ['region', 'stage · api', 'track']);
});

test('a quota of a track that too few entrants of the track can keep is not sealed, and says which', () =>
	scene(async (world) => {
		await withQuota(world, 2);
		await promised(world, [...entrants.slice(0, 6), ...entrants.slice(7)]);
		await rejects(
			sealDraw(world.db, world.hanaOrganising, noClock, hours(60)),
			({ code, detail }: { code: string; detail: { en: string } }) => {
				equal(code, 'draws.cannot-be-drawn');
				match(detail.en, /region · api/);
				return true;
			}
		);
	}));
