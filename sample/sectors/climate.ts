import type { Sector } from './sector.ts';

export const climate: Sector = {
	key: 'climate',
	label: { ko: '기후·에너지', en: 'Climate and energy' },
	tails: ['에너지/Energy', '기후기술/Climate', '전력/Power', '순환/Circular', '볕/Solar'],
	ko: {
		products: [
			{
				gaps: {
					site: ['태양광 발전소', '풍력 단지', '소형 수력', '공장 지붕 발전소'],
					fault: ['먼지와 그늘', '인버터 이상', '출력 제한', '부품 노후']
				},
				summary: [
					'{site}의 {fault}[을] 찾아 손실을 돈으로 보여 주는 진단',
					'{site} 운영자의 아침 점검을 대신하는 조수'
				],
				pain: [
					'{site}[은] {fault} 때문에 한 해 발전량의 {4~11}%를 잃습니다. 운영자는 정산서를 보고서야 압니다.',
					'{site} {20~70/5}곳을 직원 두 명이 맡습니다. {fault}[을] 보러 가는 길에 하루가 끝납니다.'
				],
				what: [
					'발전량, 날씨, 위성 사진을 함께 보고 {fault}[을] 의심되는 자리와 하루 손실액으로 알려 줍니다.',
					'{site} 점검 기록을 읽고 이번 주에 들를 순서와 챙길 부품을 정해 줍니다.'
				],
				proof: [
					'{site} {60~480/10}곳에서 쓰며 한 곳당 한 해 {90~420/10}만 원을 더 벌게 했습니다.',
					'{fault} 진단 {200~900/20}건을 현장에서 확인하니 {79~91}%가 맞았습니다.'
				],
				api: [
					'초청 기업의 모델로 점검원의 말과 사진을 정리하고, 부품 회사에 보낼 보증 청구서 초안까지 쓰게 하려 합니다.',
					'전력 시장 규정을 읽고 내일 입찰에서 주의할 점을 세 줄로 알리는 기능을 API로 만들겠습니다.'
				],
				together: [
					'{site} {10~40/5}곳의 {3|4|5}년 자료로, 모델이 이상의 원인을 어디까지 추론하는지 함께 연구하고 싶습니다.',
					'드론과 사람과 모델이 일을 나누는 점검 방법을 한 계절 동안 실증하기를 제안합니다. 장소와 드론은 저희가 냅니다.'
				],
				measure: [
					'한 달 발전량이 이웃 발전소보다 얼마나 늘었는지로만 보겠습니다.',
					'헛걸음 횟수가 절반으로 줄면 성공입니다.'
				]
			},
			{
				gaps: {
					duty: ['온실가스 배출 보고', '재활용 원료 증명', '공급망 탄소 조사', '건물 에너지 진단'],
					who: ['수출 중소기업', '건물 관리소', '식품 공장', '섬유 업체']
				},
				summary: [
					'{who}의 {duty}[을] 고지서와 영수증으로 끝냅니다',
					'{duty} 앞에서 막막한 {who}에게 첫 숫자를 만들어 드립니다'
				],
				pain: [
					'{who}[은] 거래처에서 {duty}[을] 요구받지만 담당자도 예산도 없습니다. 컨설팅은 {1800~4600/200}만 원부터 시작합니다.',
					'{duty}에 쓰는 엑셀 파일은 {14~40}장이고, 한 칸이 틀리면 전부 다시 계산합니다.'
				],
				what: [
					'전기 고지서, 운송 영수증, 원료 전표를 읽어 {duty}에 필요한 숫자와 근거를 만듭니다.',
					'{duty} 숫자마다 어디서 왔는지 누르면 원본이 열립니다. 추정한 값은 추정이라고 씁니다.'
				],
				proof: [
					'{who} {18~130/2}곳이 썼고 준비 기간이 {9~14}주에서 {2~4}주로 줄었습니다.',
					'검증 기관의 지적이 한 곳당 평균 {8~15}건에서 {1~4}건이 되었습니다.'
				],
				api: [
					'양식이 모두 다른 고지서와 전표를 초청 기업의 모델로 읽겠습니다. 단위를 잘못 읽는 일이 가장 큰 위험입니다.',
					'해외 거래처의 질문지에 근거를 붙여 답하는 초안을 API로 쓰려 합니다.'
				],
				together: [
					'{who} {20~50/5}곳과 함께 추정값의 오차를 밝히는 방법을 연구하고 싶습니다. 그럴듯한 숫자보다 솔직한 범위가 낫습니다.',
					'국내 전표 {2~8}만 장으로 문서 읽기 평가 자료를 만들어 공개하는 협력을 제안합니다.'
				],
				measure: [
					'검증 기관이 고친 숫자의 비율이 {2~4}% 아래면 성공입니다.',
					'담당자가 혼자 두 번째 해를 해냈는지 보겠습니다.'
				]
			}
		],
		data: [
			'고장과 조치가 함께 적힌 기록이 {3~19}천 건 있습니다.',
			'사람이 확인한 고지서와 전표가 {4~30}만 장 있습니다.'
		],
		asks: [
			'모델을 쓰는 데 드는 전력까지 함께 밝혀 주시면 고객을 설득하기 쉽습니다.',
			'표와 숫자를 읽을 때의 오류를 줄인 경험을 듣고 싶습니다.',
			'유럽 거래처의 검증 기준을 아는 분을 소개해 주시길 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					site: ['solar farms', 'wind farms', 'rooftop plants'],
					fault: ['dust and shade', 'failing inverters', 'curtailment', 'ageing parts']
				},
				summary: [
					'Finds what {fault} cost the owners of {site}, in money',
					'Does the morning round for people who run {site}'
				],
				pain: [
					'Because of {fault}, {site} lose {4~11}% of a year’s output, and owners learn it from the invoice.',
					'Two people look after {20~70/5} {site} and spend their days on the road.'
				],
				what: [
					'From output, weather and satellite pictures we show where {fault} are likely and what a day of it costs.',
					'We read the service notes of {site} and plan the week: which to visit, in what order, with which parts.'
				],
				proof: [
					'{60~480/10} sites use it. Of {200~900/20} diagnoses checked on the spot, {79~91}% were right.',
					'Owners earned {700~3200/100} dollars more per site last year.'
				],
				api: [
					'The guest’s models would turn a technician’s words and pictures into a report, and into the warranty claim.',
					'We would read the market rules and say in three lines what to mind in tomorrow’s bid.'
				],
				together: [
					'We bring {three|four|five} years of data from {10~40/5} {site}, to see how far a model can reason about causes.',
					'We propose one season of inspections shared between drones, people and a model; sites and drones are ours.'
				],
				measure: ['A month’s output against the neighbouring plant, nothing else.']
			}
		],
		data: ['We hold {3~19} thousand records of faults with what was done about them.'],
		asks: [
			'If you told us what energy a call takes, our customers would be easier to win.',
			'An introduction to verifiers in Europe would help.'
		]
	}
};
