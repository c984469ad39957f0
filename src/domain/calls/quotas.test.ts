import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../../../tests/cast.ts';
import { featuresOf, quotaFaults, quotaRows, quotasOf } from './quotas.rules.ts';

const value = (name: string) => ({ value: name, label: words(name) });
const features = [
	{ key: 'region', label: words('r'), values: ['seoul', 'busan', 'jeju'].map(value) },
	{ key: 'female_led', label: words('f'), values: ['yes', 'no'].map(value) }
];
const tracks = [
	{ key: 'api', places: 6 },
	{ key: 'other', places: 4 }
];
type Quota = { feature: string; value: string; track: string | null; min: number; max: number };
const quota = (
	...[feature, value, min, max, track = null]: [string, string, number, number, (string | null)?]
): Quota => {
	return { feature, value, track, min, max };
};
const faults = (...quotas: Quota[]) => quotaFaults(quotas, features, tracks);

test('quotas that can be met are let through', () =>
	deepEqual(
		faults(quota('region', 'busan', 2, 10), quota('female_led', 'yes', 3, 8), quota('region', 'seoul', 0, 6)),
		{}
	));

test('a minimum over its maximum is named, and nothing is added up before it is mended', () => {
	deepEqual(faults(quota('region', 'busan', 5, 4)), { 'quotas.0.min': 'calls.quota-min-over-max' });
	deepEqual(faults(quota('region', 'busan', 50, 4), quota('region', 'jeju', 0, 10)), {
		'quotas.0.min': 'calls.quota-min-over-max'
	});
});

test('a sum that cannot be met is complained of where something was typed', () =>
	deepEqual(faults(quota('region', 'seoul', 12, 12), quota('region', 'jeju', 0, 10)), {
		'quotas.0.min': 'calls.quota-mins-over-places'
	}));

test('minimums that sum to more than the places are named at the last of them', () =>
	deepEqual(faults(quota('region', 'busan', 6, 10), quota('region', 'seoul', 5, 10)), {
		'quotas.1.min': 'calls.quota-mins-over-places'
	}));

test('minimums that sum to exactly the places can be met', () =>
	deepEqual(faults(quota('region', 'busan', 6, 10), quota('region', 'seoul', 4, 10)), {}));

test('minimums of different features are not summed', () =>
	deepEqual(faults(quota('region', 'busan', 6, 10), quota('female_led', 'yes', 6, 10)), {}));

test('maximums that cannot fill the places are named, once every value is bound', () => {
	deepEqual(faults(quota('female_led', 'yes', 0, 4), quota('female_led', 'no', 0, 5)), {
		'quotas.1.max': 'calls.quota-maxes-under-places'
	});
	deepEqual(faults(quota('region', 'busan', 0, 4), quota('region', 'seoul', 0, 5)), {});
});

test('a value or a feature that the form does not ask is named', () => {
	deepEqual(faults(quota('region', 'mars', 1, 2)), { 'quotas.0.value': 'calls.quota-unknown' });
	deepEqual(faults(quota('colour', 'red', 1, 2)), { 'quotas.0.value': 'calls.quota-unknown' });
});

test('the same value twice is named', () =>
	deepEqual(faults(quota('region', 'busan', 1, 2), quota('region', 'busan', 1, 3)), {
		'quotas.1.value': 'calls.quota-twice'
	}));

test('an empty side is no bound, and two empty sides no quota', () => {
	const typed = [
		{ feature: 'region', value: 'busan', track: '', min: 2, max: null },
		{ feature: 'region', value: 'seoul', track: '', min: null, max: 6 },
		{ feature: 'region', value: 'jeju', track: '', min: null, max: null },
		{ feature: 'region', value: 'jeju', track: 'api', min: 1, max: null }
	];
	deepEqual(quotasOf(typed, features, tracks), [
		quota('region', 'busan', 2, 10),
		quota('region', 'seoul', 0, 6),
		quota('region', 'jeju', 1, 6, 'api')
	]);
	throws(() => quotasOf([typed[2]!, { ...typed[0]!, min: 11 }], features, tracks), {
		fields: { 'quotas.1.min': 'calls.quota-min-over-max' }
	});
});

test('a maximum of none for every value of a feature cannot be met', () =>
	deepEqual(faults(quota('female_led', 'yes', 0, 0), quota('female_led', 'no', 0, 0)), {
		'quotas.1.max': 'calls.quota-maxes-under-places'
	}));

test('the tracks are the choices of a track field', () => {
	const field = { key: 'track', kind: 'track', label: words('t'), options: [], is_feature: true };
	const tracks = [{ key: 'api', name: words('API'), places: 2 }];
	deepEqual(featuresOf({ tracks, fields: [field, { ...field, key: 'x', is_feature: false }] }), [
		{ key: 'track', label: words('t'), values: [{ value: 'api', label: words('API'), places: 2 }] }
	]);
});

test('a quota that a track’s own places break is named; one that they keep says nothing new', () => {
	const track = {
		key: 'track',
		label: words('t'),
		values: [
			{ ...value('api'), places: 6 },
			{ ...value('other'), places: 4 }
		]
	};
	const faultsOf = (...quotas: Quota[]) => quotaFaults(quotas, [...features, track], tracks);
	const against = { 'quotas.0.min': 'calls.quota-against-track' };
	deepEqual(faultsOf(quota('track', 'api', 7, 10)), against);
	deepEqual(faultsOf(quota('track', 'api', 0, 5)), against);
	deepEqual(faultsOf(quota('track', 'api', 6, 6), quota('track', 'other', 0, 10)), {});
	deepEqual(faultsOf(quota('track', 'other', 1, 4, 'api')), { 'quotas.0.value': 'calls.quota-unknown' });
});

test('a value may have a quota of all places and one of each track, but no two of one', () => {
	const [all, api, other] = [null, 'api', 'other'].map((track) => quota('region', 'busan', 1, 4, track));
	deepEqual(faults(all!, api!, other!), {});
	deepEqual(faults(api!, api!), { 'quotas.1.value': 'calls.quota-twice' });
});

test('a quota of a track that is not there, or over its places, is named', () => {
	deepEqual(faults(quota('region', 'busan', 1, 4, 'gone')), { 'quotas.0.track': 'calls.quota-of-no-track' });
	deepEqual(faults(quota('region', 'busan', 6, 6, 'api')), {});
	deepEqual(faults(quota('region', 'busan', 7, 7, 'api')), { 'quotas.0.min': 'calls.quota-min-over-track' });
});

test('within a track, bounds of one feature are summed against its places', () => {
	deepEqual(faults(quota('region', 'busan', 4, 6, 'api'), quota('region', 'seoul', 3, 6, 'api')), {
		'quotas.1.min': 'calls.quota-mins-over-track'
	});
	deepEqual(faults(quota('region', 'busan', 4, 6, 'api'), quota('region', 'seoul', 3, 4, 'other')), {});
	deepEqual(faults(quota('female_led', 'yes', 0, 2, 'other'), quota('female_led', 'no', 0, 1, 'other')), {
		'quotas.1.max': 'calls.quota-maxes-under-track'
	});
});

test('tracks that need more of a value than all places allow, or allow less than those need, are named', () => {
	deepEqual(
		faults(
			quota('region', 'busan', 0, 5),
			quota('region', 'busan', 3, 6, 'api'),
			quota('region', 'busan', 3, 4, 'other')
		),
		{ 'quotas.2.min': 'calls.quota-tracks-over-all' }
	);
	deepEqual(faults(quota('region', 'busan', 7, 10), quota('region', 'busan', 0, 2, 'api')), {
		'quotas.1.max': 'calls.quota-tracks-under-all'
	});
	deepEqual(faults(quota('region', 'busan', 6, 10), quota('region', 'busan', 0, 2, 'api')), {});
	// Four at most that are not led by women leave six that are; the track gives one, the other track four.
	deepEqual(faults(quota('female_led', 'no', 0, 4), quota('female_led', 'yes', 0, 1, 'api')), {
		'quotas.1.max': 'calls.quota-tracks-under-all'
	});
});

test('the editor has the quotas of a value and an empty row for the next scope; a track is counted over all places only', () => {
	const field = { is_feature: true, label: words('r'), options: features[0]!.values };
	const fields = [
		{ ...field, key: 'region', kind: 'choice' },
		{ ...field, key: 'track', kind: 'track' }
	];
	const named = tracks.map((track) => ({ ...track, name: words(track.key) }));
	const rows = (quotas: Quota[], own = named) =>
		quotaRows({ fields, tracks: own, quotas }).map(({ value, track, quota, hasTracks }) =>
			[value, track, quota ? 'kept' : 'empty', hasTracks ? 'choice' : ''].join(' ').trim()
		);
	const kept = [
		quota('region', 'seoul', 1, 9),
		quota('region', 'seoul', 1, 5, 'api'),
		quota('region', 'jeju', 1, 5, 'x')
	];
	deepEqual(rows(kept), [
		...['seoul  kept choice', 'seoul api kept choice', 'seoul other empty choice'],
		...['busan  empty choice', 'jeju  empty choice', 'api  empty', 'other  empty']
	]);
	deepEqual(rows(kept.slice(0, 1), named.slice(0, 1)).slice(0, 2), ['seoul  kept', 'busan  empty']);
});
