import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { sharedRules } from './shared.rules.ts';

const call = (slug: string, days: string) => ({ slug, rules: [{ rule: 'reply', value: days, words: `${days} days` }] });

test('what most calls have is the rule, and the others are its exceptions', () => {
	deepEqual(sharedRules([call('a', '3'), call('b', '5'), call('c', '3')]), [
		{ rule: 'reply', words: '3 days', count: 2, others: [{ slug: 'b', words: '5 days' }] }
	]);
});

test('no calls have no rules; calls that agree have no exception', () => {
	deepEqual(sharedRules([]), []);
	deepEqual(sharedRules([call('a', '3'), call('b', '3')])[0]!.others, []);
});
