import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { colourTooFaint, contrastOf, leastContrast, readable, worstContrast } from './rules.ts';

test('a contrast is reckoned as WCAG has it', () => {
	equal(contrastOf('#000000', '#ffffff'), 21);
	equal(contrastOf('#ffffff', '#ffffff'), 1);
	equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54'); // the lightest grey that passes on white
	equal(contrastOf('#ffffff', '#777777').toFixed(2), '4.48');
});

test('the nearest colour that can be read can be, and is the first that can; one that can be stays', () => {
	for (const colour of ['#ffd400', '#ff0000', '#00aaff', '#ffffff', '#767676', '#12ff3f']) {
		const nearest = readable(colour);
		ok(worstContrast(nearest) >= leastContrast, nearest);
		ok(worstContrast(nearest) < 4.7, `${nearest} is darker than it need be`);
	}
	equal(readable('#12513f'), '#12513f');
});

test('a refused colour is told with its ratio, cut and not rounded, and with one that would do', () => {
	const { code, detail } = colourTooFaint('#777777');
	equal(code, 'looks.faint');
	ok(Number(detail.ratio) < leastContrast);
	ok(worstContrast(String(detail.nearest)) >= leastContrast);
});
