import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../../../tests/cast.ts';
import { featuresOf, quotaFaults, quotasOf } from './quotas.rules.ts';

const value = (name: string) => ({ value: name, label: words(name) });
const features = [
	{ key: 'region', label: words('r'), values: ['seoul', 'busan', 'jeju'].map(value) },
	{ key: 'female_led', label: words('f'), values: ['yes', 'no'].map(value) }
];
const quota = (feature: string, name: string, min: number, max: number) => ({ feature, value: name, min, max });
const faults = (...quotas: ReturnType<typeof quota>[]) => quotaFaults(quotas, features, 10);

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
		{ feature: 'region', value: 'busan', min: 2, max: null },
		{ feature: 'region', value: 'seoul', min: null, max: 6 },
		{ feature: 'region', value: 'jeju', min: null, max: null }
	];
	deepEqual(quotasOf(typed, features, 10), [quota('region', 'busan', 2, 10), quota('region', 'seoul', 0, 6)]);
	throws(() => quotasOf([{ feature: 'region', value: 'busan', min: 11, max: null }], features, 10), {
		code: 'lib.fields'
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
	const faultsOf = (...quotas: ReturnType<typeof quota>[]) => quotaFaults(quotas, [...features, track], 10);
	const against = { 'quotas.0.min': 'calls.quota-against-track' };
	deepEqual(faultsOf(quota('track', 'api', 7, 10)), against);
	deepEqual(faultsOf(quota('track', 'api', 0, 5)), against);
	deepEqual(faultsOf(quota('track', 'api', 6, 6), quota('track', 'other', 0, 10)), {});
});
