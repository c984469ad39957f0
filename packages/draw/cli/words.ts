import { filled, type Language } from '../src/words.ts';

/** What the command line says when all went well, [Korean, English]; refusals have their own words. */
const WORDS = {
	planned: [
		'{method}: 대상 {entrants}명, 자리 {places}개, 추첨표 {panels}줄, 확률 {least}부터 {most}까지, {seconds}초',
		'{method}: entrants {entrants}, places {places}, panels {panels}; chances {least} to {most}; {seconds} s'
	],
	certified: [
		'어떤 추첨표도 {gap}보다 더 공평할 수 없음이 증명되었습니다.',
		'No lottery is fairer by more than {gap}: certified.'
	],
	guaranteed: [
		'진짜로 가장 나은 신청자 가운데 평균 {worst}명 이상이 뽑힙니다. 이보다 많이 보장하는 추첨표는 없음이 증명되었습니다(상대 오차 {gap} 이내).',
		'Of the truly best at least {worst} are drawn on average; no lottery guarantees more, to within a part of {gap}: certified.'
	],
	certifiedStops: [
		'누구도 어느 곳을 떠날 때 그곳에서 {gap}보다 더 얻을 수 없었음이 증명되었습니다.',
		'Nobody could have had more than {gap} more of a stop when they left it: certified.'
	],
	atStop: ['{stop}: {lots}', '{stop}: {lots}'],
	receipts: [
		'누가 몇 번인지는 {file}에 있습니다. 공개하지 마십시오.',
		'Who has which lot is in {file}; never publish it.'
	],
	sealed: ['봉인값: {digest}', 'sealed: {digest}'],
	round: ['공개 난수 {round}회차, {time}', 'beacon round {round}, at {time}'],
	drawn: ['선정: {lots}', 'drawn: {lots}'],
	reserves: ['예비 {count}명, 뽑힌 수 {number}', 'reserves: {count}; the number drawn was {number}'],
	rehearsed: [
		'예행연습 {times}번: 가장 적게 뽑힌 번호 {least}번, 가장 많이 뽑힌 번호 {most}번 뽑힘',
		'REHEARSAL, {times} times: the least drawn lot {least} times, the most drawn {most} times'
	],
	planning: ['추첨표를 만드는 중', 'planning'],
	checking: ['확인하는 중', 'checking'],
	rehearsing: ['예행연습하는 중', 'rehearsing'],
	conducting: ['추첨하는 중', 'conducting']
} as const satisfies Record<string, readonly [string, string]>;

/** One of these sentences, with its facts. */
export function told(
	language: Language,
	name: keyof typeof WORDS,
	facts: Readonly<Record<string, string | number>> = {}
): string {
	return filled(WORDS[name][language === 'ko' ? 0 : 1], facts);
}

/** What `--help` prints. */
export const HELP: Readonly<Record<Language, string>> = {
	en: `draw: plan, seal, conduct and check a draw (SPEC.md)

  plan       reads who is in the draw and the rules; writes the lottery
      --pool FILE.csv       one row for each entrant
      --quotas FILE.csv     feature,value,min,max or category,feature,min,max
      --places N            how many are drawn
      --method M            uniform, banded, weighted, scores or quotas (the default with --quotas)
      --id COLUMN           the column that tells entrants apart (id, unique_id; else the row)
      --objective maximin   only the least chance counts, instead of leximin (quotas)
      --one-per COLUMN      never two of one organisation (quotas)
      --bands               the column band counts: accept, draw, decline (quotas)
      --slope A/B | --line | --merit
                            how chances rise with the column score, or low and high (scores)
      --stops FILE.csv      a tour: stop,places; then --quotas has a column stop, and the pool a column ranking, as
                            “Seoul > Busan”, best first. --weights: the column weight says how fast each eats
      --instance FILE.json  instead of --pool and --quotas: { k, features, rows }
      --out FILE            the plan; beside it, in FILE.receipts.json or --receipts FILE, who has which lot (secret)

  seal       fixes a plan before the randomness exists; publish the digest that it prints
      --plan FILE --call NAME --out FILE
      --round N | --round-in SECONDS       the drand round to wait for
      --witness NAME=COMMITMENT            and/or people with secrets; may be repeated
      --rehearsal  --chain FILE  --at SECONDS  --lead SECONDS

  conduct    draws: the sealed plan and the randomness become the transcript
      --seal FILE --out FILE
      --signature HEX                      of the round; fetched from drand when left out
      --reveal NAME=SECRET[@SECONDS]       may be repeated

  verify     TRANSCRIPT [--seal DIGEST]     exit 0 and one line; or 1 and what differs
      --all                                every panel of halved totals, not only the one reached
  explain    TRANSCRIPT --lot N             one lot's story
  rehearse   --plan FILE [--times N]        draws many times under the rehearsal tag

  everywhere: --lang ko|en   --json (one line for machines)   --help

  for example
      draw plan --pool respondents.csv --quotas features.csv --places 22 --out plan.json
      draw seal --plan plan.json --call "Jury 2027" --round-in 3600 --out seal.json
      draw conduct --seal seal.json --out transcript.json
      draw verify transcript.json`,
	ko: `draw: 추첨을 준비하고, 봉인하고, 진행하고, 확인합니다 (SPEC.md)

  plan       대상자와 규칙을 읽어 추첨표를 만듭니다
      --pool FILE.csv       한 줄에 한 명
      --quotas FILE.csv     feature,value,min,max 또는 category,feature,min,max
      --places N            뽑는 수
      --method M            uniform, banded, weighted, scores, quotas (--quotas가 있으면 quotas)
      --id COLUMN           대상자를 구별하는 열 (id, unique_id, 없으면 행 번호)
      --objective maximin   leximin 대신 가장 작은 확률만 크게 (quotas)
      --one-per COLUMN      같은 조직에서 둘을 뽑지 않음 (quotas)
      --bands               band 열을 따름: accept, draw, decline (quotas)
      --slope A/B | --line | --merit
                            score 열(또는 low, high 열)에 따라 확률이 오르는 방법 (scores)
      --stops FILE.csv      여러 곳을 한 번에: stop,places. --quotas에는 stop 열, 명단에는 ranking 열(“서울 > 부산”,
                            바라는 순서)이 있어야 함. --weights: weight 열만큼 빨리 몫을 얻음
      --instance FILE.json  --pool과 --quotas 대신: { k, features, rows }
      --out FILE            추첨표. 누가 몇 번인지는 옆의 FILE.receipts.json 또는 --receipts FILE에 (비공개)

  seal       난수가 생기기 전에 추첨표를 고정합니다. 출력되는 봉인값을 공개하십시오
      --plan FILE --call NAME --out FILE
      --round N | --round-in SECONDS       기다릴 drand 회차
      --witness NAME=COMMITMENT            비밀값을 약속한 참관인. 여러 번 쓸 수 있음
      --rehearsal  --chain FILE  --at SECONDS  --lead SECONDS

  conduct    추첨합니다. 봉인과 난수로 추첨 기록을 만듭니다
      --seal FILE --out FILE
      --signature HEX                      그 회차의 서명. 없으면 drand에서 받음
      --reveal NAME=SECRET[@SECONDS]       여러 번 쓸 수 있음

  verify     TRANSCRIPT [--seal DIGEST]     맞으면 한 줄과 종료값 0, 다르면 다른 곳과 종료값 1
      --all                                반으로 나눈 합계라면, 뽑힌 조합만이 아니라 모든 조합을 확인
  explain    TRANSCRIPT --lot N             한 번호의 이야기
  rehearse   --plan FILE [--times N]        예행연습 꼬리표로 여러 번 추첨

  어디서나: --lang ko|en   --json (기계가 읽을 한 줄)   --help

  예
      draw plan --pool respondents.csv --quotas features.csv --places 22 --out plan.json
      draw seal --plan plan.json --call "2027 배심원" --round-in 3600 --out seal.json
      draw conduct --seal seal.json --out transcript.json
      draw verify transcript.json`
};
