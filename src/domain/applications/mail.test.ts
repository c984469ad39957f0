import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { receiptLetter, withdrawalLetter } from './mail.ts';

const facts = {
	title: 'Meet the guest',
	number: 'SEOUL-0001',
	organisation: '<b>한빛</b>',
	submittedAt: '2026-11-23(월) 12:00:00.000 KST',
	closesAt: '2026-11-23(월) 24:00 KST',
	contentHash: 'ab'.repeat(32),
	mineUrl: 'https://example.test/calls/seoul/mine'
};

for (const locale of ['ko', 'en'] as const) {
	test(`the letters say number, time, hash and where to go on (${locale})`, () => {
		const letter = receiptLetter('joon@example.test', facts, locale);
		for (const fact of [facts.number, facts.submittedAt, facts.contentHash, facts.mineUrl, facts.closesAt]) {
			match(letter.body, new RegExp(fact.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
		}
		match(letter.subject, /SEOUL-0001/);
		match(withdrawalLetter('joon@example.test', facts, locale).body, /SEOUL-0001/);
		equal(letter.to, 'joon@example.test');
	});
}
