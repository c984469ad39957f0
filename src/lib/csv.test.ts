import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { csv } from './csv.ts';

test('a table begins with a byte order mark and quotes what needs quoting', () => {
	equal(
		csv([
			['이름', 'a,b'],
			['"x"', 'two\nlines']
		]),
		'\ufeff이름,"a,b"\r\n"""x""","two\nlines"\r\n'
	);
});

for (const text of ['=HYPERLINK("http://x","y")', '@SUM(1)', '+821012345678', '-1', '\t=1', '＝1', ' =1']) {
	test(`a cell that a spreadsheet would run stays text: ${JSON.stringify(text)}`, () => {
		equal(/^\ufeff"?'/.test(csv([[text]])), true);
	});
}
