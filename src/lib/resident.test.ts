import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { hasResidentNumber } from './resident.ts';

const cases: [what: string, text: string, is: boolean][] = [
	['with its dash', '제 번호는 900101-1234567 입니다', true],
	['without', '9001011234567', true],
	['with the dash a word processor makes', '900101–1234567', true],
	['in wide letters', '９００１０１－１２３４５６７', true],
	['of somebody born in this century', '110111-3234560', true],
	['of a foreigner', '850615-5123456', true],
	['a date no month has', '901301-1234567', false],
	['a part of a longer number', '19001011234567', false],
	['behind a point', '0.9001011234567', false],
	['before a point', '9001011234567.5', false],
	["a corporation's, by its check digit", '법인등록번호 110111-1234569', false],
	['the same with another check digit', '110111-1234568', true],
	['a number of the birth date’s shape that no registry gives', '900101-1234560', true],
	['a bar code of Korea', '8801011234567', false],
	['the same with a dash', '880101-1234567', true]
];

for (const [what, text, is] of cases)
	test(`a resident number ${what}: ${is ? 'yes' : 'no'}`, () => equal(hasResidentNumber(text), is));
