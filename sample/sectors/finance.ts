import type { Sector } from './sector.ts';

export const finance: Sector = {
	key: 'finance',
	label: { ko: '금융·회계', en: 'Finance' },
	tails: ['금융기술/Fintech', '장부/Ledger', '회계연구소/Accounts', '페이/Pay', '자산/Assets'],
	ko: {
		products: [
			{
				gaps: {
					who: ['식당 사장님', '온라인 판매자', '프리랜서', '작은 공장 사장님', '동네 학원 원장'],
					chore: ['부가세 신고', '외상값 정리', '인건비 신고', '현금 흐름 예측']
				},
				summary: [
					'{who}의 {chore}[을] 영수증 사진과 대화로 끝내 줍니다',
					'{who}[이] {chore} 때문에 밤새우지 않게 하는 장부'
				],
				pain: [
					'{who}[은] {chore}에 한 달 {6~15}시간을 씁니다. 그러고도 맞는지 몰라 불안합니다.',
					'{who}에게 장부는 세무서를 위한 것이지 나를 위한 것이 아닙니다. 그래서 돈이 마르는 것을 두 달 늦게 압니다.'
				],
				what: [
					'영수증, 카드 내역, 메신저 주문을 모아 {chore}에 필요한 표로 정리하고 애매한 것만 물어봅니다.',
					'{chore}[을] 마치고 나면 “다음 달 셋째 주에 {120~480/20}만 원이 모자랍니다”처럼 쉬운 말로 알려 줍니다.'
				],
				proof: [
					'{who} {400~6200/100}명이 쓰고 세무사 {5~22}명이 함께 확인합니다. 분류 정확도는 {93~98}%입니다.',
					'{chore}에 쓰는 시간이 한 달 {7~12}시간에서 {1~3}시간으로 줄었습니다.'
				],
				api: [
					'지출의 뜻을 초청 기업의 모델로 물어 가며 가르는 기능을 만들겠습니다. 금액 계산은 모델에 맡기지 않습니다.',
					'세법이 바뀌면 {who}에게 해당하는 것만 골라 쉬운 말로 알리는 글을 API로 쓰려 합니다.'
				],
				together: [
					'{who} {40~120/10}명의 동의를 받아 돈이 마르는 징후를 찾는 연구를 함께 하고 싶습니다. 대출을 권하지 않는 것이 원칙입니다.',
					'모델이 돈 이야기를 할 때 지나치게 자신 있는 말투를 쓰는 문제를 함께 살피고, 알맞은 표현의 기준을 만들기를 제안합니다.'
				],
				measure: [
					'세무사가 고친 건수와 이용자가 되물은 횟수를 보겠습니다.',
					'신고 뒤 수정 요구를 받은 비율이 {4~7}%에서 1% 아래로 내려가면 성공입니다.'
				]
			},
			{
				gaps: {
					fraud: ['전세 사기', '보이스피싱', '보험 허위 청구', '투자 리딩방 사기'],
					clue: ['통화 내용', '거래 흐름', '문서의 어긋남', '메신저 대화']
				},
				summary: [
					'{clue}[을] 살펴 {fraud}[을] 돈이 나가기 전에 알리는 서비스',
					'{fraud} 의심 상황을 설명해 주고 멈출 시간을 벌어 줍니다'
				],
				pain: [
					'{fraud} 피해자의 {60~82}%는 중간에 이상하다고 느꼈지만 물어볼 데가 없었다고 합니다.',
					'{fraud} 수법은 두 주마다 바뀝니다. 규칙으로 막는 방식은 늘 한 발 늦습니다.'
				],
				what: [
					'{clue}[에서] 수법의 흐름을 읽어 “지금 세 번째 단계입니다”라고 알려 줍니다. 겁을 주기보다 다음 행동을 하나 권합니다.',
					'{clue}[을] 기기 안에서만 살피고, 위험할 때만 가족이나 은행에 알릴지 본인에게 묻습니다.'
				],
				proof: [
					'금융사 {2~5}곳에서 시험해 {fraud} 신호의 {78~91}%를 송금 전에 찾았고 헛경보는 천 건에 {3~9}건이었습니다.',
					'지난 1년 동안 막은 금액이 확인된 것만 {7~38}억 원입니다.'
				],
				api: [
					'초청 기업의 모델로 새 수법을 설명하는 글을 읽고 하루 안에 탐지 문장을 만들게 하려 합니다. 지금은 {9~16}일이 걸립니다.',
					'속고 있는 사람과 차분히 이야기하는 대화를 API로 만들고 싶습니다. 말투 하나로 전화를 끊기도 합니다.'
				],
				together: [
					'피해자 모임, 은행 {1~2}곳과 함께 어떤 말이 사람을 멈추게 하는지 실험하는 연구를 제안합니다.',
					'범죄에 쓰이지 않도록 자료를 나누는 방법을 함께 정하고, 안전한 평가 문제를 공동으로 만들고 싶습니다.'
				],
				measure: [
					'경보를 보고 실제로 멈춘 사람의 비율로 판단하겠습니다.',
					'헛경보 때문에 서비스를 끈 사람이 {2~4}%를 넘으면 다시 만들겠습니다.'
				]
			}
		],
		data: [
			'이름과 계좌를 지운 거래 분류 {30~240/10}만 건에 사람이 고친 이력이 있습니다.',
			'자료는 금융 규정에 따라 국내에만 두며 외부 감사를 한 해 두 번 받습니다.'
		],
		asks: [
			'국내 금융 규정에서 모델을 쓰는 방법을 함께 정리해 주시면 업계 전체에 도움이 됩니다.',
			'기기 안에서 도는 작은 모델의 계획을 알고 싶습니다.',
			'답변의 말투를 시험하는 방법에 대해 조언을 듣고 싶습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					who: ['restaurant owners', 'online sellers', 'freelancers', 'small workshops'],
					chore: ['the VAT return', 'unpaid invoices', 'payroll filings', 'cash planning']
				},
				summary: [
					'Settles {chore} for {who} from photographs and a short chat',
					'Books that {who} keep for themselves, with {chore} thrown in'
				],
				pain: [
					'Every month {who} spend {6~15} hours on {chore} and are still not sure that it is right.',
					'To {who}, books are for the tax office; that is why they learn two months late that money is running out.'
				],
				what: [
					'We gather receipts, card lines and orders into the table that {chore} needs, and ask only about what is unclear.',
					'With {chore} settled, we say in plain words: in the third week of next month you will be short.'
				],
				proof: [
					'{400~6200/100} people use it and {six|nine|fourteen} accountants check it; {93~98}% of lines are sorted right.',
					'Time on {chore} fell from {7~12} hours a month to {two|three}.'
				],
				api: [
					'The guest’s model would ask what a payment was for. It would never do the sums; those are ours.',
					'When tax law changes, we would write to {who} about the two lines that touch them.'
				],
				together: [
					'With {40~120/10} consenting businesses we would look for early signs of a cash gap. One rule: we never push a loan.',
					'Models sound too sure about money. We propose to work out together how they should speak of it.'
				],
				measure: ['We count what accountants correct and how often users ask again.']
			}
		],
		data: ['We hold {300~2400/100} thousand sorted transactions without names, with every human correction.'],
		asks: [
			'Help us lay out how a model may be used under Korean financial rules; the whole trade would gain.',
			'We would like to hear about plans for models small enough for a phone.'
		]
	}
};
