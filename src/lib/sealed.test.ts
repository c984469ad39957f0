import '../../tests/sealing.ts';
import { equal, notDeepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { sealed, unsealed } from './sealed.server.ts';

test('what is sealed is not read in its bytes, opens as what it was sealed as, and no two look alike', () => {
	const bytes = sealed('비밀 secret', 'totp/1');
	ok(!bytes.toString('latin1').includes('secret'));
	equal(unsealed(bytes, 'totp/1'), '비밀 secret');
	equal(unsealed(bytes, 'totp/2'), null);
	notDeepEqual(sealed('비밀 secret', 'totp/1'), bytes);
});

test('one bit changed, or cut short, it does not open', () => {
	const bytes = sealed('secret', 'x');
	for (const at of bytes.keys()) {
		const other = Buffer.from(bytes);
		other[at]! ^= 1;
		equal(unsealed(other, 'x'), null);
	}
	for (const length of [0, 12, 20, bytes.length - 1]) equal(unsealed(bytes.subarray(0, length), 'x'), null);
});
