import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { Bits } from '../src/bits.ts';

test('a set of bits has, counts and orders what a set of numbers does', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(299)), fc.uniqueArray(fc.nat(299)), (added, flipped) => {
			const bits = new Bits(300);
			added.forEach((member) => bits.add(member));
			flipped.forEach((member) => bits.flip(member));
			const expected = Array.from({ length: 300 }, (_, i) => i).filter(
				(i) => added.includes(i) !== flipped.includes(i)
			);
			deepEqual(
				Array.from({ length: bits.count() }, (_, k) => bits.at(k)),
				expected
			);
			deepEqual(
				Array.from({ length: 300 }, (_, i) => i).filter((i) => bits.has(i)),
				expected
			);
		})
	);
});
