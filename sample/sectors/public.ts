import type { Sector } from './sector.ts';

export const publicServices: Sector = {
	key: 'public',
	label: { ko: '공공·안전', en: 'Public services' },
	tails: ['시민기술/Civic', '공공데이터/Open Data', '행정연구소/Admin Lab', '안전/Safety', '도시/City'],
	ko: {
		products: [
			{
				gaps: {
					desk: ['주민센터 민원 창구', '구청 복지과', '건축 허가 창구', '외국인 지원 센터'],
					form: ['복지 급여 신청', '건축 변경 신고', '체류 자격 변경', '정보 공개 청구']
				},
				summary: [
					'{desk}에서 {form}[을] 한 번에 끝내게 돕는 안내 도구',
					'{form}[을] 하러 두 번 오지 않게 하는 서류 길잡이'
				],
				pain: [
					'{desk}[을] 찾은 사람 셋 중 한 명은 서류가 모자라 되돌아갑니다. {form}[은] 특히 심해 평균 2.{1~6}번을 옵니다.',
					'{desk} 직원은 반년마다 자리가 바뀝니다. {form} 지침은 {180~420/20}쪽이고 해마다 고쳐집니다.'
				],
				what: [
					'사정을 말하면 {form}에 필요한 서류와 기한을 한 장으로 정리하고, 근거 지침의 쪽수를 함께 적습니다.',
					'{desk} 직원 화면에 비슷한 처리 사례 세 건과 그때의 근거를 띄웁니다. 결정은 직원이 합니다.'
				],
				proof: [
					'지방자치단체 {3~14}곳에서 쓰며 되돌아간 비율이 {31~36}%에서 {12~19}%로 줄었습니다.',
					'직원 {60~340/10}명에게 물으니 {76~89}%가 없으면 불편하다고 답했습니다.'
				],
				api: [
					'초청 기업의 모델로 지침과 조례를 함께 읽어 답하되, 서로 어긋나면 어긋난다고 알리게 하겠습니다.',
					'어르신과 외국인이 쉬운 말로 물을 수 있는 {form} 상담을 API로 만들려 합니다.'
				],
				together: [
					'구청 {2~3}곳과 석 달 동안, 안내를 받은 사람과 받지 않은 사람의 처리 기간을 견주어 공개하고 싶습니다.',
					'잘못된 안내가 나갔을 때 누가 어떻게 바로잡는지, 책임의 순서를 함께 설계하는 연구를 제안합니다.'
				],
				measure: [
					'두 번 오지 않은 사람의 비율로 판단하겠습니다.',
					'틀린 안내가 한 건이라도 있으면 이유와 고친 내용을 공개하겠습니다.'
				]
			},
			{
				gaps: {
					risk: ['산불', '도로 침수', '노후 옹벽', '지하차도 침수', '골목 화재'],
					source: ['신고 전화', '시시티브이', '점검 사진', '강우 자료']
				},
				summary: [
					'{source}에서 {risk} 위험을 읽어 상황실에 먼저 올립니다',
					'{risk} 대응 기록을 정리해 다음번에 더 빨리 움직이게 합니다'
				],
				pain: [
					'{risk}[은] 첫 {10~25/5}분이 전부입니다. 그 시간에 상황실은 {source}[을] 하나씩 확인하느라 손이 모자랍니다.',
					'{risk} 뒤에 쓰는 보고서는 {30~80/10}쪽이지만, 다음 당번이 읽을 수 있는 것은 한 장뿐입니다.'
				],
				what: [
					'{source}[을] 모아 같은 사건끼리 묶고, 위급한 순서와 그렇게 본 까닭을 한 줄씩 보여 줍니다.',
					'{risk} 대응 중에 오간 말을 시간 순서로 정리해, 끝나면 바로 돌아볼 수 있는 기록을 만듭니다.'
				],
				proof: [
					'시군 {2~9}곳 상황실에서 한 해를 보냈고 {risk} 첫 판단이 평균 {6~14}분 빨라졌습니다.',
					'지난 장마 동안 {source} {1200~7600/100}건을 묶어 출동 {90~280/10}건으로 줄였습니다.'
				],
				api: [
					'한꺼번에 쏟아지는 {source}[을] 초청 기업의 모델로 요약하려 합니다. 평소의 {20~60/10}배가 몰리는 한 시간을 버티는지가 관건입니다.',
					'상황 보고서 초안을 API로 쓰고, 문장마다 원래 기록으로 돌아가는 고리를 달겠습니다.'
				],
				together: [
					'지난 {risk} 기록 {40~160/10}건을 다시 돌려 보며, 모델이 언제 도움이 되고 언제 방해가 되는지 함께 연구하고 싶습니다.',
					'재난 때 틀린 요약이 퍼지지 않도록 하는 확인 절차를 소방, 지자체와 함께 만들기를 제안합니다.'
				],
				measure: [
					'첫 판단까지 걸린 시간과 놓친 신고 수를 보겠습니다.',
					'상황실 근무자가 훈련에서 계속 켜 두는지로 판단하겠습니다.'
				]
			}
		],
		data: [
			'지침 개정 이력 {6~11}년치와 처리 사례 {3~26}천 건이 있습니다.',
			'공공 자료는 기관 안에 두고 저희도 밖으로 옮기지 않습니다.'
		],
		asks: [
			'공공기관 보안 기준을 맞추는 데 필요한 서류를 함께 준비해 주십시오.',
			'몰리는 시간의 처리량을 약속받을 수 있는지 알고 싶습니다.',
			'다른 나라 행정에서 쓴 사례를 소개해 주시면 좋겠습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					desk: ['the district welfare office', 'the building permit counter', 'the centre for foreign residents'],
					form: ['a benefit claim', 'a change of permit', 'a change of residence status']
				},
				summary: ['One visit is enough: {form} made simple', 'Helps {desk} settle {form} at the first visit'],
				pain: [
					'A third of those who come to {desk} are sent home for a missing paper; {form} takes more than two visits.',
					'Staff at {desk} change posts twice a year, and the manual for {form} has {180~420/20} pages.'
				],
				what: [
					'People tell their story; we list the papers and dates for {form} on one page, with the page of the manual beside each.',
					'The clerk sees three similar cases and what they rested on. The decision is the clerk’s.'
				],
				proof: [
					'At {three|six|eleven} local governments, those sent home fell from {31~36}% to {12~19}%.',
					'Of {60~340/10} clerks asked, {76~89}% would miss it.'
				],
				api: [
					'The guest’s models would read manual and by-law together, and say so when they contradict each other.',
					'Through the API, elderly and foreign residents could ask about {form} in simple words.'
				],
				together: [
					'With {two|three} districts we would compare, for three months, people with and without guidance, and publish it.',
					'We propose to design together who corrects a wrong answer from a public office, and how fast.'
				],
				measure: ['The share of people who did not have to come twice.']
			}
		],
		data: ['We hold {6~11} years of changes to the manuals and {3~26} thousand settled cases.'],
		asks: [
			'We need help with the papers for public security rules.',
			'Examples from administrations abroad would help our case.'
		]
	}
};
