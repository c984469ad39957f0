import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differing, merged } from './merge.ts';

test('a field changed on one side is taken from it; changed on both alike it is nobody’s quarrel', () => {
	const base = { a: '1', b: '1', c: '1' };
	deepEqual(merged(base, { ...base, a: '2' }, { ...base, b: '3' }), { typed: { a: '2', b: '3', c: '1' }, clashes: [] });
	deepEqual(merged(base, { ...base, a: '2' }, { ...base, a: '2' }), { typed: { a: '2', b: '1', c: '1' }, clashes: [] });
	deepEqual(merged({}, { a: 'new' }, { b: 'theirs' }), { typed: { a: 'new', b: 'theirs' }, clashes: [] });
	deepEqual(merged(base, base, { a: '1' }), { typed: { a: '1', b: '', c: '' }, clashes: [] });
});

test('a field changed on both sides stays as it was typed here, and both are named', () => {
	deepEqual(merged({ a: '1' }, { a: 'mine' }, { a: 'theirs' }), {
		typed: { a: 'mine' },
		clashes: [{ name: 'a', mine: 'mine', theirs: 'theirs' }]
	});
});

test('whatever is typed anywhere: nothing of either side is lost unnamed', () => {
	const form = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x', 'y', 'z'));
	fc.assert(
		fc.property(form, form, form, (base, mine, theirs) => {
			const { typed, clashes } = merged(base, mine, theirs);
			const named = clashes.map(({ name }) => name);
			return (
				differing(base, mine).every((name) => (typed[name] ?? '') === (mine[name] ?? '')) &&
				differing(base, theirs).every((name) => named.includes(name) || (typed[name] ?? '') === (theirs[name] ?? ''))
			);
		})
	);
});
