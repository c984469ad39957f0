import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { countBands } from './rules.ts';
import { countTally, trackScores } from './board.rules.ts';
import { boardPage, boardPageSize } from '#domain/reviews/search.rules.ts';

const rowsOf = (count: number) =>
	Array.from({ length: count }, (_, at) => {
		const score = at % 50 === 0 ? null : 1 + ((at * 7919) % 4001) / 1000;
		return {
			...{ id: String(at), number: `BUSAN-${at}`, organisation: at % 3 ? '한빛 연구소' : 'Sea Works' },
			...{ score, low: score, high: score, assigned: at % 7 ? 3 : 2, conflicts: at % 11 ? 0 : 1 }
		};
	});
const search = { q: '', show: 'all', page: 1 };

test('few applications are all in the picture, best first', () => {
	const { points, tally } = trackScores(rowsOf(100));
	equal(points.length, 98);
	deepEqual(
		points.map(({ score }) => score),
		points.map(({ score }) => score).toSorted((a, b) => b - a)
	);
	deepEqual(tally.at(-1), [null, 2]);
});

test('of twenty thousand the picture shows 400, and the counts stay exact', () => {
	const rows = rowsOf(20_000);
	const { points, tally } = trackScores(rows);
	equal(points.length, 400);
	const lines = { accept_from: 4.321, draw_from: 2.5 };
	const scores = rows.map(({ score }) => score);
	deepEqual(countTally(tally, lines), countBands(scores, lines));
});

test('a track without a score has nothing to draw', () => {
	deepEqual(trackScores([{ score: null, low: null, high: null }]), { tally: [[null, 1]], points: [] });
	deepEqual(trackScores([]), { tally: [], points: [] });
});

test('the list is searched, filtered and paged, and a page too far is the last', () => {
	const rows = rowsOf(100);
	equal(boardPage(rows, search, 3).shown.length, boardPageSize);
	equal(boardPage(rows, { ...search, page: 99 }, 3).page, 3);
	equal(boardPage(rows, { ...search, page: 99 }, 3).shown.length, 20);
	equal(boardPage(rows, { ...search, q: 'seaworks' }, 3).found, 34);
	equal(boardPage(rows, { ...search, show: 'short' }, 3).found, 15);
	equal(boardPage(rows, { ...search, show: 'conflict' }, 3).found, 10);
	deepEqual(boardPage(rows, { ...search, q: '없음' }, 3).shown, []);
});
