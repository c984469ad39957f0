import type { Sector } from './sector.ts';

export const robotics: Sector = {
	key: 'robotics',
	label: { ko: '로봇', en: 'Robotics' },
	tails: ['로보틱스/Robotics', '로봇/Robots', '구동기/Actuators', '자동화/Automation', '손발/Limbs'],
	ko: {
		products: [
			{
				gaps: {
					robot: ['급식실 조리 로봇', '과수원 운반 로봇', '병원 배송 로봇', '용접 협동 로봇', '선박 청소 로봇'],
					mess: ['처음 보는 물건', '갑자기 끼어드는 사람', '젖은 바닥', '바뀐 자리 배치']
				},
				summary: ['말로 시키면 알아듣는 {robot}', '{mess} 앞에서 멈추지 않고 되묻는 {robot}'],
				pain: [
					'{robot}[은] {mess} 하나에 멈춥니다. 그때마다 기술자가 차로 {1~3}시간을 달려갑니다.',
					'{robot}의 일을 바꾸려면 프로그램을 다시 짜야 합니다. 현장에는 그럴 사람이 없어 5대 중 2대는 놀고 있습니다.'
				],
				what: [
					'{robot}에게 말로 새 일을 가르칩니다. 로봇은 알아들은 순서를 그림으로 보여 주고, 사람이 고개를 끄덕여야 움직입니다.',
					'{mess}[을] 만나면 세 가지 선택지를 만들어 가까운 사람에게 묻고, 그 답을 기억합니다.'
				],
				proof: [
					'{robot} {6~72/2}대가 현장에 있고 멈춤이 하루 {9~16}번에서 {2~4}번으로 줄었습니다.',
					'새 일을 가르치는 데 {3~6}일 걸리던 것이 평균 {25~70/5}분이 되었습니다.'
				],
				api: [
					'초청 기업의 모델에 “무엇을 어떤 순서로”만 맡기고, 움직임과 안전은 저희 제어기가 맡습니다. 이 경계를 API로 다듬고 싶습니다.',
					'현장 사진과 작업자의 말을 함께 읽어 작업 계획을 세우게 하려 합니다. 답이 {2~4}초를 넘으면 사람이 먼저 해 버립니다.'
				],
				together: [
					'{robot} {2~4}대와 시험장을 내드리겠습니다. 모델의 계획이 실제 세상에서 어디서 무너지는지 함께 {300~900/100}번 시험하고 싶습니다.',
					'사람이 가르친 {400~2200/100}건의 시범 자료로 로봇이 왜 그렇게 움직였는지 말로 설명하는 연구를 제안합니다.'
				],
				measure: [
					'사람을 부르지 않고 하루를 마친 날의 비율로 판단하겠습니다.',
					'위험한 움직임이 한 번이라도 나오면 그 단계에서 멈추겠습니다.'
				]
			},
			{
				gaps: { hand: ['택배 상자', '여린 과일', '빨랫감', '폐배터리', '실험실 시약병'] },
				summary: ['{hand}[을] 다치지 않게 집는 로봇 손과 그 손의 눈', '{hand}[을] 하루 만에 배우는 집기 전문 로봇'],
				pain: [
					'{hand}[은] 모양이 제각각이라 로봇이 집기 어렵습니다. 그래서 아직 사람이 하루 {4~9}천 번 허리를 굽힙니다.',
					'{hand}[을] 집는 로봇은 있지만 물건이 바뀌면 다시 {2~5}주를 배워야 합니다.'
				],
				what: [
					'손끝의 힘 감각과 카메라를 함께 써서 {hand}[을] 집고, 미끄러지기 0.{1~3}초 전에 힘을 고칩니다.',
					'{hand} 사진 {20~60/10}장과 사람의 시범 {5~15}번이면 다음 날 아침부터 일합니다.'
				],
				proof: [
					'{hand} {8~60}만 번을 집어 성공률이 {94~98}%이고, 상하게 한 것은 천 번에 {1~5}번입니다.',
					'현장 {3~11}곳에서 하루 {6~14}시간씩 일하고 있습니다.'
				],
				api: [
					'실패한 장면을 초청 기업의 모델이 보고 원인을 말로 남기게 하려 합니다. 지금은 사람이 영상 {60~200/20}개를 매주 봅니다.',
					'“말랑한 것부터 위에 놓아 줘” 같은 말을 집는 순서로 바꾸는 데 API를 쓰겠습니다.'
				],
				together: [
					'손끝 감각 자료 {200~900/50}시간을 내놓겠습니다. 보는 것과 만지는 것을 함께 배우는 모델을 연구하고 싶습니다.',
					'같은 손 {2~4}대를 초청 기업 연구실에 두고, 한국과 그곳에서 같은 실험을 되풀이하기를 제안합니다.'
				],
				measure: [
					'처음 보는 {hand} {50~150/10}개에서 성공률 {85~92}%를 넘는지 보겠습니다.',
					'사람 옆에서 한 달을 일하고 동료들이 남기를 바라는지 묻겠습니다.'
				]
			}
		],
		data: [
			'실패한 장면까지 모두 남긴 작업 기록 {2~12}천 시간이 있습니다.',
			'같은 일을 로봇 {3|4}종이 해 본 자료가 있어 견주어 볼 수 있습니다.'
		],
		asks: [
			'짧은 시간 안에 답하는 모델과 그 한계를 알고 싶습니다.',
			'로봇 안전을 아는 분께 저희 멈춤 규칙을 보여 드리고 의견을 듣고 싶습니다.',
			'시험용 로봇을 보낼 주소만 알려 주시면 저희가 설치까지 하겠습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					robot: ['kitchen robots', 'orchard carriers', 'hospital couriers', 'ship cleaning robots'],
					mess: ['an unfamiliar object', 'a person in the way', 'a wet floor']
				},
				summary: ['{robot} that understand what they are told, and ask back', '{robot} that do not stop at {mess}'],
				pain: [
					'{robot} stop at {mess}, and each time an engineer drives {one|two|three} hours to start them again.',
					'To give {robot} a new task somebody has to program it. Nobody on site can, so two in five stand idle.'
				],
				what: [
					'People teach {robot} by talking. The robot draws the steps it understood and waits for a nod.',
					'Faced with {mess}, it offers three choices to the nearest person, and remembers the answer.'
				],
				proof: [
					'{6~72/2} of them are at work; stops fell from {9~16} a day to {two|three|four}.',
					'Teaching a new task took {three|four|five} days and now takes {25~70/5} minutes.'
				],
				api: [
					'The guest’s model would decide what and in which order; motion and safety stay with our controller. We want to draw that line well.',
					'Pictures of the place and a worker’s words would go in, and a plan come out, within {two|three|four} seconds.'
				],
				together: [
					'We offer {two|three|four} {robot} and a test hall, and would run {300~900/100} plans together to see where they break on the real world.',
					'From {400~2200/100} human demonstrations we would like to teach a robot to say why it moved as it did.'
				],
				measure: ['Days finished without calling a person. One dangerous motion and we stop.']
			}
		],
		data: ['We hold {2~12} thousand hours of work on record, failures included.'],
		asks: [
			'We would like to know which models answer fast enough, and where their limits lie.',
			'Tell us where to send a robot and we will install it.'
		]
	}
};
