import type { Sector } from './sector.ts';

export const commerce: Sector = {
	key: 'commerce',
	label: { ko: '유통·소상공인', en: 'Commerce' },
	tails: ['상점/Store', '장터/Market', '커머스/Commerce', '가게/Shops', '유통/Retail'],
	ko: {
		products: [
			{
				gaps: {
					shop: ['전통시장 상인', '동네 빵집 주인', '수공예 작가', '산지 직송 농민', '옷가게 주인'],
					chore: ['상품 소개 글', '손님 문의 답변', '해외 주문 처리', '재고 발주']
				},
				summary: [
					'{shop}의 {chore}[을] 말 몇 마디로 끝내는 가게 조수',
					'{shop}[이] 가게를 비우지 않고 {chore}[을] 마치게 합니다'
				],
				pain: [
					'{shop}[은] 하루 일을 마치고 밤 열 시부터 {chore}[을] 합니다. 그러다 보니 {3|4}일에 하루는 못 합니다.',
					'{chore}[을] 맡기려면 한 달 {30~90/10}만 원이 듭니다. {shop}에게는 하루 매출보다 큰돈입니다.'
				],
				what: [
					'사진 두 장과 말 한마디면 {chore}[이] 됩니다. {shop}의 말투를 배워 남이 쓴 것 같지 않습니다.',
					'{chore} 가운데 늘 같은 것은 알아서 하고, 값이나 약속이 걸린 것은 반드시 물어봅니다.'
				],
				proof: [
					'{shop} {180~2600/20}명이 쓰고 있고 하루 {40~90/10}분을 아낍니다.',
					'석 달 쓴 가게의 온라인 매출이 평균 {14~33}% 늘었습니다. 늘지 않은 가게도 {20~30}% 있었습니다.'
				],
				api: [
					'초청 기업의 모델로 손님의 말을 사장님의 말투로 받게 하려 합니다. 없는 할인을 약속하지 않도록 가게의 규칙을 먼저 읽힙니다.',
					'사진을 보고 상품의 흠까지 솔직하게 적는 글을 API로 만들겠습니다. 반품이 줄어드는지 보려 합니다.'
				],
				together: [
					'전통시장 {2~3}곳, 상인 {60~160/20}명과 반년 동안 함께 써 보며 누구에게 도움이 되고 누구에게 짐이 되는지 연구하고 싶습니다.',
					'상인회가 자료의 주인이 되는 방식을 함께 설계하기를 제안합니다. 값과 거래처는 가게의 밑천입니다.'
				],
				measure: [
					'석 달 뒤에도 매일 쓰는 상인의 비율이 {50~65/5}%를 넘으면 성공입니다.',
					'매출보다 먼저, 몇 시에 문을 닫고 집에 갔는지를 묻겠습니다.'
				]
			},
			{
				gaps: {
					goods: ['화장품', '김치와 장류', '아동복', '주방용품', '문구'],
					country: ['일본', '태국', '미국', '베트남', '독일']
				},
				summary: [
					'{goods}[을] {country}에 처음 파는 회사를 위한 수출 짝',
					'{country} 손님의 후기를 읽고 {goods}[을] 고칠 곳을 알려 줍니다'
				],
				pain: [
					'{goods}[을] {country}에 팔려면 성분과 표시 규정만 {60~180/10}쪽을 읽어야 합니다. 한 줄 때문에 통관에서 {3~8}주를 기다립니다.',
					'{country} 손님이 남긴 후기는 많은데 {goods} 만드는 사람은 읽지 못합니다. 별점만 보고 짐작합니다.'
				],
				what: [
					'{goods} 정보를 넣으면 {country} 규정과 한 줄씩 맞추어 보고, 고칠 문구와 준비할 서류를 알려 줍니다.',
					'{country} 후기에서 되풀이되는 불만을 묶어, {goods}의 어느 부분 때문인지 사진과 함께 보여 줍니다.'
				],
				proof: [
					'{goods} 회사 {14~90/2}곳이 {country} 첫 수출을 했고 통관에서 되돌아온 것은 {1~4}건이었습니다.',
					'후기 {8~60}만 개를 읽어 찾은 개선점 {40~160/10}가지 가운데 {35~60}%가 제품에 반영되었습니다.'
				],
				api: [
					'규정 원문과 번역, 과거 통관 사례를 초청 기업의 모델로 함께 읽어 근거가 달린 답을 내겠습니다.',
					'{country} 손님의 문의에 그 나라 예의에 맞게 답하는 기능을 API로 만들려 합니다.'
				],
				together: [
					'{goods} 회사 {8~20/2}곳과 함께 {country} 시장 조사를 사람과 모델이 각각 해 보고, 반년 뒤 누가 맞았는지 견주고 싶습니다.',
					'나라마다 다른 표시 규정을 기계가 읽을 수 있게 정리해 공개하는 일을 함께 하기를 제안합니다.'
				],
				measure: [
					'통관에서 되돌아온 건수가 0이면 성공입니다.',
					'모델이 제안한 개선 뒤에 별점이 실제로 올랐는지 보겠습니다.'
				]
			}
		],
		data: [
			'상인이 직접 고친 글 {4~35}만 건이 있어 어떤 표현을 싫어하는지 압니다.',
			'나라별 통관 결과가 붙은 상품 정보 {2~11}천 건이 있습니다.'
		],
		asks: [
			'손님이 몰리는 명절에 한도를 늘려 주실 수 있는지 알고 싶습니다.',
			'작은 가게도 낼 수 있는 요금, 한 달 {5~15}천 원 안에서 할 수 있는 일을 의논하고 싶습니다.',
			'현지 판매처를 한 곳만 소개해 주셔도 큰 힘이 됩니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					goods: ['cosmetics', 'kimchi and sauces', 'children’s clothes', 'stationery'],
					country: ['Japan', 'Thailand', 'the United States', 'Germany']
				},
				summary: [
					'First exports of {goods} to {country}, with a partner',
					'Reads what customers in {country} say about {goods}, and what to mend'
				],
				pain: [
					'To sell {goods} in {country} one reads {60~180/10} pages of rules, and one line can mean {three|five|seven} weeks at customs.',
					'Buyers in {country} write long reviews of {goods}. Those who make them see only the stars.'
				],
				what: [
					'We hold {goods} against the rules of {country} line by line, and say which words to change and which papers to prepare.',
					'We gather complaints that keep coming back and show, with pictures, which part of the product they are about.'
				],
				proof: [
					'{14~90/2} firms made their first sale to {country} with us; {one|two|three} shipments came back.',
					'Of {40~160/10} improvements found in reviews, {35~60}% went into the product.'
				],
				api: [
					'The guest’s models would read rules, translations and past customs cases together and answer with the source.',
					'Through the API we would answer buyers in the manner that is polite in {country}.'
				],
				together: [
					'With {8~20/2} makers we would let people and a model each study the market in {country}, and see in half a year who was right.',
					'Labelling rules differ everywhere. We propose to put them into a form machines can read, and publish it.'
				],
				measure: ['No shipment sent back at customs is success.']
			}
		],
		data: ['We hold {2~11} thousand product files with what customs said about each.'],
		asks: [
			'Could limits be raised in the weeks before holidays?',
			'Even one introduction to a shop there would be a great help.'
		]
	}
};
