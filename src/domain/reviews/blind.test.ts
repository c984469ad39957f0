import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../../../tests/world.ts';
import { blindCopy, cutter, masked, type Names } from './blind.rules.ts';

const names: Names = {
	firms: ['(주)한결 로봇', 'Nuri Robotics Co., Ltd.'],
	people: ['박하늘'],
	addresses: ['https://www.nuri-robotics.kr/about', 'haneul@hangyeol.example'],
	numbers: ['2208162517', '+821012345678']
};
const copy = (text: string, masks: { text: string; is_hidden: boolean }[] = []) => masked(cutter(names, masks)(text));

test('names of the firm, in its spellings, of people, and whatever leads to them are hidden', () => {
	for (const [text, hidden] of [
		['한결로봇은 로봇을 만듭니다', '▇▇▇은 로봇을 만듭니다'],
		['저희 한결-로봇, 주식회사 한결 로봇', '저희 ▇▇▇, 주식회사 ▇▇▇'],
		['NURI  ROBOTICS makes arms', '▇▇▇ makes arms'],
		['Nuri Robotics의 팔', '▇▇▇의 팔'],
		['대표 박하늘 드림', '대표 ▇▇▇ 드림'],
		['문의 010-1234-5678 또는 02-555-1234', '문의 ▇▇▇ 또는 ▇▇▇'],
		['01012345678', '▇▇▇'],
		['사업자 220-81-62517, 220 81 62517', '사업자 ▇▇▇, ▇▇▇'],
		['write to ceo+x@other.example.', 'write to ▇▇▇.'],
		['see https://github.com/nuri/arm and nuri-robotics.kr', 'see ▇▇▇ and ▇▇▇'],
		['@nuri_robotics on x', '▇▇▇ on x']
	])
		equal(copy(text!), hidden);
});

test('what names nobody stays as it was written', () => {
	for (const text of [
		'로봇 팔 30%의 효율',
		'Robotics for all, version 2.1.4',
		'2026-11-23 09:00',
		'연 1,200,000,000원 규모',
		'm² 당 3.5',
		'e.g. a.m.'
	])
		equal(copy(text), text);
});

test('an organiser hides more, or shows what was found by mistake; the newest word counts', () => {
	const more = { text: '그 유명한 팔', is_hidden: true };
	equal(copy('그 유명한 팔을 만듭니다', [more]), '▇▇▇을 만듭니다');
	equal(copy('그 유명한 팔을 만듭니다', [more, { ...more, is_hidden: false }]), '그 유명한 팔을 만듭니다');
	equal(copy('박하늘이 높다', [{ text: '박하늘', is_hidden: false }]), '박하늘이 높다');
	equal(copy('a.b*c(d', [{ text: 'b*c(', is_hidden: true }]), 'a.▇▇▇d');
});

test('a copy leaves out the fields that name the applicant, and calls files by their place', () => {
	const field = (key: string, kind: string, settings = {}) => ({
		...{ key, kind, label: words(key), help: null, is_required: true, is_feature: false, max_length: null },
		...{ options: [], settings, shown_when: null }
	});
	const fields = [
		field('organisation_name', 'text'),
		field('link', 'link'),
		field('head', 'text', { names: true }),
		field('reference', 'link', { names: false }),
		field('proposal', 'long'),
		field('plan', 'file')
	];
	const answers = {
		...{
			organisation_name: '한결 로봇',
			link: 'https://nuri-robotics.kr',
			head: '송이든',
			reference: 'https://arxiv.org/abs/1'
		},
		proposal: '송이든이 이끕니다.',
		plan: `0b4ff0c2-7f2e-4c55-9f10-0f3f6d1b2a3c 2048 ${'a'.repeat(64)} 한결로봇_계획.pdf`
	};
	const { proposal, hidden } = blindCopy({ answers, fields }, names, []);
	deepEqual(
		proposal.map(({ key, answer }) => [key, answer]),
		[
			['reference', 'https://arxiv.org/abs/1'],
			['proposal', '▇▇▇이 이끕니다.'],
			['plan', `0b4ff0c2-7f2e-4c55-9f10-0f3f6d1b2a3c 2048 ${'0'.repeat(64)} 1.pdf`]
		]
	);
	equal(hidden, 1);
});
