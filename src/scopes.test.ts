import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { policies } from './policies.ts';
import { finderOf } from './scopes.ts';

test('of every entry point it is said whose rows it may see', () => {
	deepEqual(
		Object.keys(policies).filter((route) => !finderOf(route)),
		[]
	);
});
