import type { Words } from '#lib/words.ts';

type Field = {
	/** What the guest is after, in its own language. */
	after: string;
	/** What firms of this sector give, as they say it in either language. */
	gives: Words;
	/** What a meeting is about. */
	topic: Words;
};

/** What there is to do together, by the sector of the firm. */
export const fields: Record<string, Field> = {
	accessibility: {
		after: 'We would like people who rely on spoken guidance to tell us where ours fails them.',
		gives: {
			ko: '당사자 연구원 열 분과, 동의를 받아 모은 또렷하지 않은 말소리 자료를 함께 쓸 수 있습니다.',
			en: 'Ten researchers who use these tools every day, and speech recorded with their consent.'
		},
		topic: { ko: '당사자와 함께하는 음성 시험', en: 'Testing voice with the people who need it' }
	},
	agriculture: {
		after: 'We would like to see whether our models can read a field, and say so when they cannot.',
		gives: {
			ko: '농가와 어가 마흔 곳의 두 해 치 기록, 그리고 이번 철에 시험할 밭과 양식장을 내놓겠습니다.',
			en: 'Two years of records from forty farms, and fields to test in this season.'
		},
		topic: { ko: '이번 철 현장 시험', en: 'A trial in this season’s fields' }
	},
	climate: {
		after: 'We would like to measure what our inference costs in power, with somebody who measures for a living.',
		gives: {
			ko: '건물과 발전 설비의 전력 자료, 그리고 계측 장비를 달아 둔 시험장 두 곳이 있습니다.',
			en: 'Power data from buildings and plants, and two sites with meters already in place.'
		},
		topic: { ko: '전력 사용량을 재는 방법', en: 'How to measure power honestly' }
	},
	commerce: {
		after: 'We would like to learn how small sellers write to customers in languages they do not read.',
		gives: {
			ko: '판매자 삼백 곳의 문의와 답변 자료를 이름을 지우고 함께 볼 수 있습니다.',
			en: 'Questions and answers of three hundred sellers, with names taken out.'
		},
		topic: { ko: '작은 판매자를 위한 번역 응대', en: 'Answering customers across languages' }
	},
	content: {
		after: 'We would like a way to show what a work was made from, that writers themselves accept.',
		gives: {
			ko: '작가 서른 명이 함께 만든 출처 표시 규칙과, 그 규칙으로 만든 작품 여덟 편이 있습니다.',
			en: 'A rule for naming sources, written with thirty authors, and eight works made by it.'
		},
		topic: { ko: '출처 표시 규칙', en: 'A rule for naming sources' }
	},
	education: {
		after: 'We would like to see what teachers correct in what our models say to pupils.',
		gives: {
			ko: '교사 백팔십 명이 일 년 동안 고쳐 쓴 설명 사만 건과, 시험해 볼 교실 열두 곳을 내놓겠습니다.',
			en: 'Forty thousand explanations that teachers have corrected, and twelve classrooms to try things in.'
		},
		topic: { ko: '교실에서 확인하는 설명의 질', en: 'What a good explanation is, in class' }
	},
	finance: {
		after: 'We would like to know how far bookkeeping can be trusted to a model, to the last won.',
		gives: {
			ko: '가게 육백 곳의 장부와, 세무사가 확인한 정답 자료를 함께 쓸 수 있습니다.',
			en: 'The books of six hundred shops, with answers checked by tax accountants.'
		},
		topic: { ko: '장부 정리의 정확도', en: 'How exact bookkeeping can be' }
	},
	games: {
		after: 'We would like to let our agents be tested where breaking things costs nothing.',
		gives: {
			ko: '하룻밤에 육백 판을 돌리는 시험 환경과, 사람이 매긴 재현 기록 사천 건이 있습니다.',
			en: 'A place where six hundred games run in a night, and four thousand bug reports marked by people.'
		},
		topic: { ko: '게임 안에서 해 보는 안전 시험', en: 'Testing agents inside a game' }
	},
	language: {
		after: 'We would like to do better between Korean and Arabic, where there is little to learn from.',
		gives: {
			ko: '한국어와 아랍어를 나란히 옮긴 문장 사십만 개와, 두 말을 다 하는 감수자 여섯 분이 있습니다.',
			en: 'Four hundred thousand sentences in Korean and Arabic, and six editors at home in both.'
		},
		topic: { ko: '한국어·아랍어 번역 자료', en: 'Korean and Arabic, side by side' }
	},
	legal: {
		after: 'We would like to be told where our models cite what does not exist.',
		gives: {
			ko: '변호사가 근거를 하나씩 확인한 답변 이만 건과, 틀린 인용을 찾아내는 도구가 있습니다.',
			en: 'Twenty thousand answers with every citation checked by a lawyer, and a tool that finds false ones.'
		},
		topic: { ko: '근거를 확인하는 방법', en: 'Checking what is cited' }
	},
	logistics: {
		after: 'We would like a warehouse in which a plan of ours meets the boxes as they are.',
		gives: {
			ko: '반품 센터 스물네 곳의 작업 기록과, 밤 시간에 시험할 수 있는 창고 한 곳이 있습니다.',
			en: 'Records of twenty-four return centres, and one warehouse that is free at night.'
		},
		topic: { ko: '창고에서 해 보는 야간 시험', en: 'Nights in a real warehouse' }
	},
	manufacturing: {
		after: 'We would like a line on which a wrong answer is seen at once.',
		gives: {
			ko: '공장 세 곳의 설비 기록과, 현장 반장님들이 쓰는 말 만이천 가지를 정리해 두었습니다.',
			en: 'Machine logs from three plants, and twelve thousand words that foremen actually use.'
		},
		topic: { ko: '생산 라인 시범 사업', en: 'A trial on one production line' }
	},
	medical: {
		after: 'We would like to work under a hospital’s ethics board from the first day.',
		gives: {
			ko: '병원 두 곳의 윤리위원회 심의를 마친 연구 계획과, 이름을 지운 기록이 있습니다.',
			en: 'A study that two hospitals’ ethics boards have passed, and records without names.'
		},
		topic: { ko: '윤리위원회를 거친 공동 연구', en: 'Research an ethics board has passed' }
	},
	public: {
		after: 'We would like our models to run where a city’s data may not leave the building.',
		gives: {
			ko: '지방자치단체 열한 곳과 맺은 계약, 그리고 민원 서식 사백이십 가지를 정리한 자료가 있습니다.',
			en: 'Contracts with eleven cities, and four hundred and twenty forms put in order.'
		},
		topic: { ko: '청사 안에서 돌리는 모델', en: 'A model that stays in the building' }
	},
	robotics: {
		after: 'We would like to hear our models’ plans carried out by something that can drop a box.',
		gives: {
			ko: '로봇 세 종류가 같은 일을 해 본 자료와, 용접 협동 로봇 네 대를 쓸 수 있습니다.',
			en: 'The same work done by three kinds of robot, and four welding arms to work with.'
		},
		topic: { ko: '말로 가르치는 로봇 시험', en: 'Teaching a robot by talking' }
	},
	semiconductor: {
		after: 'We would like to see what our models do on chips that are not from the two usual makers.',
		gives: {
			ko: '차량용 반도체와 추론 칩 시제품을 먼저 내드리고, 전력과 지연을 함께 재겠습니다.',
			en: 'First samples of our chips, and our engineers to measure power and latency with yours.'
		},
		topic: { ko: '추론 칩 시제품 평가', en: 'Measuring our models on a new chip' }
	}
};

/** What the guest gives. */
export const guestGives = [
	'Credits for six months, and an engineer of ours for two days a week.',
	'Early access to the speech model, and the people who trained it for questions.',
	'A seat in our programme for startups: credits, reviews of your code, and an office in Dubai.',
	'Our evaluation team for a month. You keep whatever is learnt.',
	'Up to USD 300,000 as a convertible note, if a trial succeeds by a measure we set together.'
];

/** What firms seek. */
export const firmSeeks: Words[] = [
	{
		ko: '여섯 달 동안 시험할 수 있는 API 사용량과, 막힐 때 물어볼 기술 담당자 한 분이 필요합니다.',
		en: 'Enough API use for a six-month trial, and one engineer to ask when we are stuck.'
	},
	{
		ko: '자료가 나라 밖으로 나가지 않는 방식으로 모델을 쓰고 싶습니다. 방법을 함께 찾아 주세요.',
		en: 'A way to use the models without our data leaving the country. Please help us find it.'
	},
	{
		ko: '중동에서 첫 고객을 만날 자리를 바랍니다. 두바이 지사의 소개면 충분합니다.',
		en: 'A first customer in the Gulf. An introduction by your Dubai office would do.'
	},
	{
		ko: '결과를 논문으로 함께 내고 싶습니다. 실패한 결과도 싣는다는 약속이 있으면 좋겠습니다.',
		en: 'To publish together, and a promise that failures will be published too.'
	}
];

/** What was told of a pilot, an agreement and its outcome. */
export const told = {
	pilot: [
		{
			ko: '현장 한 곳에서 여섯 주 시범 사업을 시작했습니다. 매주 금요일에 결과를 함께 봅니다.',
			en: 'A six-week trial has begun at one site. We look at the results together every Friday.'
		},
		{
			ko: '시험 환경을 열고 첫 자료 이천 건을 돌렸습니다. 기준은 두 쪽이 함께 정했습니다.',
			en: 'The test environment is open and the first 2,000 records have run. The measure was set by both.'
		}
	],
	agreement: [
		{
			ko: '두바이 대담 뒤에 협약을 맺었습니다. 열두 달 동안 함께 개발하고, 결과는 공개합니다.',
			en: 'Signed in Dubai after the dialogue: twelve months of joint development, results to be published.'
		}
	],
	outcome: [
		{
			ko: '시범 사업의 결과로 첫 주문을 받았습니다. 현장 세 곳에 설치합니다.',
			en: 'The trial has brought a first order: to be installed at three sites.'
		}
	],
	ended: [
		{
			ko: '필요한 자료의 범위가 서로 달라 이번에는 여기서 마칩니다.',
			en: 'The data each of us needs is too different. We stop here for now.'
		}
	]
};

/** What the guest's office writes down for itself. */
export const officeNotes = [
	'Ask Theo whether his team has people for this before the autumn.',
	'Strong team. Niamh knows their earlier paper.',
	'Check the export rules first.'
];

/** What the delegates look for, in the order they are introduced: topics in both languages, a track, kinds of work. */
export const looksFor: { topics: string; tracks: string[]; kinds: string[] }[] = [
	{
		topics: '반도체 / semiconductor\n공동 연구 / research\n제조 현장 / factory',
		tracks: ['collaboration'],
		kinds: ['build']
	},
	{ topics: '로봇 / robot\n전력 / power\n반도체 / chip', tracks: ['collaboration'], kinds: ['build', 'visit'] },
	{
		topics: '번역 / translation\n음성 / speech\n아랍어 / Arabic\n의료 / hospital',
		tracks: ['collaboration'],
		kinds: ['build']
	},
	{ topics: 'API / API\n장부 / bookkeeping\n문의 응대 / customer', tracks: ['api'], kinds: ['platform'] },
	{
		topics: '수출 / export\n물류 / warehouse\n농가 / farm',
		tracks: ['api', 'collaboration'],
		kinds: ['visit', 'come']
	},
	{ topics: '안전 / safety\n법률 / legal\n개인정보 / privacy', tracks: [], kinds: ['build'] },
	{ topics: '게임 / game\n판매자 / seller\n작가 / writer', tracks: ['api'], kinds: ['invest', 'platform'] },
	{
		topics: '교사 / teacher\n학생 / pupil\n민원 / city\n장애 / disability',
		tracks: ['collaboration'],
		kinds: ['visit', 'build']
	}
];
