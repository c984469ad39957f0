import type { Language } from '../src/index.ts';

/** The page's own words; what steps and explanations say comes from the draw itself. */
export const WORDS = {
	title: ['추첨 확인', 'Check a draw'],
	intro: [
		'추첨 기록을 이 쪽에 놓으면, 이 컴퓨터 안에서 처음부터 다시 계산합니다. 인터넷을 쓰지 않으며 아무것도 보내지 않습니다.',
		'Put a transcript here and this page computes the whole draw again, on this computer. It uses no network and sends nothing.'
	],
	drop: [
		'추첨 기록 파일(transcript.json)을 끌어다 놓거나 눌러서 고르십시오',
		'Drop a transcript.json here, or press to choose one'
	],
	dropAgain: ['다른 기록 확인하기', 'Check another transcript'],
	checking: ['확인하는 중…', 'Checking…'],
	good: ['확인되었습니다', 'Verified'],
	bad: ['확인되지 않습니다', 'Not verified'],
	rehearsal: ['예행연습', 'REHEARSAL'],
	drawn: ['선정 {drawn} · 자리 {places} · 대상 {entrants}', '{drawn} drawn · {places} places · {entrants} entrants'],
	steps: ['하나씩 확인한 것', 'What was checked'],
	notes: ['알아 둘 것', 'Worth knowing'],
	features: ['명부와 결과', 'The roster and the result'],
	featuresSay: [
		'막대는 대상자 수, 진한 부분은 선정된 수입니다.',
		'Each bar is the entrants; the dark part of it was drawn.'
	],
	of: ['{drawn} / {all}', '{drawn} of {all}'],
	chances: ['당첨 확률', 'The chances'],
	chancesSay: [
		'대상자를 확률이 높은 순서로 늘어놓았습니다. 점선은 가장 낮은 확률입니다.',
		'Every entrant, from the highest chance to the lowest. The dotted line is the lowest.'
	],
	chancesProved: [
		'어떤 추첨표도 이 최저 확률을 더 높일 수 없음이 증명되어 있습니다 (오차 {gap} 이하).',
		'It is proved that no lottery makes the lowest chance higher (to within {gap}).'
	],
	seed: ['시드가 만들어지는 과정', 'How the seed was made'],
	beacon: ['공개 난수 {round}회차', 'Beacon round {round}'],
	secret: ['{name}의 비밀값', 'The secret of {name}'],
	held: ['{name}: 공개하지 않음', '{name}: not revealed'],
	seal: ['봉인값', 'The seal'],
	theSeed: ['시드', 'The seed'],
	number: ['뽑힌 수', 'The number drawn'],
	numberSay: [
		'추첨표를 한 줄로 이으면 0부터 {last}까지입니다. 시드가 가리킨 수는 {number}, {line}번째 줄입니다.',
		'Laid end to end, the lottery runs from 0 to {last}. The seed gave {number}: line {line}.'
	],
	numberOne: [
		'이 추첨표는 한 줄입니다. 뽑는 순서는 시드가 정합니다.',
		'This lottery has one line; the seed makes the order.'
	],
	numberHalving: [
		'합계를 절반씩 나누면 명단 {of}개가 됩니다. 시드가 가리킨 수는 {number}입니다.',
		'Halved again and again, the totals unfold into {of} panels. The seed gave {number}.'
	],
	numberShares: [
		'몫을 시드가 정한 순서로 이어 놓고 {number}부터 {of} 간격으로 짚었습니다.',
		'The shares were laid end to end in the seed’s order and picked from {number} in steps of {of}.'
	],
	find: ['내 번호 찾기', 'Find one lot'],
	findSay: ['추첨 번호', 'Lot'],
	findGo: ['보기', 'Show'],
	lots: ['선정된 번호', 'The lots drawn'],
	reserves: ['예비 순번', 'The reserves, in order'],
	more: ['그 밖에 {count}', 'and {count} more'],
	other: ['English', '한국어']
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

/** One of the page's sentences, with its facts. */
export function word(name: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
	const text: string = WORDS[name][language === 'ko' ? 0 : 1];
	return text.replace(/\{(\w+)\}/g, (_, fact: string) => String(facts[fact] ?? ''));
}
