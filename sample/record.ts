import type { Article } from '#db/kinds.ts';

/** Where approved words of the stop go in, in the order they were said: a line that finds none is left out. */
export const quoteLine = /^\{said (\d+)\}\n\n/gm;

/** The record of the stop in Dubai, written by its host. */
export const dubaiRecord: Omit<Article, 'picture'> & { picture: Omit<Article['picture'], 'id'> } = {
	category: 'explainer',
	author: { ko: '신산업교류처 기록팀', en: 'The record desk, Office for New Industry Exchange' },
	title: {
		ko: '자료가 적은 말도 알아듣는 기계를, 누구의 땅에서 돌릴 것인가',
		en: 'Machines that understand small languages, and whose ground they run on'
	},
	lead: {
		ko: '테셀레인의 방문단이 두바이에서 하루를 보냈다. 한국에서 건너간 기업들은 장비와 자료와 시장을 물었고, 답의 절반은 약속이 되었다. 무엇이 오갔고 무엇이 남았는지 적는다.',
		en: 'Tessellane’s delegation spent a day in Dubai. The Korean firms that had come asked about hardware, data and markets, and half of the answers became promises. This is what was said, and what is left to do.'
	},
	picture: {
		alt: {
			ko: '해 질 녘 물가의 흰 지붕 건물. 불이 켜진 아치 아래로 사람들이 모여 있고 앞에는 돛배 두 척이 떠 있다.',
			en: 'A white-roofed pavilion by the water at dusk. People stand under its lit arches; two dhows lie in front of it.'
		},
		caption: {
			ko: '대담이 열린 크리크 파빌리온을 그린 그림.',
			en: 'The Creek Pavilion, where the dialogue was held, as drawn for this record.'
		},
		credit: { ko: '그림: 신산업교류처', en: 'Drawing: Office for New Industry Exchange' }
	},
	body: {
		ko: `## 왜 두바이였나

두바이는 열일곱 도시 가운데 일곱 번째였다. 앞선 여섯 도시에서 방문단은 주로 파는 쪽이었다. 두바이에서는 처음으로 듣는 쪽이 되겠다고 했다. 여기에는 여러 말을 함께 쓰는 사람들이 있고, 그 말들 가운데 여럿은 **자료가 적은 말**이다. 한국어도 그 편에 선다.

주최한 신산업교류처의 계산은 더 단순했다. 한국에서 인공지능을 만드는 작은 회사들에는 세 가지가 모자란다. 계산할 장비, 믿고 맡길 자료, 그리고 나라 밖의 첫 손님이다. 셋을 한자리에서 물을 수 있는 날은 흔하지 않다.

{people}

신청은 한 달 동안 받았다. 심사 점수가 높은 곳은 바로 정하고, 점수로 가르기 어려운 곳은 추첨에 맡겼다. 점수 일이 점의 차이로 한 회사의 해를 결정하지 않으려는 뜻이다.

{figure flow}

{draw}

## 무엇을 말했나

아침 대담은 예정보다 이 분 늦게 시작했다. 장관과 대표가 삼십여 분을 이야기하고, 그 뒤 한 시간 반 가까이는 뽑힌 회사들의 차례였다. 기자단은 남은 시간을 썼다.

{programme}

### 장비: 빌릴 수 있어야 시험할 수 있다

첫 물음은 값이었다. 좋은 GPU 한 대는 작은 회사의 한 해 예산을 넘기도 한다. 문제는 그래픽 처리 장치만이 아니다. 그 옆에 붙는 HBM과 뒤를 받치는 DRAM까지 함께 모자라고, 셋 가운데 하나만 늦어도 나머지는 선 채로 기다린다. 한국 회사가 만드는 부품이 들어간 장비를 한국 회사가 빌리지 못하는 일이 벌어진다고, 한 참가자는 말했다.

{said 1}

방문단은 공용 시험 환경을 검토하겠다고 했다. 다만 조건을 붙였다. 누가 얼마나 쓰는지 모두가 볼 수 있어야 하고, 시험이 끝난 뒤에 옮겨 갈 길도 처음부터 적어 두어야 한다는 것이다.

{said 2}

### 자료: 나라 밖으로 나가지 않게

병원과 공장을 손님으로 둔 회사들은 다른 것을 물었다. API로 물을 때마다 손님의 자료가 바다를 건너야 한다면, 그 계약은 시작할 수 없다. 대답은 둘로 갈렸다. 하나는 모델을 이쪽으로 보내는 길이고, 다른 하나는 자료를 남겨 둔 채 답만 주고받는 길이다.

> 현장 용어가 많은 업종에서 모델을 새로 가르쳐야 하느냐는 물음에는, 먼저 문서를 붙여 써 보고 그래도 모자랄 때 가르치라는 답이 돌아왔다.

여기서 나온 두 낱말을 풀어 두면 이렇다. 문서를 찾아 붙여 쓰는 것이 RAG, 예를 더 가르치는 것이 미세 조정이다. 앞의 것은 며칠이면 해 볼 수 있고, 뒤의 것은 잘못 배우면 되돌리기 어렵다.

| | 문서를 붙여 쓰기 | 더 가르치기 |
|---|---|---|
| 걸리는 시간 | 며칠 | 몇 주 |
| 문서가 바뀌면 | 바로 따라감 | 다시 가르쳐야 함 |
| 무엇을 보고 답했나 | 밝힐 수 있음 | 밝히기 어려움 |
| 말투와 형식 | 덜 닮음 | 잘 닮음 |

### 말: 아랍어와 한국어 사이

오후 강연의 주제는 처음부터 말이었다. 아랍어와 한국어를 바로 옮기는 자료는 많지 않아서, 지금까지는 영어를 거쳐 두 번 옮겼다. 두 번 옮기면 존댓말이 사라지고 농담이 사라지고, 때로는 아니라는 말까지 사라진다. 연구 총괄은 언어 모델이 셋째 말을 거치지 않고 두 말을 잇게 하려면, 글의 양보다 *고르게 모은* 글이 먼저라고 했다.

{said 3}

{said 4}

객석의 물음은 더 가까운 데 있었다. 숙제를 맡기는 아이, 일을 잃을까 걱정하는 번역가, 사라져 가는 말을 쓰는 할머니. 답이 다 시원하지는 않았다. 그래도 물음은 모두 남았다.

{questions}

## 다음은 무엇인가

이날 나온 말 가운데 누가 언제까지 하겠다고 한 것만 추려 적는다. 지켜졌는지는 같은 자리에서 계속 알린다.

{promises}

뽑히지 못한 회사에도 길은 있다. 이번에 낸 신청서는 본인이 동의하면 다음 공고에서 그대로 이어 쓸 수 있고, 공용 시험 환경이 열리면 먼저 알린다.

{said 5}

이 글에 나온 숫자는 접수와 심사, 추첨, 입장의 기록에서 센 것이다. 추첨은 위의 상자에서 누구나 다시 계산해 볼 수 있다.

{terms}
`,
		en: `## Why Dubai

Dubai was the seventh of seventeen cities. In the six before, the delegation had mostly been selling. Here, it said, it would listen first. People in this city live in many languages at once, and several of those are **languages with little data**. Korean is on that side too.

The host, the Office for New Industry Exchange, had a simpler sum in mind. Small Korean firms that build AI lack three things: hardware to compute on, data they can be trusted with, and a first customer abroad. There are not many days on which one can ask about all three in one room.

{people}

Applications were open for a month. The highest marks were taken straight away; where marks could not tell firms apart, a draw decided. One or two points should not settle a firm’s year.

{figure flow}

{draw}

## What was said

The morning’s dialogue began two minutes late. The minister and the chief executive talked for half an hour; the next hour and a half, nearly, belonged to the firms that had been drawn. The press had what was left.

{programme}

### Hardware: what cannot be rented cannot be tried

The first question was about price. A good GPU can cost more than a small firm’s year. Nor is it the chip alone: the HBM beside it and the DRAM behind it are short as well, and when one of the three is late the other two stand waiting. Machines full of Korean parts, one visitor said, are machines Korean firms cannot rent.

{said 1}

The delegation said it would look into a shared test bench, on conditions: everybody must be able to see who uses how much of it, and the way out of it must be written down before anybody goes in.

{said 2}

### Data: without leaving the country

Firms with hospitals and factories for customers asked something else. If every call to an API sends a customer’s data across the sea, the contract cannot begin. There were two answers. One is to bring the model here; the other is to leave the data where it is and exchange answers alone.

> Must a model be taught anew for a trade full of its own terms? Try it with your documents first, was the answer, and teach only what is then still missing.

Two words came up here. To look documents up and show them along is RAG; to teach more examples is fine-tuning. The first can be tried within days. The second is hard to undo once it has been taught wrongly.

| | Showing documents | Teaching more |
|---|---|---|
| Takes | days | weeks |
| When documents change | follows at once | must be taught again |
| What an answer rests on | can be shown | hard to show |
| Tone and form | less alike | much alike |

### Language: between Arabic and Korean

The afternoon’s talk was about language from the start. There is little text that goes straight between Arabic and Korean, so until now one translated twice, by way of English. Twice translated, courtesy goes, jokes go, and now and then a “not” goes too. For a language model to join two languages without a third, said the head of research, it is less a matter of more text than of text *gathered evenly*.

{said 3}

{said 4}

The floor asked nearer home: about children who hand over their homework, a translator who fears for her work, a grandmother whose language is dying. Not every answer was a comfort. All of the questions are kept.

{questions}

## What comes next

These are the things, of all that was said, for which somebody named a day. Whether they are kept is told in the same place.

{promises}

There is a way on for the firms that were not drawn. With their consent, what they sent this time goes over into the next call, and they will hear first when the shared test bench opens.

{said 5}

The figures here are counted from the records of applications, reviews, the draw and the doors. Anybody can work out the draw again from the box above.

{terms}
`
	}
};

/** What was put right after it was published: the earlier text, and why it changed. */
export const dubaiCorrection = {
	before: {
		ko: ['아침 대담은 예정보다 이 분 늦게 시작했다.', '아침 대담은 예정대로 시작했다.'],
		en: ['The morning’s dialogue began two minutes late.', 'The morning’s dialogue began on time.']
	},
	reason: {
		ko: '아침 대담이 예정대로 시작했다고 적었으나, 진행 기록에 따르면 2분 늦게 시작했습니다.',
		en: 'We wrote that the morning’s dialogue began on time. By the record of the day it began two minutes late.'
	}
} as const;
