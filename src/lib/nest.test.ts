import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { nested } from './nest.ts';

test('names with dots become groups, and groups of numbers lists', () =>
	deepEqual(nested({ 'a.1.x': 'second', 'a.0.x': 'first', 'a.10.x': 'last', b: '1', 'c.k': 'v' }), {
		a: [{ x: 'first' }, { x: 'second' }, { x: 'last' }],
		b: '1',
		c: { k: 'v' }
	}));

test('a name that reaches into a text is left out', () => deepEqual(nested({ a: 'text', 'a.b': 'x' }), { a: 'text' }));

test('the names of an object’s insides do no harm', () => {
	nested({ '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes' });
	deepEqual(({} as Record<string, unknown>).polluted, undefined);
});
