import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { ofHundred } from './chance.rules.ts';

test('the chance today is the places over those who stand, track by track', () => {
	equal(ofHundred([]), null);
	equal(ofHundred([{ places: 10, live: 0 }]), null);
	equal(ofHundred([{ places: 100, live: 212 }]), 47);
	equal(ofHundred([{ places: 10, live: 10 }]), 100);
	// A track with places to spare does not give them to another.
	equal(
		ofHundred([
			{ places: 50, live: 10 },
			{ places: 10, live: 40 }
		]),
		40
	);
});

test('rounding never says all or nobody where it is not so', () => {
	equal(ofHundred([{ places: 999, live: 1000 }]), 99);
	equal(ofHundred([{ places: 1, live: 1000 }]), 1);
});
