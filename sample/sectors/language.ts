import type { Sector } from './sector.ts';

export const language: Sector = {
	key: 'language',
	label: { ko: '언어·번역', en: 'Language' },
	tails: ['말모이/Words', '언어연구소/Language', '번역/Translation', '소리글/Speech', '통역/Interpreting'],
	ko: {
		products: [
			{
				gaps: {
					tongue: ['제주말', '경상도 사투리', '농촌 어르신의 말', '옛 신문 한글', '이주민의 한국어'],
					use: ['구술 기록', '콜센터 상담', '지역 방송 자막', '박물관 해설']
				},
				summary: ['{tongue}[을] 제대로 받아 적는 {use} 도구', '{use}에서 지워지던 {tongue}[을] 살려 적습니다'],
				pain: [
					'지금 쓰는 음성 인식은 {tongue} 앞에서 열 마디 가운데 {3~5}마디를 틀립니다. 그래서 {use}[은] 아직 사람이 다시 듣습니다.',
					'{tongue}[을] 아는 분들이 해마다 줄어듭니다. {use} 테이프 {2~9}천 시간이 창고에서 삭고 있습니다.'
				],
				what: [
					'{tongue}[을] 소리 나는 대로 적은 글과 표준말 풀이를 나란히 내고, 자신 없는 낱말은 회색으로 둡니다.',
					'{use}에 맞추어 말한 사람, 때, 장소를 함께 적어 나중에 낱말로도 이야기로도 찾을 수 있게 합니다.'
				],
				proof: [
					'{tongue} {140~900/20}시간으로 다듬어 글자 오류율을 {24~33}%에서 {8~13}%로 낮추었습니다.',
					'기록관과 방송사 {3~12}곳이 쓰며, 받아 적는 데 드는 시간이 4분의 1로 줄었습니다.'
				],
				api: [
					'저희가 받아 적은 글을 초청 기업의 모델로 풀이하고 싶습니다. 뜻을 모르는 낱말을 지어내지 않게 하는 것이 핵심입니다.',
					'{use} 기록 수천 시간에 “그때 무엇을 먹었나”라고 묻고 말한 분의 목소리로 답을 듣는 서비스를 API로 만들겠습니다.'
				],
				together: [
					'{tongue} 자료 {200~600/50}시간과 말한 분들의 허락을 가지고 공동 연구를 하고 싶습니다. 지역 사람이 검수하고 그 몫을 받습니다.',
					'사투리를 쓰면 모델이 낮잡아 보는지 확인하는 시험을 함께 만들기를 제안합니다. 먼저 해 본 결과 차이가 있었습니다.'
				],
				measure: [
					'그 말을 쓰는 분 {20~40/5}명이 듣고 “내 말이 맞다”라고 한 비율로 판단하겠습니다.',
					'글자 오류율 {5~8}%가 목표이며, 넘지 못하면 이유를 공개하겠습니다.'
				]
			},
			{
				gaps: {
					text: ['수출 설명서', '웹소설', '의료 동의서', '전시 해설', '기술 규격서'],
					to: ['일본어와 영어', '베트남어', '아랍어', '스페인어', '인도네시아어']
				},
				summary: [
					'{text}[을] {to}로 옮기고 확인까지 마쳐 드립니다',
					'{text} 번역에서 어긋난 한 문장을 찾아내는 검수 도구'
				],
				pain: [
					'{text}[은] 한 문장만 틀려도 문제가 됩니다. 그런데 {to} 검수자는 구하기도 어렵고 한 장에 {8~25}천 원을 줍니다.',
					'기계 번역은 매끄러워서 더 위험합니다. {text}에서 틀린 곳의 {60~80}%는 읽기에 자연스러웠습니다.'
				],
				what: [
					'{text}[을] 옮긴 뒤 다른 길로 다시 뜻을 확인해, 뜻이 달라진 문장만 사람에게 보냅니다.',
					'고객마다 낱말 목록을 두고 {text}의 말투까지 지킵니다. 고친 것은 다음번에 다시 틀리지 않습니다.'
				],
				proof: [
					'한 달에 {text} {40~260/10}만 자를 다루고 사람이 보는 문장은 {9~21}%입니다.',
					'검수자 {12~50}명이 매긴 오류는 만 자에 {2~6}건입니다.'
				],
				api: [
					'초청 기업의 모델 두 가지가 서로의 번역을 따져 묻게 하는 방식을 시험하려 합니다. 비용이 1.{4~9}배를 넘지 않아야 합니다.',
					'책 한 권을 통째로 읽고 인물의 말투를 지키는 번역을 API로 해 보고 싶습니다.'
				],
				together: [
					'전문 번역가 {10~30/5}명과 함께, 번역가의 일을 빼앗지 않고 값을 올리는 작업 방식을 연구하고 싶습니다.',
					'한국어의 높임과 생략이 {to}에서 어떻게 사라지는지 살피는 평가 자료를 공동으로 만들기를 제안합니다.'
				],
				measure: [
					'가려 놓고 읽은 검수자가 사람의 번역과 구별하지 못하면서, 뜻이 달라진 곳이 없어야 합니다.',
					'번역가의 시간당 수입이 올랐는지를 보겠습니다.'
				]
			}
		],
		data: [
			'말한 분이 직접 허락한 음성 {300~1600/100}시간이 있고, 언제든 거둘 수 있습니다.',
			'번역가가 왜 고쳤는지까지 적은 기록 {5~40}만 줄이 있습니다.'
		],
		asks: [
			'적은 자료로 말을 배우게 하는 방법을 함께 볼 연구자를 만나고 싶습니다.',
			'자료를 드린 지역 분들의 이름을 밝히는 방법을 의논하고 싶습니다.',
			'긴 글을 한 번에 다룰 때의 요금을 미리 알고 싶습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					tongue: ['the speech of Jeju', 'Gyeongsang dialect', 'the Korean of newcomers'],
					use: ['oral history', 'local television', 'call centres']
				},
				summary: ['Writes down {tongue} as it is spoken, for {use}', '{use}, with {tongue} left in'],
				pain: [
					'Common speech systems miss {three|four|five} words in ten of {tongue}, so in {use} everything is still listened to again.',
					'Fewer people speak it every year, while {two|five|eight} thousand hours of tape decay in store rooms.'
				],
				what: [
					'We give {tongue} as it sounds beside standard Korean, and leave doubtful words grey.',
					'For {use} we note who spoke, when and where, so that both words and stories can be found.'
				],
				proof: [
					'With {140~900/20} hours of recordings we brought character errors from {24~33}% down to {8~13}%.',
					'{Three|Six|Ten} archives and stations use it, in a quarter of the time it took.'
				],
				api: [
					'The guest’s model would explain what we wrote down, and must never make up the meaning of a word it does not know.',
					'Ask thousands of hours what people ate that winter, and hear the answer in the speaker’s own voice: that is what we would build.'
				],
				together: [
					'We bring {200~600/50} hours with the speakers’ permission. Local people check the work and are paid for it.',
					'Do models think less of people who speak dialect? Our first test says so, and we want to make a proper one together.'
				],
				measure: ['We ask {20~40/5} speakers whether these are their words.']
			}
		],
		data: ['We hold {300~1600/100} hours that each speaker allowed and can take back.'],
		asks: [
			'We would like to meet someone who has taught a model a language with little data.',
			'We want to talk about how to name the people whose voices these are.'
		]
	}
};
