import type { Sector } from './sector.ts';

export const semiconductor: Sector = {
	key: 'semiconductor',
	label: { ko: '반도체·부품', en: 'Semiconductors' },
	tails: ['반도체/Semicon', '소자/Devices', '회로/Circuits', '공정기술/Process', '칩/Chip'],
	ko: {
		products: [
			{
				gaps: {
					step: ['식각', '증착', '노광', '세정', '패키징'],
					clue: ['장비 경보', '파형', '전자현미경 사진', '수율 지도']
				},
				summary: [
					'{step} 장비의 {clue}[을] 읽고 원인 후보를 좁혀 주는 분석 도구',
					'{step} 공정 기술자의 밤샘 분석을 두 시간으로 줄입니다'
				],
				pain: [
					'{step} 공정에서 이상이 나면 기술자 {3~6}명이 {clue}[을] 붙들고 이틀을 보냅니다. 그동안 장비는 섭니다.',
					'{clue}[은] 하루에 {2~9}테라바이트씩 쌓이는데 사람이 보는 것은 그 천 분의 일도 되지 않습니다.'
				],
				what: [
					'{clue}[을] 과거 사례 {1200~8600/100}건과 견주어 원인 후보를 확률 순으로 보여 주고, 확인할 측정 항목을 제안합니다.',
					'{step} 기술자의 보고서를 읽어 같은 증상과 조치를 이어 둡니다. 새로 온 사람도 10년 전 사례를 바로 찾습니다.'
				],
				proof: [
					'장비사 {2~5}곳과 시험해 원인 찾는 시간이 평균 {31~46}시간에서 {6~14}시간으로 줄었습니다.',
					'상위 후보 세 개 안에 실제 원인이 든 비율이 {74~88}%입니다.'
				],
				api: [
					'초청 기업의 모델로 {clue}[을] 설명하는 글과 보고서를 한 번에 읽게 하려 합니다. 고객사 자료는 숫자로 바꾸어 이름 없이 보냅니다.',
					'도구를 불러 계산하고 그 결과를 다시 읽는 과정을 API로 자동화하겠습니다. 지금은 기술자가 {9~16}단계를 손으로 합니다.'
				],
				together: [
					'공개할 수 있는 {step} 모의 자료를 함께 만들고 싶습니다. 실제 자료는 나갈 수 없으므로, 닮았으면서 아무것도 새지 않는 자료가 필요합니다.',
					'모델이 제안한 실험을 저희 시험 장비에서 {30~80/10}번 돌려 보고, 사람의 실험 계획과 견주는 연구를 제안합니다.'
				],
				measure: [
					'원인을 찾기까지의 시간과 헛실험 횟수로 판단하겠습니다.',
					'기술자 {6~10}명이 자기 사례로 시험해 절반 이상이 계속 쓰겠다고 하면 성공입니다.'
				]
			},
			{
				gaps: { block: ['전력 관리 회로', '센서 신호 처리 회로', '저전력 메모리', '통신 모뎀 블록'] },
				summary: [
					'{block} 검증 코드를 함께 쓰고 빠진 경우를 짚어 주는 설계 짝',
					'{block} 설계자가 검증에 쓰는 시간을 줄이는 도구'
				],
				pain: [
					'{block} 설계의 {55~70}%는 검증에 쓰는 시간입니다. 작은 설계 회사에는 검증 전문가가 한 명도 없는 곳이 많습니다.',
					'{block}에서 한 가지 경우를 빠뜨려 칩을 다시 찍으면 {3~9}억 원과 넉 달이 사라집니다.'
				],
				what: [
					'설계 명세를 읽고 {block}에서 확인해야 할 경우를 목록으로 만든 뒤 검증 코드를 제안합니다. 증명은 기존 도구가 합니다.',
					'{block} 명세와 코드가 어긋난 곳을 문장 단위로 짚어 줍니다.'
				],
				proof: [
					'설계사 {4~12}곳에서 써서 사람이 놓친 경우를 프로젝트마다 평균 {3~9}건 찾았습니다.',
					'제안한 검증 코드의 {58~76}%가 고치지 않고 통과했습니다.'
				],
				api: [
					'초청 기업의 모델이 쓴 검증 코드를 도구가 바로 돌려 보고, 틀리면 이유를 돌려주는 순환을 만들려 합니다. 한 블록에 {200~700/100}번쯤 부릅니다.',
					'명세서의 애매한 문장을 찾아 설계자에게 되묻는 기능을 API로 넣겠습니다.'
				],
				together: [
					'공개 설계 {12~30}개로 국내 첫 검증 시험 문제집을 함께 만들고 싶습니다. 정답은 형식 증명으로 확인합니다.',
					'모델이 낸 설계가 왜 맞는지 스스로 증명하게 하는 연구를 대학 {1~2}곳과 함께 제안합니다.'
				],
				measure: [
					'다시 찍은 횟수는 몇 년 뒤에나 압니다. 대신 심어 둔 오류 {40~120/10}개를 몇 개 찾는지 보겠습니다.',
					'설계자가 확인하는 데 쓴 시간까지 더해 빨라졌는지 보겠습니다.'
				]
			}
		],
		data: [
			'조치 결과까지 적힌 이상 사례 {3~14}천 건이 있습니다.',
			'고객사의 허락을 받은 자료만 쓰며, 허락의 범위를 자료마다 적어 둡니다.'
		],
		asks: [
			'외부와 끊어진 망에서 쓸 방법이 있는지 먼저 듣고 싶습니다.',
			'계산 도구를 부르는 긴 작업에서 비용을 줄인 경험을 나누어 주십시오.',
			'해외 장비 회사와 함께 검토할 자리를 만들어 주시면 좋겠습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					step: ['etch', 'deposition', 'lithography', 'cleaning', 'packaging'],
					clue: ['equipment alarms', 'waveforms', 'microscope images', 'yield maps']
				},
				summary: [
					'Narrows down why a {step} tool misbehaves, from its {clue}',
					'Two nights of {step} analysis in two hours'
				],
				pain: [
					'When a {step} tool drifts, {three|four|five} engineers spend two days over {clue} while the tool stands.',
					'Terabytes of {clue} arrive every day, of which people look at less than a thousandth.'
				],
				what: [
					'We compare {clue} with {1200~8600/100} past cases, rank the likely causes and say what to measure next.',
					'We tie together symptom and remedy from old {step} reports, so that a newcomer finds the case of ten years ago.'
				],
				proof: [
					'With {two|three|four} tool makers, time to the cause fell from {31~46} hours to {6~14}.',
					'In {74~88}% of cases the true cause is among our first three.'
				],
				api: [
					'The guest’s models would read {clue} and reports at once; customer data leave only as numbers without names.',
					'Engineers now go through {9~16} steps by hand: call a tool, read, call the next. We would automate exactly that.'
				],
				together: [
					'Real {step} data cannot leave a plant. We propose to make open data that resemble them and leak nothing.',
					'We offer {30~80/10} runs on our test tool, planned half by people and half by the model.'
				],
				measure: ['Hours to the cause, and experiments that turned out needless.']
			}
		],
		data: ['We hold {3~14} thousand cases with what was done and whether it helped.'],
		asks: [
			'First of all we need to know what is possible on a network cut off from the world.',
			'We would like to learn how others keep long chains of tool calls affordable.'
		]
	}
};
