import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { firstSentence } from './text.ts';

test('the first sentence of a text stands for it', () => {
	equal(firstSentence('심사와 추첨으로 정합니다. 나머지는 아래와 같습니다.'), '심사와 추첨으로 정합니다.');
	equal(firstSentence('Firms may apply. One each.'), 'Firms may apply.');
	equal(firstSentence('국내 기업, 창업 10년 이내'), '국내 기업, 창업 10년 이내');
	equal(firstSentence('One line\n\n1. First: a list.'), 'One line');
	equal(firstSentence('  '), '');
});
