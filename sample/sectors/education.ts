import type { Sector } from './sector.ts';

export const education: Sector = {
	key: 'education',
	label: { ko: '교육', en: 'Education' },
	tails: ['에듀/Edu', '배움터/Learning', '교실/Classroom', '학습연구소/Learning Lab', '스쿨/School'],
	ko: {
		products: [
			{
				gaps: {
					subject: ['중학교 수학', '고등학교 물리', '초등 글쓰기', '특성화고 전기', '중학교 과학'],
					trap: ['분수의 나눗셈', '단위 바꾸기', '근거 없는 주장', '부호 실수', '그래프 읽기']
				},
				summary: [
					'{subject} 답안에서 학생이 어디서 헷갈렸는지 교사에게 알려 줍니다',
					'{subject} 서술형 채점을 도와 교사가 아이와 이야기할 시간을 만듭니다'
				],
				pain: [
					'{subject} 교사 한 명이 학기마다 서술형 답안 {400~900/50}장을 봅니다. 점수는 매겨도 한 명씩 말해 줄 시간은 없습니다.',
					'{trap}에서 막힌 아이는 그다음 단원도 모릅니다. 그런데 시험 점수만으로는 어디서 막혔는지 보이지 않습니다.'
				],
				what: [
					'손으로 쓴 {subject} 풀이를 읽고 어느 줄에서 생각이 어긋났는지 표시합니다. 점수는 교사가 정합니다.',
					'{trap}처럼 자주 막히는 곳 {40~120/10}가지를 정해 두고, 반 전체의 지도를 한 장으로 보여 줍니다.'
				],
				proof: [
					'학교 {12~64}곳, 교사 {40~210/10}명이 쓰고 있으며 교사 판단과 {83~92}% 일치했습니다.',
					'한 학기 뒤 {trap} 문항의 정답률이 {9~18}%포인트 올랐습니다. 쓰지 않은 반은 {2~5}%포인트였습니다.'
				],
				api: [
					'초청 기업의 모델로 학생에게 되물을 질문을 만들겠습니다. 정답을 말하지 않고 한 걸음만 나아가게 하는 질문이어야 합니다.',
					'교사가 쓴 의견 {2~9}만 개의 말투를 살려 학생별 의견 초안을 쓰게 하려 합니다. 교사가 고치지 않으면 나가지 않습니다.'
				],
				together: [
					'학교 {4~10}곳과 한 학기 동안, 바로 답을 주는 도우미와 되묻는 도우미 가운데 어느 쪽이 오래 남는지 비교하는 연구를 제안합니다.',
					'아이들이 모델의 그럴듯한 오답을 어떻게 받아들이는지 함께 살펴보고 싶습니다. 교사 연구회 {2~4}곳이 참여합니다.'
				],
				measure: [
					'한 달 뒤에 다시 본 시험 점수로 판단하겠습니다. 그날 점수는 보지 않겠습니다.',
					'교사가 아이와 마주 앉은 시간이 늘었는지 재겠습니다.'
				]
			},
			{
				gaps: {
					learner: ['직업계고 학생', '제조업 신입 사원', '요양보호사 준비생', '이주민 학습자'],
					skill: ['실습 순서', '안전 수칙', '현장 대화', '자격시험 실기']
				},
				summary: [
					'{learner}에게 {skill}[을] 말로 연습시키는 실습 짝',
					'{learner}[이] {skill}[을] 혼자서도 익히게 하는 연습 도구'
				],
				pain: [
					'{learner}[은] 책으로 {skill}[을] 배우고 현장에서 처음 해 봅니다. 첫 달에 그만두는 비율이 {22~38}%입니다.',
					'{skill}[을] 가르칠 강사는 지역마다 한두 명뿐입니다. 한 명이 {18~30}명을 맡습니다.'
				],
				what: [
					'{learner}[이] 말로 설명하면 빠진 순서를 되묻고, 위험한 행동에는 바로 멈추라고 말합니다.',
					'{skill} 장면 {60~180/10}가지를 골라 역할을 바꾸어 가며 연습하게 합니다.'
				],
				proof: [
					'{learner} {180~1400/20}명이 썼고 합격률이 {61~68}%에서 {74~82}%로 올랐습니다.',
					'교육원 {4~13}곳에서 쓰고 있으며 강사들이 매달 장면을 {5~12}개씩 더해 줍니다.'
				],
				api: [
					'서툰 한국어를 끝까지 기다려 듣고 뜻을 확인하는 대화를 초청 기업의 모델로 만들려 합니다.',
					'강사의 시범 영상에서 {skill} 단계를 뽑아 연습 문제로 바꾸는 일을 API로 하겠습니다.'
				],
				together: [
					'교육원 {2~4}곳에서 강사가 가르친 반, 도구만 쓴 반, 둘을 함께한 반을 나누어 견주어 보고 싶습니다.',
					'{learner}의 연습 대화를 동의받아 모았습니다. 서툰 말을 알아듣는 모델의 평가 기준을 함께 세우기를 제안합니다.'
				],
				measure: [
					'현장에서 석 달 뒤에도 일하고 있는 비율을 보겠습니다.',
					'강사가 가려 놓고 매긴 실기 점수로 견주겠습니다.'
				]
			}
		],
		data: [
			'이름을 지운 답안 {8~60}만 장에 교사의 판단이 달려 있습니다.',
			'학생 자료는 학교 밖으로 나가지 않습니다. 학기가 끝나면 지웁니다.'
		],
		asks: [
			'미성년자가 쓰는 서비스에서 지켜야 할 기준을 함께 검토해 주십시오.',
			'학교 예산에 맞는 요금을 의논하고 싶습니다. 한 학생에 한 달 {400~900/100}원이 한계입니다.',
			'학습 효과를 재는 방법을 아는 연구자를 소개해 주시면 좋겠습니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					subject: ['middle school maths', 'physics', 'essay writing', 'vocational electronics'],
					trap: ['dividing fractions', 'changing units', 'claims without reasons', 'reading graphs']
				},
				summary: [
					'Shows teachers of {subject} the line where a pupil’s thinking turned',
					'Reads written answers in {subject} so that teachers have time to talk'
				],
				pain: [
					'A teacher of {subject} reads {400~900/50} written answers a term, and can mark them but not speak about them.',
					'A child stuck on {trap} will not follow the next unit either, and a mark out of ten does not show where it began.'
				],
				what: [
					'We read handwritten work in {subject} and point to the line where it went astray. Marks stay with the teacher.',
					'We keep a map of {60~120/10} places where pupils get stuck, {trap} among them, and show a whole class on one sheet.'
				],
				proof: [
					'{60~210/10} teachers at {14~64} schools use it; we agree with them {83~92}% of the time.',
					'After a term, right answers on {trap} rose by {9~18} points, against {2~5} in classes without it.'
				],
				api: [
					'The guest’s model would ask the next question without giving the answer away: one step, no more.',
					'We would draft comments in each teacher’s own tone through the API; nothing goes out that a teacher has not touched.'
				],
				together: [
					'With {four|six|eight} schools we would compare, over one term, a helper that answers with one that asks back.',
					'We want to study together how children take in a wrong answer that sounds right.'
				],
				measure: ['We look at the test a month later and ignore the one on the day.']
			}
		],
		data: ['We hold {80~600/10} thousand answers without names, each with a teacher’s judgement.'],
		asks: [
			'Please go through the rules for services used by minors with us.',
			'A school can pay about half a dollar per pupil and month; can that work?'
		]
	}
};
