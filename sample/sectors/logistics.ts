import type { Sector } from './sector.ts';

export const logistics: Sector = {
	key: 'logistics',
	label: { ko: '물류·이동', en: 'Logistics and mobility' },
	tails: ['물류/Logistics', '화물/Freight', '운송/Transport', '모빌리티/Mobility', '창고기술/Warehouse'],
	ko: {
		products: [
			{
				gaps: {
					load: ['냉동 화물', '컨테이너', '새벽 배송', '건설 자재', '산지 농산물'],
					pinch: ['항만 대기', '빈 차 회송', '상하차 지연', '배차 전화']
				},
				summary: [
					'{load}의 {pinch}[을] 줄이는 배차 조정 서비스',
					'{load} 기사와 화주가 말 한마디로 배차를 끝내게 합니다'
				],
				pain: [
					'{load}[을] 나르는 기사는 하루 운전 시간의 {22~38}%를 {pinch}에 씁니다. 그 시간은 아무도 돈을 주지 않습니다.',
					'{load} 배차 담당 한 명이 하루에 전화를 {140~260/10}통 합니다. {pinch}[이] 생기면 처음부터 다시 겁니다.'
				],
				what: [
					'메신저와 전화로 오간 말을 읽어 {load}의 출발, 도착, 조건을 표로 만들고 맞는 차를 {3|4|5}대까지 제안합니다.',
					'{pinch}[이] 생길 것 같으면 한 시간 먼저 알리고, 다음 순서를 기사와 화주 모두에게 같은 문장으로 보냅니다.'
				],
				proof: [
					'차량 {120~1900/20}대가 쓰고 있고 빈 차 거리가 {11~23}% 줄었습니다.',
					'한 운송사는 배차 전화가 하루 {180~240/10}통에서 {50~80/10}통으로 줄었습니다.'
				],
				api: [
					'거래처마다 다른 주문 문서를 초청 기업의 모델로 읽으려 합니다. 양식이 {300~900/100}가지라 규칙으로는 끝이 없습니다.',
					'기사와 통화하며 배차를 확인하는 음성 도우미를 만들겠습니다. 운전 중이므로 세 번 안에 끝나야 합니다.'
				],
				together: [
					'운송사 {2~4}곳의 한 달 기록으로, 사람이 짠 배차와 모델이 짠 배차를 나란히 돌려 보고 싶습니다. 사고와 과로를 함께 세겠습니다.',
					'항만과 창고, 기사의 일정이 서로 엇갈릴 때 누가 양보해야 하는지 설명하는 조정 방법을 연구하고 싶습니다.'
				],
				measure: [
					'기사의 대기 시간이 하루 {20~40/5}분 줄면 성공입니다. 회사 이익은 그다음입니다.',
					'빈 차 거리와 늦은 도착, 두 숫자를 매주 공개하겠습니다.'
				]
			},
			{
				gaps: {
					place: ['중형 창고', '공유 창고', '반품 센터', '약품 창고'],
					task: ['반품 분류', '재고 실사', '입고 검수']
				},
				summary: ['{place}의 {task}[을] 휴대전화로 끝내는 창고 장부', '{place}에서 {task}에 드는 밤샘을 없애는 도구'],
				pain: [
					'{place}의 {task}[은] 분기마다 사흘 밤을 새워야 끝납니다. 그래도 숫자가 {2~5}% 어긋납니다.',
					'큰 회사는 로봇을 들이지만 {place}에는 그럴 돈도 자리도 없습니다.'
				],
				what: [
					'선반을 걸어가며 찍은 영상에서 상자를 세고 이름표를 읽어 {task}[을] 끝냅니다.',
					'찌그러진 상자, 지워진 글씨도 앞뒤 기록을 보고 무엇인지 짐작하고, 자신 없으면 사람에게 묻습니다.'
				],
				proof: [
					'{place} {5~31}곳에서 쓰며 {task} 시간이 {48~71}% 줄었습니다.',
					'이름표 {20~90/10}만 장을 읽어 오독이 천 장에 {3~8}장이었습니다.'
				],
				api: [
					'반품 사유로 적힌 글과 사진을 초청 기업의 모델로 함께 읽어, 다시 팔 수 있는지 판단을 돕게 하려 합니다.',
					'창고 직원이 “어제 들어온 파란 상자 어디 있지”라고 물으면 답하는 기능을 API로 만들겠습니다.'
				],
				together: [
					'{place} {2|3}곳에 카메라를 달고, 모델이 공간을 기억하는 능력을 함께 시험하고 싶습니다.',
					'사람과 운반 기계가 같은 통로를 쓸 때의 안전 판단을 공동으로 연구하기를 제안합니다.'
				],
				measure: [
					'실사 뒤 장부와 실물의 차이가 0.{3~8}% 아래면 성공입니다.',
					'직원이 묻지 않고 혼자 찾은 물건의 비율로 보겠습니다.'
				]
			}
		],
		data: [
			'배차 대화 {9~70}만 건이 있고, 실제로 어떻게 되었는지가 함께 남아 있습니다.',
			'기사 {90~600/10}명이 위치와 대기 시간 제공에 동의했습니다.'
		],
		asks: [
			'짧은 호출이 하루 {20~90/10}만 번 생깁니다. 이 규모의 요금을 알고 싶습니다.',
			'운전자에게 말을 거는 서비스의 안전 기준에 대해 의견을 듣고 싶습니다.',
			'싱가포르나 자카르타의 운송 회사를 소개해 주시면 좋겠습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					load: ['frozen goods', 'containers', 'building materials', 'farm produce'],
					pinch: ['waiting at the port', 'driving back empty', 'late loading']
				},
				summary: ['Less {pinch} for those who carry {load}', 'Dispatch for {load} settled in one spoken sentence'],
				pain: [
					'Drivers of {load} spend {22~38}% of their day {pinch}, and nobody pays for it.',
					'One dispatcher for {load} makes {140~260/10} calls a day; when something slips, they all have to be made again.'
				],
				what: [
					'We read the messages and calls, turn them into one table, and propose up to four trucks that fit.',
					'An hour before trouble we warn both sides, in the same sentence, and say what comes next.'
				],
				proof: [
					'{120~1900/20} trucks use it and drive {11~23}% less without a load.',
					'At one carrier, calls a day went from {180~240/10} to {50~80/10}.'
				],
				api: [
					'Orders arrive in {300~900/100} layouts. No set of rules ends there; we would read them with the guest’s models.',
					'A voice helper would confirm loads with drivers. They are driving, so three turns must be enough.'
				],
				together: [
					'With a month of records from {two|three|four} carriers we would run people’s plans and the model’s side by side, and count overwork as well as cost.',
					'When port, warehouse and driver disagree, somebody must yield. We want to study how a model can explain who.'
				],
				measure: ['Twenty minutes less waiting per driver and day is success; our margin comes second.']
			}
		],
		data: ['We hold {90~700/10} thousand dispatch conversations, with what really happened afterwards.'],
		asks: [
			'We make several hundred thousand short calls a day and would like to know what that costs.',
			'An introduction to carriers in Singapore or Jakarta would help us.'
		]
	}
};
