import type { Sector } from './sector.ts';

export const accessibility: Sector = {
	key: 'accessibility',
	label: { ko: '접근성·돌봄', en: 'Accessibility and care' },
	tails: ['이음/Bridge', '접근성연구소/Access', '돌봄/Care', '소리손/Sign', '보조기술/Assistive'],
	ko: {
		products: [
			{
				gaps: {
					who: ['시각장애인', '농인', '발달장애인', '저시력 어르신', '말이 불편한 뇌병변장애인'],
					act: ['관공서 서류 작성', '병원 진료', '온라인 장보기', '길 찾기', '면접 준비']
				},
				summary: ['{who}[이] {act}[을] 혼자 해낼 수 있게 돕는 도구', '{who}의 {act}에 곁을 지키는 휴대전화 길잡이'],
				pain: [
					'{who}[은] {act}[을] 하려면 누군가에게 부탁해야 합니다. 부탁하기 싫어 그냥 포기한 적이 있다는 답이 {52~74}%였습니다.',
					'{act}[을] 돕는 서비스는 많지만 {who}[이] 처음부터 끝까지 혼자 마칠 수 있는 것은 드뭅니다. 마지막 한 단계에서 막힙니다.'
				],
				what: [
					'{who} 당사자 {4~12}명과 함께 만들었습니다. {act} 화면을 읽고 지금 할 일을 한 번에 하나씩만 알려 줍니다.',
					'{act} 도중 막히면 상황을 설명해 주고, 그래도 안 되면 훈련받은 사람에게 {20~50/5}초 안에 이어 줍니다.'
				],
				proof: [
					'{who} {160~1800/20}명이 쓰고 있으며 {act}[을] 끝까지 마친 비율이 {41~52}%에서 {73~86}%로 올랐습니다.',
					'복지관 {5~24}곳에서 교육하고 있고, 석 달 뒤에도 쓰는 사람이 {62~78}%입니다.'
				],
				api: [
					'초청 기업의 모델로 화면과 주변을 설명하되 짐작은 짐작이라고 말하게 하겠습니다. {who}에게 틀린 설명은 위험입니다.',
					'같은 내용을 그 사람에게 맞는 길이와 말로 바꾸어 들려주는 기능을 API로 만들려 합니다.'
				],
				together: [
					'{who} 당사자 {10~30/5}명을 정식 연구원으로 모시고, 모델의 설명이 정말 도움이 되는지 여섯 달 동안 살피는 연구를 제안합니다.',
					'말소리가 또렷하지 않은 분들의 음성 {80~400/20}시간을 동의받아 모았습니다. 이 말을 알아듣는 모델을 함께 만들고 싶습니다.'
				],
				measure: [
					'도움 없이 끝까지 마친 비율, 그 하나만 보겠습니다.',
					'당사자가 다시 쓰겠다고 말했는지가 기준입니다. 보호자의 평가는 따로 둡니다.'
				]
			},
			{
				gaps: { home: ['혼자 사는 어르신', '치매 초기 어르신', '퇴원한 환자', '장애 자녀를 둔 가족'] },
				summary: [
					'{home}의 하루를 말벗처럼 챙기고 이상이 보이면 사람에게 알립니다',
					'{home}[을] 돌보는 사람의 기록과 교대를 돕는 돌봄 공책'
				],
				pain: [
					'생활지원사 한 명이 {home} {16~24}가구를 맡습니다. 한 집에 쓰는 시간이 하루 {9~15}분입니다.',
					'{home}에게 전화를 걸면 늘 괜찮다고 하십니다. 괜찮지 않은 날을 목소리로 알아채는 사람은 드뭅니다.'
				],
				what: [
					'{home}에게 매일 전화를 걸어 이야기를 나누고, 지난주와 달라진 점만 생활지원사에게 세 줄로 전합니다.',
					'진단하지 않습니다. {home}[이] 하신 말씀 가운데 사람이 들어야 할 대목을 골라 드립니다.'
				],
				proof: [
					'{home} {220~1900/20}가구에서 쓰며, 지난해 위험 신호 {14~46}건을 먼저 알아챘습니다.',
					'통화의 {71~88}%가 5분 넘게 이어졌고, 그만 걸라고 하신 분은 {2~6}%였습니다.'
				],
				api: [
					'초청 기업의 모델로 오래 이어지는 대화의 기억을 다루고 싶습니다. 돌아가신 가족 이야기를 다시 묻지 않는 것이 첫 번째 목표입니다.',
					'느리고 끊기는 말을 서두르지 않고 듣는 음성 대화를 API로 만들겠습니다.'
				],
				together: [
					'군 단위 {2~3}곳과 함께 외로움이 줄었는지 여섯 달 동안 재는 연구를 제안합니다. 나쁜 영향도 같은 무게로 살피겠습니다.',
					'기계에 마음을 너무 기대게 되는 문제를 함께 다루고 싶습니다. 현장에서 걱정되는 사례를 {20~60/5}건 모았습니다.'
				],
				measure: [
					'사람을 만나는 횟수가 줄지 않아야 합니다. 줄면 실패로 보겠습니다.',
					'생활지원사가 알림을 받고 실제로 움직인 비율을 보겠습니다.'
				]
			}
		],
		data: [
			'당사자가 직접 고른 설명과 고르지 않은 설명 {3~18}천 쌍이 있습니다.',
			'모든 자료는 본인이 알아들을 수 있는 방법으로 동의를 받았고 언제든 지울 수 있습니다.'
		],
		asks: [
			'당사자 연구원의 인건비를 함께 마련할 방법을 의논하고 싶습니다.',
			'수어와 점자를 다루는 계획이 있으신지 듣고 싶습니다.',
			'응답이 늦어질 때 먼저 알려 주는 방법이 필요합니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					who: ['blind people', 'deaf people', 'people with low vision', 'people with a speech impairment'],
					act: ['filling in public forms', 'a hospital visit', 'online shopping', 'a job interview']
				},
				summary: ['Lets {who} manage {act} on their own', 'A guide on the phone for {who}, built for {act}'],
				pain: [
					'For {act}, {who} have to ask somebody. In our survey {52~74}% had given up rather than ask.',
					'Many services help {who} with {act}, and nearly all of them fail at the last step.'
				],
				what: [
					'We built it with {five|eight|eleven} {who}. It reads the screen and says one thing at a time.',
					'When someone is stuck it explains, and within half a minute a trained person takes over.'
				],
				proof: [
					'{160~1800/20} people use it; those who finished on their own rose from {41~52}% to {73~86}%.',
					'{Five|Nine|Fourteen} community centres teach it, and {62~78}% still use it after three months.'
				],
				api: [
					'The guest’s model would describe screen and surroundings, and call a guess a guess. For {who}, a wrong description is a danger.',
					'Through the API we would say the same thing at the length and in the words that suit one person.'
				],
				together: [
					'We propose a study of half a year with {10~30/5} {who} as paid researchers, on whether descriptions really help.',
					'We have {80~400/20} hours of speech that ordinary systems cannot follow, with consent, and would like to build one that can.'
				],
				measure: ['One figure: how many finished without help.']
			}
		],
		data: ['We hold {3~18} thousand pairs of descriptions: the one people chose, and the one they did not.'],
		asks: [
			'We would like to find a way to pay the researchers who live with the disability.',
			'What are your plans for sign language and braille?'
		]
	}
};
