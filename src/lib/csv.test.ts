import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellsIn, csv, delimiterOf } from './csv.ts';
import { encodingOf, textIn } from './encoding.ts';
import { tableFrom } from './table.server.ts';

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

test('what is written as CSV is read from it again, formulas and apostrophes too', () => {
	const cell = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: fc.constantFrom('"', ',', "'", '=', '+', '\n', '\r', '\t', ' ', '가', '＝') })
	);
	fc.assert(
		fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
			deepEqual(cellsIn(csv(rows).slice(1), ',').rows, rows);
		})
	);
});

for (const [name, text, delimiter] of [
	['commas', '이름,메일\n"한빛, 서울",a@b.c\n', ','],
	['tabs, as pasted from a sheet', '이름\t메일\n한빛, 서울\ta@b.c\n', '\t'],
	['semicolons', 'name;mail;x\n1,5;a@b.c;2,5\n', ';']
] as const) {
	test(`the delimiter is found: ${name}`, () => equal(delimiterOf(text), delimiter));
}

test('the encoding is found: UTF-8 with or without a mark, UTF-16, and CP949 as Korean Excel writes it', () => {
	const cp949 = Buffer.from([0xc7, 0xd1, 0xba, 0xfb, 0x2c, 0x8c, 0x63]); // the last letter is in CP949 alone
	equal(textIn(cp949, encodingOf(cp949)), '한빛,똠');
	equal(encodingOf(cp949), 'euc-kr');
	const rare = Buffer.from('8141c65294eea0fe', 'hex'); // the first and the last that CP949 adds, and two between
	equal(textIn(rare, 'euc-kr'), '갂힣뷁좤');
	for (const bytes of [Buffer.from('\ufeff한빛'), Buffer.from('한빛')]) equal(textIn(bytes, encodingOf(bytes)), '한빛');
	const wide = Buffer.from('\ufeff한빛', 'utf16le');
	equal(textIn(wide, encodingOf(wide)), '한빛');
});

test('a table is read from text and JSON; what is none is refused with what is wrong', () => {
	const text = tableFrom(Buffer.from('\n이름 , 메일\r\n\r\n"두\n줄",a@b.c'));
	deepEqual(text.table, { heads: ['이름', '메일'], lines: [{ row: 4, cells: ['두\n줄', 'a@b.c'] }] });
	const json = tableFrom(
		Buffer.from('{"call":"x","applications":[{"mail":"a@b.c","answers":{"n":1,"s":["x","y"]}},{"z":null}]}')
	);
	deepEqual(json.table.heads, ['mail', 'n', 's', 'z']);
	deepEqual(json.table.lines[0], { row: 1, cells: ['a@b.c', '1', 'x\ny', ''] });
	const refused = {
		'a,b\n"open': 'lib.open-quote',
		'[1,2]': 'lib.not-a-table',
		'{"a":': 'lib.not-a-table',
		'a,b\n': 'lib.table-empty'
	};
	for (const [bytes, code] of Object.entries(refused)) throws(() => tableFrom(Buffer.from(bytes)), { code }, bytes);
	throws(() => tableFrom(Buffer.from('a,b\n' + '1,2\n'.repeat(20_001))), { code: 'lib.table-too-long' });
});
