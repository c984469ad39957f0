import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FormField } from './answers.rules.ts';
import { answerOf, cellOf } from './cells.rules.ts';
import { settledAnswer } from './kinds.rules.ts';

const label = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text));
const options = fc.uniqueArray(
	fc.record({ value: fc.stringMatching(/^[a-z]{1,4}$/), label: fc.record({ ko: label, en: label }) }),
	{
		minLength: 2,
		maxLength: 5,
		selector: ({ value }) => value
	}
);
const field = (kind: string, more: Partial<FormField> = {}): FormField => ({
	...{ key: 'k', kind, label: { ko: '물음', en: 'Question' }, help: null, is_required: false, is_feature: false },
	...{ max_length: null, options: [], settings: {}, shown_when: null, ...more }
});
const locale = fc.constantFrom('ko' as const, 'en' as const);

const typed: Record<string, fc.Arbitrary<string>> = {
	text: fc.string({ unit: 'grapheme' }),
	long: fc.string({ unit: 'binary' }),
	number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((figure) => figure.toFixed(4)),
	date: fc
		.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
		.map((day) => day.toISOString().slice(0, 10)),
	phone: fc.constantFrom('010-1234-5678', '+82 10 1234 5678', '02-123-4567', '1588-0000', '+1 415 555 2671'),
	organisation: fc.constantFrom('220-81-62517', '２２０８１６２５１７'),
	link: fc.webUrl(),
	address: fc.constantFrom('06236\n서울 강남구 테헤란로 152\n3층, 가동', '10001\n5th Ave 1\n\nUSA', '02134\nA, B')
};

for (const [kind, text] of Object.entries(typed)) {
	test(`a settled answer in a cell is the same answer again: ${kind}`, () => {
		fc.assert(
			fc.property(text, locale, (answer, reader) => {
				const asked = field(kind, { settings: { unit: { ko: '회', en: 'calls' } } });
				const settled = settledAnswer(answer, asked);
				equal(answerOf(cellOf(settled, asked, reader), asked), settled);
			})
		);
	});
}

test('choices are the same again, whatever they are called, one or several, in order or ranked', () => {
	fc.assert(
		fc.property(options, locale, fc.nat(), (offered, reader, which) => {
			const values = offered.map(({ value }) => value);
			const one = field('choice', { options: offered });
			equal(answerOf(cellOf(values[which % values.length]!, one, reader), one), values[which % values.length]);
			const some = values.filter((_, at) => (which >> at) & 1);
			const several = field('choices', { options: offered });
			const settled = settledAnswer(some.toReversed().join('\n'), several);
			equal(answerOf(cellOf(settled, several, reader), several), settled);
			const ranked = field('stops', { options: offered });
			equal(answerOf(cellOf(some.toReversed().join('\n'), ranked, reader), ranked), some.toReversed().join('\n'));
		})
	);
});

const seoul = { value: 'seoul', label: { ko: '서울', en: 'Seoul' } };
const busan = { value: 'busan', label: { ko: '부산·경남', en: 'Busan, Gyeongnam' } };
for (const [kind, cell, answer] of [
	['choice', ' ＳＥＯＵＬ ', 'seoul'],
	['choice', 'Mars', 'Mars'],
	['choices', '부산·경남, 서울', 'seoul\nbusan'],
	['choices', 'Busan, Gyeongnam', 'busan'],
	['choices', 'Seoul; mars', 'seoul\nmars'],
	['stops', '1. Seoul\n2. 부산·경남', 'seoul\nbusan'],
	['number', '1,200 회', '1200'],
	['date', '2026-11-03(화)', '2026-11-03'],
	['date', '2026. 11. 3.', '2026-11-03'],
	['phone', '1012345678', '+821012345678'],
	['phone', '15880000', '15880000'],
	['address', '(06236) 서울 테헤란로 152', '06236\n서울 테헤란로 152'],
	['address', '6236\n서울 테헤란로 152', '06236\n서울 테헤란로 152'],
	['text', ' ㅤ한빛\u200b ', '한빛']
] as const) {
	test(`a cell as people write it: ${kind} ${JSON.stringify(cell)}`, () => {
		const settings = { unit: { ko: '회', en: 'calls' } };
		equal(answerOf(cell, field(kind, { options: [seoul, busan], settings })), answer);
	});
}
