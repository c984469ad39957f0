import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { HashPromised, Preparation, SecretGiven } from './form.ts';

/** What a schema complains of, by field. */
function faults(
	schema: { safeParse: (typed: unknown) => { error?: { issues: { path: PropertyKey[]; message: string }[] } } },
	typed: object
) {
	const issues = schema.safeParse(typed).error?.issues ?? [];
	return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

const email = 'bora@example.test';

for (const [what, name, code] of [
	['missing', '', 'lib.blank'],
	['invisible-only', '\u3164\u200b', 'lib.blank'],
	['NUL', 'Bo\u0000ra', 'lib.control-characters'],
	['mixed-script', 'B\u043era', 'lib.mixed-scripts'],
	['RRN-shaped', '900101-1234567', 'lib.resident-number'],
	['overlong', '보'.repeat(61), 'lib.too-long']
] as const) {
	test(`a witness's name that is ${what} is refused, naming the field`, () =>
		deepEqual(faults(Preparation, { 'name-1': name, 'email-1': email }), { 'name-1': code }));
}

test('a witness without an address, or asked twice, is refused; empty rows are not there', () => {
	deepEqual(faults(Preparation, { 'name-1': '보라', 'email-1': 'nowhere' }), { 'email-1': 'people.not-an-address' });
	const twice = { 'name-1': '보라', 'email-1': email, 'name-2': '보라', 'email-2': 'BORA@example.test' };
	deepEqual(faults(Preparation, twice), { 'name-2': 'draws.witness-twice', 'email-2': 'draws.witness-twice' });
	const read = Preparation.parse({ 'name-3': ' 보라 ', 'email-3': email, 'name-1': '', beacon: 'yes' });
	deepEqual(read, { usesBeacon: true, witnesses: [{ name: '보라', email }] });
});

test('a promise is 64 hex digits, however they were spaced; a secret has sixteen characters at least', () => {
	equal(HashPromised.parse({ commitment: ` ${'AB '.repeat(32)}` }).commitment, 'ab'.repeat(32));
	deepEqual(faults(HashPromised, { commitment: 'ab' }), { commitment: 'draws.not-a-hash' });
	deepEqual(faults(SecretGiven, { secret: 'short' }), { secret: 'draws.short-secret' });
});
