import type { Sector } from './sector.ts';

export const games: Sector = {
	key: 'games',
	label: { ko: '게임', en: 'Games' },
	tails: ['게임즈/Games', '놀이공방/Play', '스튜디오/Studio', '오락실/Arcade', '인터랙티브/Interactive'],
	ko: {
		products: [
			{
				gaps: {
					genre: ['추리 게임', '마을 꾸미기 게임', '역사 탐험 게임', '생존 게임', '연애 이야기 게임'],
					being: ['주민', '용의자', '길동무', '상인']
				},
				summary: [
					'{being}[이] 어제 나눈 말을 기억하는 {genre}',
					'{genre}의 {being}에게 저마다의 성격과 기억을 주는 제작 도구'
				],
				pain: [
					'{genre}에서 {being}[은] 세 번 말을 걸면 같은 말을 되풀이합니다. 대사 {4~12}만 줄을 써도 이용자는 이틀 만에 다 봅니다.',
					'작은 개발사가 {genre} 하나에 대사 작가를 {1~2}명 둡니다. 갈래가 늘면 앞뒤가 어긋나고, 고치느라 출시가 {3~7}달 밀립니다.'
				],
				what: [
					'{being}마다 아는 것, 모르는 것, 숨기는 것을 나누어 두고 그 안에서만 말하게 합니다. 줄거리는 작가가 쥡니다.',
					'작가가 쓴 {being} 설정을 읽고 대사를 제안하며, 앞 장면과 어긋나면 붉은 줄을 긋습니다.'
				],
				proof: [
					'시험판 이용자 {1200~9800/100}명이 평균 {34~58}분을 머물렀고, 대화를 다시 찾은 비율이 {28~44}%였습니다.',
					'{genre} {2~6}편에 쓰였고 대사 작업 기간이 {30~48}% 줄었습니다.'
				],
				api: [
					'초청 기업의 모델을 {being}의 말에 쓰되 한 번 답에 {0~1}.{4~9}초를 넘지 않게 하려 합니다. 넘으면 이용자는 화면을 끕니다.',
					'이용자의 엉뚱한 말도 세계관 안에서 받아 주는 대화를 만들겠습니다. 나쁜 말로 꾀는 시도 {400~1600/100}가지를 모아 두었습니다.'
				],
				together: [
					'{being} {20~60/10}명이 서로 말을 나누는 마을을 함께 만들어 보고 싶습니다. 이야기가 저절로 무너지지 않게 하는 규칙이 연구 주제입니다.',
					'작가와 모델이 함께 쓴 이야기의 권리를 어떻게 나눌지, 실제 계약서까지 만들어 공개하는 협력을 제안합니다.'
				],
				measure: [
					'이용자가 대사를 건너뛰는 비율이 {25~40}%에서 {10~15}%로 내려가는지 보겠습니다.',
					'작가 {4~8}명에게 가린 대사를 보여 주고, 자기 이름을 걸 수 있는지 묻겠습니다.'
				]
			},
			{
				gaps: { job: ['버그 재현', '난이도 조절', '번역 검수', '부정 이용 탐지'] },
				summary: [
					'작은 게임사의 {job}[을] 밤사이 대신해 주는 시험 조수',
					'{job}에 지친 게임 개발자를 위한 자동 시험 도구'
				],
				pain: [
					'직원 열 명이 안 되는 게임사에서 {job}[은] 늘 마지막에 밀립니다. 출시 첫 주 평점이 그때 정해집니다.',
					'{job} 때문에 개발자가 한 주에 {9~18}시간을 씁니다. 정작 게임을 재미있게 만들 시간은 남지 않습니다.'
				],
				what: [
					'{job}[을] 맡은 조수가 밤새 게임을 {300~900/100}판 돌리고, 아침에 사람이 볼 것 {5~12}가지만 남깁니다.',
					'게임 화면과 기록을 함께 보며 {job}[을] 하고, 본 장면을 영상으로 붙여 둡니다.'
				],
				proof: [
					'게임사 {6~28}곳이 쓰며 출시 뒤 긴급 수정이 {35~52}% 줄었습니다.',
					'지난달 보고 {200~600/20}건 가운데 개발자가 쓸모 있다고 한 것이 {66~81}%였습니다.'
				],
				api: [
					'화면을 보고 다음 행동을 정하는 일을 초청 기업의 모델로 시험했습니다. 한 판에 {40~120/10}원 아래로 내려오면 매일 돌릴 수 있습니다.',
					'이용자 의견 {3~20}만 건을 API로 읽어 같은 불만끼리 묶고, 고친 뒤 정말 줄었는지 이어서 보려 합니다.'
				],
				together: [
					'저희 게임 {2~3}편의 내부를 열어, 사람처럼 헤매는 시험 조수를 함께 연구하고 싶습니다. 너무 잘하는 조수는 쓸모가 없습니다.',
					'게임 안 행동 기록으로 모델의 계획 능력을 재는 시험대를 공동으로 만들어 공개하기를 제안합니다.'
				],
				measure: [
					'사람이 찾은 문제를 몇 %나 먼저 찾았는지로 판단하겠습니다.',
					'헛보고가 열 건에 세 건을 넘으면 실패로 보겠습니다.'
				]
			}
		],
		data: [
			'동의를 받은 이용자 대화 {6~40}만 번과 작가의 수정 기록이 있습니다.',
			'이용자의 나이를 확인하고, 미성년자의 말은 남기지 않습니다.'
		],
		asks: [
			'대답 속도를 보장받을 수 있는 이용 방식이 있는지 알고 싶습니다.',
			'이용자가 많이 몰리는 저녁 시간의 한도를 의논하고 싶습니다.',
			'해외 이용자에게 맞는 표현 기준을 함께 봐 주시길 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					genre: ['a detective game', 'a village game', 'a survival game', 'a historical adventure'],
					being: ['villagers', 'suspects', 'companions', 'merchants']
				},
				summary: [
					'{being} who remember what you told them yesterday',
					'A writer’s tool that gives {being} a memory and a temper'
				],
				pain: [
					'In {genre}, the {being} repeat themselves at the third question; fifty thousand lines are used up in two days.',
					'A small studio has one writer. Every new branch breaks an old scene, and {genre} ships half a year late.'
				],
				what: [
					'We part what {being} know, do not know and hide, and let them speak within it. The plot stays with the writer.',
					'The tool reads the writer’s notes, suggests lines for {being}, and underlines in red what contradicts an earlier scene.'
				],
				proof: [
					'{1200~9800/100} testers stayed {34~58} minutes on average and {28~44}% came back to talk again.',
					'{Two|Three|Five} released games use it; work on dialogue became {30~48}% shorter.'
				],
				api: [
					'We would voice our {being} with the guest’s model, never slower than a second; beyond that, players leave.',
					'Players will say anything. We have {400~1600/100} attempts to lead a character astray, and want answers that stay in the world.'
				],
				together: [
					'We would like to build a village of {30~60/10} {being} who talk among themselves, and to find the rules that keep the story from falling apart.',
					'We propose to work out, down to a contract we publish, who owns what a writer and a model made together.'
				],
				measure: ['Today {25~40}% of lines are skipped. Below {10~15}% is success.']
			}
		],
		data: ['We hold {60~400/10} thousand conversations with consent, and what our writers changed in them.'],
		asks: [
			'Is there a way of use with a guaranteed speed of reply?',
			'We would like to agree on limits for evenings, when everybody plays at once.'
		]
	}
};
