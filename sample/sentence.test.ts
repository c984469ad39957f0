import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOf } from './chance.ts';
import { fill, josa } from './sentence.ts';

for (const [word, particle, form] of [
	['딸기', '은', '는'],
	['인삼', '이', '이'],
	['서울', '으로', '로'],
	['부산', '으로', '으로'],
	['제주', '과', '와'],
	['API', '을', '를'],
	['6', '으로', '으로'],
	['4', '이', '가']
] as const)
	test(`${word} takes ${form}`, () => equal(josa(word, particle), form));

test('a pattern is filled: a gap and its particle, a number in steps, one of several', () => {
	equal(fill('{crop}[은] {30~30/5}{개|개}', { crop: '포도' }, chanceOf('any')), '포도는 30개');
	equal(fill('{17~17}천 쌍, {42~42}천만 원', {}, chanceOf('any')), '1만 7천 쌍, 4억 2천만 원');
	equal(fill('{1200~1200}', {}, chanceOf('any')), '1,200');
});

test('a gap without a value is refused', () => throws(() => fill('{crop}', {}, chanceOf('any')), /no crop/));
