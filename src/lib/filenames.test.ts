import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asAttachment, tidyName, withEnding } from './filenames.ts';
import { letterCount } from './text.ts';

test('a name is kept NFC, without its folder, and without what is not seen', () => {
	const nfd = '사업계획서_최종.hwp'.normalize('NFD');
	equal(Buffer.byteLength(tidyName(nfd)), 26);
	for (const [typed, kept] of [
		['C:\\fakepath\\x.pdf', 'x.pdf'],
		['..\\..\\a', 'a'],
		['../../etc/passwd', 'passwd'],
		['a.pdf\u0000.exe', 'a.pdf.exe'],
		['invoice\u202efdp.exe', 'invoicefdp.exe'],
		['CON.pdf', '_CON.pdf'],
		['com1', '_com1'],
		['console.pdf', 'console.pdf'],
		['...', 'file'],
		['\u3164\u200b', 'file'],
		['a<b>:"|?*.pdf', 'a_b______.pdf'],
		['trailing. ', 'trailing']
	] as const) {
		equal(tidyName(typed), kept);
	}
});

test('a long name is cut at 120 letters, none of them halved, with its ending kept', () => {
	for (const long of [
		`${'가'.repeat(200)}.pdf`,
		`${'👨‍👩‍👧'.repeat(200)}.hwpx`,
		`${'가'.repeat(200)}.pdf`.normalize('NFD')
	]) {
		const kept = tidyName(long);
		ok(letterCount(kept) <= 120);
		ok(/\.(pdf|hwpx)$/.test(kept));
	}
	equal(letterCount(tidyName('x'.repeat(500))), 120);
});

test('whatever is typed, the name is safe, and tidying twice changes nothing', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
			const name = tidyName(typed);
			ok(name.length > 0 && letterCount(name) <= 120);
			ok(!/[/\\\p{Cc}\p{Cf}<>:"|?*]/u.test(name));
			equal(tidyName(name), name);
		})
	);
});

test('the ending says what the file is', () => {
	deepEqual(
		[withEnding('a.pdf', 'pdf'), withEnding('a.PDF', 'pdf'), withEnding('a.jpeg', 'jpg'), withEnding('a.docx', 'pdf')],
		['a.pdf', 'a.PDF', 'a.jpeg', 'a.docx.pdf']
	);
});

test('a disposition carries the name for old and new readers, and cannot be broken out of', () => {
	equal(
		asAttachment('계획 "1".pdf'),
		`attachment; filename="__ _1_.pdf"; filename*=UTF-8''%EA%B3%84%ED%9A%8D%20%221%22.pdf`
	);
	equal(/[\r\n]/.test(asAttachment('a\r\nSet-Cookie: x.pdf')), false);
});
