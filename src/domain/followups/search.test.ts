import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import {
	excerpt,
	marked,
	pairQuery,
	pairsOf,
	searchable,
	seeksNothing,
	soughtIn,
	withoutParticle
} from './search.rules.ts';

test('a word is found whatever particle it bears and whatever it is joined to: its pairs are among the text’s', () => {
	for (const text of ['반도체를 만듭니다', '차량용반도체', '반도체', '시스템반도체와의 협력']) {
		const pairs = pairsOf(searchable(text));
		for (const pair of ['반도', '도체']) ok(pairs.includes(pair), text);
	}
	deepEqual(pairsOf('햅쌀 x'), ['햅쌀', '쌀']);
});

test('a particle is left off where two syllables stay; a word that ends alike is only made shorter', () => {
	const cases = {
		반도체를: '반도체',
		공장에서: '공장',
		데이터의: '데이터',
		가을: '가을',
		고속도로: '고속도',
		반도체: '반도체'
	};
	for (const [word, stem] of Object.entries(cases)) equal(withoutParticle(word), stem, word);
});

test('what was typed is taken apart into Hangul and the rest; nonsense seeks nothing', () => {
	deepEqual(soughtIn('GPU를 아끼는  Semiconductors'), { hangul: ['아끼'], latin: 'gpu semiconductors' });
	equal(pairQuery(soughtIn('반도체를')), "('반도' & '도체')");
	equal(pairQuery(soughtIn('쌀')), "('쌀':*)");
	for (const typed of ['', '   ', "'); drop table", '!!! ???', '()&|:*']) {
		equal(seeksNothing(soughtIn(typed)) || !/['()&|:*]/.test(soughtIn(typed).latin), true, typed);
	}
});

test('the words it rests on are marked, in the middle of a word too, and an excerpt begins before the first', () => {
	const sought = soughtIn('반도체 chips');
	const found = marked('차량용반도체를 위한 Chip 설계', sought).filter(({ isFound }) => isFound);
	deepEqual(
		found.map(({ text }) => text),
		['반도체', 'Chip']
	);
	const long = `${'가나다 '.repeat(100)}반도체 끝`;
	const pieces = excerpt(long, sought);
	equal(pieces[0]!.text, '…');
	ok(pieces.some(({ isFound }) => isFound));
	ok(pieces.map(({ text }) => text).join('').length < 190);
});
