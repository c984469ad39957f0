import type { Sector } from './sector.ts';

export const manufacturing: Sector = {
	key: 'manufacturing',
	label: { ko: '제조·품질', en: 'Manufacturing' },
	tails: [
		'비전/Vision',
		'공작소/Works',
		'품질연구소/Quality',
		'검사기술/Inspection',
		'머신랩/Machine Lab',
		'정밀/Precision'
	],
	ko: {
		products: [
			{
				gaps: {
					part: ['용접 비드', '다이캐스팅 표면', '사출 부품', '도금 단자', '브레이크 패드', '고무 패킹'],
					shop: ['자동차 협력사', '가전 부품 공장', '농기계 부품사', '조선 기자재 공장']
				},
				summary: [
					'{shop}에서 {part} 결함을 사진 한 장으로 찾아내는 검사 서비스',
					'검사원이 놓친 {part} 불량을 다시 찾아 주는 카메라'
				],
				pain: [
					'{shop}의 야간조 검사원은 하루에 {part} {2400~5200/200}개를 눈으로 봅니다. 새벽 두 시가 지나면 놓치는 비율이 두 배로 뜁니다.',
					'{part} 불량 한 건이 고객사까지 가면 반품 비용이 {180~640/20}만 원입니다. {shop} 한 곳이 해마다 {12~40}건씩 겪습니다.'
				],
				what: [
					'저희는 휴대전화 한 대와 조명으로 {part}[을] 찍어 0.{3~9}초 안에 양품과 불량을 나눕니다.',
					'{part} 사진에 결함 자리를 표시하고, 어느 공정에서 생겼을지 원인 후보를 세 가지까지 보여 줍니다.'
				],
				proof: [
					'지금 라인 {4~23}개에서 쓰이고 있으며, 사람이 놓친 불량의 {71~93}%를 다시 찾았습니다.',
					'{안산|창원|천안|광주}의 한 공장에서는 석 달 만에 고객 불만이 {14~26}건에서 {2~7}건으로 줄었습니다.'
				],
				api: [
					'초청 기업의 모델로 {part} 사진과 작업 일지를 함께 읽어 원인을 글로 설명하는 기능을 붙이려 합니다. 반장이 아침 회의에서 그대로 읽을 수 있는 다섯 줄이 목표입니다.',
					'지금은 결함 이름만 나옵니다. API로 “왜 그렇게 판단했는지”를 한 문장으로 덧붙여 검사원이 믿고 고칠 수 있게 하겠습니다.'
				],
				together: [
					'공장 {2~4}곳의 라인을 열어 드리겠습니다. 같은 부품을 저희 카메라와 초청 기업의 모델이 나란히 보고, 숙련 검사원의 판정과 견주어 보려 합니다.',
					'결함이 드물어 학습할 사진이 모자랍니다. 만들어 낸 결함 사진이 실제 검사에 도움이 되는지 함께 실험하고 결과를 공개하고 싶습니다.'
				],
				measure: [
					'놓친 불량이 만 개에 {3~8}개 아래로 내려가면 성공, 그렇지 않으면 실패로 보겠습니다.',
					'판정 시간, 놓친 불량, 잘못 버린 양품 세 가지만 재겠습니다.'
				]
			},
			{
				gaps: { machine: ['프레스', '사출기', '공작기계', '압축기', '포장기'], sign: ['진동', '소리', '전류'] },
				summary: [
					'{machine}의 {sign}[을] 듣고 고장을 며칠 먼저 알리는 설비 기록장',
					'{machine} 정비 일지를 읽고 다음 고장을 짚어 주는 정비 도우미'
				],
				pain: [
					'{machine} 한 대가 서면 한 시간에 {60~280/10}만 원을 잃습니다. 그런데 정비 기록은 공책과 메신저에 흩어져 있습니다.',
					'설비를 잘 아는 반장님들이 {3~5}년 안에 은퇴합니다. 그분들은 {sign}만 듣고도 어디가 아픈지 아십니다.'
				],
				what: [
					'{machine}에 손바닥만 한 센서를 붙여 {sign}[을] 재고, 이상이 보이면 과거 정비 기록에서 비슷한 사례를 찾아 줍니다.',
					'정비사가 말로 남긴 기록을 글로 옮기고, {sign} 자료와 묶어 다음 점검 날짜를 제안합니다.'
				],
				proof: [
					'{machine} {30~210/10}대에 달려 있고 멈춘 시간이 평균 {17~38}% 줄었습니다.',
					'지난 반년 동안 경보 {60~140/10}번 가운데 {70~88}%가 실제 고장이었습니다. 나머지는 모두 이유를 적어 두었습니다.'
				],
				api: [
					'모델을 불러 정비 기록 {4~30}만 줄에서 같은 고장을 찾고, 근거가 된 기록의 날짜를 함께 보여 주겠습니다.',
					'정비사가 손에 기름을 묻힌 채 말로 묻고 답을 듣는 기능을 API로 만들려 합니다. 틀린 부품 번호를 말하지 않는 것이 첫째입니다.'
				],
				together: [
					'은퇴를 앞둔 정비사 {6~12}분의 이야기를 기록해 왔습니다. 이 말을 모델이 이해하는 정비 지식으로 바꾸는 연구를 제안합니다.',
					'{machine} {10~40/5}대의 {sign} 자료를 열어, 센서 값과 사람의 말을 함께 배우는 모델을 공동으로 시험하고 싶습니다.'
				],
				measure: [
					'갑자기 멈춘 시간이 한 달에 몇 분 줄었는지로 판단하겠습니다.',
					'헛경보가 열 번에 두 번을 넘으면 실패로 보겠습니다.'
				]
			},
			{
				gaps: { doc: ['작업 표준서', '검사 성적서', '도면 변경 통지서'] },
				summary: [
					'{doc}[을] 외국인 작업자의 말로 바꾸어 주는 현장 단말',
					'손으로 쓰던 {doc}[을] 말로 채우는 공장용 기록 도구'
				],
				pain: [
					'작업자 열 명 중 {3~6}명이 한국어로 된 {doc}[을] 읽기 어려워합니다. 그림을 그려 설명하다 보면 하루가 갑니다.',
					'{doc} 한 장을 고치는 데 결재까지 {4~9}일이 걸려 현장은 늘 옛 문서로 일합니다.'
				],
				what: [
					'{doc}[을] {베트남어와 네팔어|우즈베크어와 태국어|미얀마어와 캄보디아어}로 옮기되, 공장에서 쓰는 낱말은 그 공장의 말 그대로 둡니다.',
					'작업자가 말로 설명하면 {doc} 양식에 맞추어 채우고, 빠진 칸은 되묻습니다.'
				],
				proof: [
					'공장 {5~19}곳에서 쓰며 신입 교육 기간이 {9~14}일에서 {4~6}일로 짧아졌습니다.',
					'{doc} {300~1800/100}장을 옮겼고 현장 반장이 고친 문장은 {2~7}%였습니다.'
				],
				api: [
					'초청 기업의 모델로 {doc}[을] 옮긴 뒤, 다시 한국어로 되돌려 뜻이 달라진 문장을 스스로 찾게 하려 합니다.',
					'작업자가 제 나라 말로 물으면 {doc}의 해당 줄을 짚어 답하는 기능을 API로 만들겠습니다.'
				],
				together: [
					'공장 {3~6}곳의 외국인 작업자 {40~120/10}명과 함께, 어떤 설명이 실제 실수를 줄이는지 실험하고 싶습니다.',
					'공장 말 사전 {600~2400/100}개를 여러 나라 말로 함께 만들어 누구나 쓰게 열어 두기를 제안합니다.'
				],
				measure: [
					'작업자에게 순서를 다시 말해 보게 해서 빠진 단계를 세겠습니다.',
					'신입이 혼자 일하기까지 걸린 날수로 보겠습니다.'
				]
			}
		],
		data: [
			'불량 사진 {6~48}만 장이 있고, 장마다 숙련자 두 명의 판정이 달려 있습니다.',
			'같은 부품을 3년 동안 찍은 기록이 있어 계절에 따른 차이도 볼 수 있습니다.'
		],
		asks: [
			'사진 여러 장을 한꺼번에 볼 때의 비용 기준과, 공장 안 서버에서 돌릴 수 있는 작은 모델이 있는지 알고 싶습니다.',
			'드문 결함을 다루어 본 연구자와 {한 번|두 번} 만나게 해 주십시오.',
			'한국어 현장 용어 {400~1200/100}개를 드릴 테니 모델이 제대로 알아듣는지 함께 봐 주시길 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					part: ['weld beads', 'die-cast housings', 'moulded clips', 'plated terminals'],
					shop: ['car part suppliers', 'appliance makers', 'shipyard suppliers']
				},
				summary: [
					'One photograph finds the flaws in {part} that night shifts miss',
					'A second pair of eyes on {part} for {shop}'
				],
				pain: [
					'Inspectors at {shop} look at {2400~5200/200} {part} a night, and after two in the morning they miss twice as many flaws.',
					'When one bad batch of {part} reaches a customer, the recall costs more than the inspector’s yearly pay.'
				],
				what: [
					'A phone, a ring light and our software sort {part} in half a second and mark where the flaw is.',
					'We photograph {part} at three angles and name the step of the process that probably caused the flaw.'
				],
				proof: [
					'It runs on {5~23} lines and caught {71~93}% of the flaws that people had let through.',
					'At one plant, complaints fell from {14~26} to {3~7} in a quarter.'
				],
				api: [
					'With the guest’s models we would explain each verdict in one plain sentence, so that an inspector can trust it or overrule it.'
				],
				together: [
					'We can open lines at {two|three} plants, where our camera and the guest’s models judge the same parts beside a veteran inspector.',
					'Flaws are rare, so pictures of them are rare. We propose to study together whether generated flaws help real inspection.'
				],
				measure: [
					'Fewer than {3~8} missed flaws in ten thousand parts is success; anything else is not.',
					'We would measure three things only: time, flaws missed, good parts thrown away.'
				]
			},
			{
				gaps: { machine: ['presses', 'moulding machines', 'compressors', 'packing lines'] },
				summary: [
					'Hears trouble in {machine} days before they stop',
					'A maintenance notebook for {machine} that remembers every repair'
				],
				pain: [
					'The people who can tell by ear what ails their {machine} retire within {three|four|five} years.',
					'Repair notes on {machine} lie in paper books and chat threads, so the same fault is solved again and again.'
				],
				what: [
					'A palm-sized sensor listens to {machine}; when something is odd, we show the three most similar repairs from the past.',
					'Mechanics speak their notes, and we join the words to the vibration record of the {machine}.'
				],
				proof: [
					'On {40~210/10} machines, standing time fell by {17~38}%.',
					'Of {60~140/10} alarms in six months, {70~88}% were real; each false one has a written cause.'
				],
				api: [
					'We would search {40~300/10} thousand lines of repair notes through the API and show the dated note behind each suggestion.'
				],
				together: [
					'We have recorded {six|eight|eleven} mechanics about to retire, and propose to turn what they know into something a model can use.'
				],
				measure: ['Minutes of unplanned standing per month; and no more than two false alarms in ten.']
			}
		],
		data: ['We hold {60~480/10} thousand flaw pictures, each judged by two veterans.'],
		asks: [
			'We would like to know the price of reading many images at once, and whether a small model can run inside a plant.',
			'A talk with a researcher who has worked on rare events would save us months.'
		]
	}
};
