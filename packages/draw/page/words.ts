import { filled, type Language } from '../src/words.ts';

/** The page's own words, [Korean, English]; what steps and explanations say comes from the draw itself. */
export const WORDS = {
	title: ['추첨 확인', 'Check a draw'],
	intro: [
		'추첨 기록을 이 쪽에 놓으면, 이 컴퓨터 안에서 추첨 전체를 처음부터 다시 계산합니다. 인터넷을 쓰지 않으며 아무것도 보내지 않습니다.',
		'Give this page a transcript and it computes the whole draw again, on this computer. It uses no network and sends nothing.'
	],
	drop: ['추첨 기록(transcript.json)을 여기에 놓으십시오', 'Drop a transcript.json here'],
	choose: ['파일 고르기', 'Choose a file'],
	orPaste: ['글로 붙여넣기', 'Paste it as text'],
	pasteLabel: ['추첨 기록의 글', 'The transcript’s text'],
	pasteGo: ['확인하기', 'Check it'],
	again: ['다른 기록 확인하기', 'Check another transcript'],
	checking: ['확인하는 중… {done}', 'Checking… {done}'],
	good: ['확인되었습니다', 'Verified'],
	bad: ['확인되지 않습니다', 'Not verified'],
	badSay: [
		'이 기록을 믿지 마십시오. 아래가 처음으로 어긋난 곳입니다.',
		'Do not trust this transcript. This is the first place where it fails.'
	],
	badCount: ['어긋난 단계 {bad} / {all}', '{bad} of {all} steps failed'],
	where: ['곳', 'Where'],
	claimed: ['기록의 값', 'The transcript says'],
	computed: ['다시 계산한 값', 'Computed again'],
	rehearsal: ['예행연습: 실제 추첨이 아닙니다', 'REHEARSAL: not the draw'],
	drawnOf: ['대상 {entrants}명 가운데 {drawn}명을 뽑았습니다.', '{drawn} of {entrants} entrants were drawn.'],
	sealIs: ['봉인값', 'The seal'],
	sealSay: ['접수증이나 공고에서 받은 봉인값과 같아야 합니다.', 'It must be the one in your receipt or on the notice.'],
	steps: ['하나씩 확인한 것', 'What was checked'],
	passed: ['맞음', 'holds'],
	failed: ['어긋남', 'FAILS'],
	notes: ['알아 둘 것', 'Worth knowing'],
	features: ['명부와 결과', 'The roster and the result'],
	featuresSay: [
		'점은 뽑힌 수, 초록 띠는 규칙이 허락하는 최소와 최대입니다.',
		'The dot is how many were drawn, the green band the minimum and maximum of the rules.'
	],
	featuresFree: [
		'회색 막대는 대상자 수, 초록은 뽑힌 수입니다.',
		'The grey bar is how many there are, the green how many were drawn.'
	],
	ofRange: ['{all}명 가운데 {drawn}명 · {range}', '{drawn} of {all} · {range}'],
	of: ['{all}명 가운데 {drawn}명', '{drawn} of {all}'],
	rangeIs: ['규칙 {min}–{max}', 'rule {min}–{max}'],
	exactly: ['규칙 {min}', 'rule {min}'],
	chances: ['당첨 확률', 'The chances'],
	chancesSay: ['대상자를 확률이 높은 순서로 늘어놓았습니다.', 'Every entrant, from the highest chance to the lowest.'],
	chancesLabel: [
		'확률: 가장 높은 것은 {most}, 가장 낮은 것은 {least}',
		'Chances: the highest {most}, the lowest {least}'
	],
	highest: ['가장 높은 확률', 'Highest'],
	lowest: ['가장 낮은 확률', 'Lowest'],
	everybody: ['모두 같은 확률', 'The same for all'],
	people: ['{count}명', '{count} entrants'],
	onePerson: ['1명', '1 entrant'],
	best: ['최적', 'Optimum'],
	bestSay: [
		'점선 위로 올릴 수 있는 추첨표는 없음 (오차 {gap} 이하)',
		'no lottery rises above the dotted line (within {gap})'
	],
	bestStops: [
		'바라는 곳을 떠날 때 그곳에서 더 얻을 수 있던 사람은 없음 (오차 {gap} 이하)',
		'nobody could have had more of a stop when they went on to the next (within {gap})'
	],
	stops: ['장소별 확률', 'The stops'],
	stopsSay: [
		'모두가 바라는 순서대로 같은 속도로 몫을 얻었습니다. 막대는 그곳에서 가장 높은 확률입니다.',
		'Everybody took from the best stop still open, all at one pace. The bar is the highest chance there.'
	],
	stop: ['장소', 'Stop'],
	stopPlaces: ['선정 / 자리', 'Drawn / places'],
	stopRanked: ['희망', 'Rank it'],
	stopFirst: ['1순위', 'Rank it first'],
	stopChance: ['희망한 사람의 확률', 'Chance of those who rank it'],
	seed: ['시드가 만들어진 과정', 'How the seed was made'],
	seedSay: [
		'봉인한 뒤에 생긴 값들을 봉인값과 함께 HKDF-SHA-256에 넣어 시드를 만듭니다. 하나만 달라도 시드 전체가 달라집니다.',
		'What came into the world after the seal goes, with the seal, into HKDF-SHA-256. Change any of it and the whole seed changes.'
	],
	beacon: ['공개 난수 {round}회차', 'Beacon round {round}'],
	secret: ['{name}의 비밀값', 'The secret of {name}'],
	held: ['{name}: 공개하지 않음', '{name}: not revealed'],
	theSeed: ['시드', 'The seed'],
	number: ['뽑힌 수', 'The number drawn'],
	numberSay: [
		'추첨표 {lines}줄을 이으면 0부터 {last}까지입니다. 시드에서 {number}이(가) 나왔고, {line}번째 줄이 그 수를 담고 있습니다.',
		'Laid end to end, the {lines} lines of the lottery run from 0 to {last}. The seed gave {number}: it falls into line {line}.'
	],
	numberOne: [
		'이 추첨표는 한 줄이라 수를 뽑을 것이 없습니다. 누가 뽑히는지는 시드가 정한 순서가 말합니다.',
		'This lottery has one line, so there is no number to draw; the order made by the seed says who is drawn.'
	],
	numberHalving: [
		'모든 조합의 합계를 {steps}번 반으로 나누면 {of}개 조합이 됩니다. 시드에서 나온 수 {number}이(가) 나눌 때마다 어느 쪽으로 갈지 정했습니다.',
		'Halved {steps} times, the totals of all panels become {of} panels. The number from the seed, {number}, said which half to take each time.'
	],
	numberShares: [
		'각자의 몫을 시드가 정한 순서로 이어 놓고, {number}에서 시작해 {of} 간격으로 짚었습니다. 짚인 조각이 뽑혔습니다.',
		'Everybody’s share was laid end to end in the order made by the seed; starting at {number}, every {of}th point was picked.'
	],
	find: ['내 번호 찾기', 'Find one lot'],
	findLot: ['추첨 번호 (1–{size})', 'Lot (1–{size})'],
	findGo: ['보기', 'Show'],
	findReceipt: ['접수증으로 찾기', 'By receipt'],
	findReceiptSay: [
		'접수증 파일을 이 쪽에 놓거나, 접수증의 솔트와 요약값을 적으십시오. 이 컴퓨터를 떠나지 않습니다.',
		'Drop the receipt’s file on this page, or write its salt and digest. They do not leave this computer.'
	],
	salt: ['솔트 (64자)', 'Salt (64 characters)'],
	digest: ['요약값 (64자)', 'Digest (64 characters)'],
	proofCommitment: [
		'솔트와 요약값에서 확인값이 나옵니다: {commitment}',
		'Salt and digest give the commitment {commitment}'
	],
	proofLot: ['그 확인값은 명부의 {lot}번입니다.', 'That commitment is lot {lot} of the roster.'],
	proofPath: [
		'{count}단계의 포함 증명이 봉인된 명부의 요약값에 이릅니다: {root}',
		'An inclusion proof of {count} steps leads to the sealed roster’s root {root}'
	],
	proofNone: [
		'이 접수증의 확인값은 이 명부에 없습니다: {commitment}',
		'The commitment of this receipt is not in this roster: {commitment}'
	],
	proofBad: ['포함 증명이 맞지 않습니다.', 'The inclusion proof does not hold.'],
	noReceipt: [
		'솔트나 요약값이 소문자 16진수 64자가 아닙니다.',
		'Salt or digest is not 64 characters of lower-case hex.'
	],
	rankLabel: [
		'같은 유형 {size}명을 시드가 정한 순서로 늘어놓음: 앞의 {taken}명이 선정, 이 번호는 {rank}번째',
		'The {size} of its type in the order made by the seed: the first {taken} drawn, this lot number {rank}'
	],
	rankSay: [
		'같은 유형을 시드가 정한 순서로 늘어놓았습니다. 채운 칸이 선정된 사람, 주황색 표시가 이 번호입니다.',
		'Those of its type, in the order made by the seed. Filled: drawn. The orange mark: this lot.'
	],
	pieceLabel: [
		'이 번호의 조각은 길이 {share}, 다음 짚는 곳은 {ahead} 떨어져 있음',
		'The piece of this lot is {share} long, the next step {ahead} away'
	],
	pieceSay: [
		'채운 부분이 이 번호의 조각, 주황색 표시가 다음 짚는 곳입니다. 표시가 조각 안에 있으면 선정됩니다.',
		'Filled: the piece of this lot. The orange mark: the next step. It is drawn when the mark is on the piece.'
	],
	lotNumber: ['{lot}번', 'Lot {lot}'],
	wasDrawn: ['선정', 'Drawn'],
	wasReserve: ['예비 {position}번', 'Reserve {position}'],
	wasNot: ['선정되지 않음', 'Not drawn'],
	lots: ['선정된 번호', 'The lots drawn'],
	lotsPart: ['{all}개 가운데 {from}–{to}번째', '{from}–{to} of {all}'],
	reserves: ['예비 순번 ({count}명)', 'The reserves, in order ({count})'],
	more: ['외 {count}개', 'and {count} more'],
	other: ['English', '한국어'],
	present: ['크게 보이기', 'Present'],
	next: ['다음', 'Next'],
	back: ['이전', 'Back'],
	leave: ['끝내기', 'Leave'],
	sceneOf: ['{now} / {all}', '{now} / {all}']
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

/** One of the page's sentences, with its facts. */
export function word(name: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
	return filled(WORDS[name][language === 'ko' ? 0 : 1], facts);
}
