import type { Sector } from './sector.ts';

export const content: Sector = {
	key: 'content',
	label: { ko: '콘텐츠·문화', en: 'Content and culture' },
	tails: ['이야기/Stories', '콘텐츠/Content', '그림방/Drawing', '소리방/Sound', '문화기술/Culture Tech'],
	ko: {
		products: [
			{
				gaps: {
					work: ['웹툰', '다큐멘터리', '오디오 드라마', '단편 애니메이션'],
					chore: ['자료 조사', '배경 작업', '자막과 해설', '설정 관리']
				},
				summary: [
					'{work} 창작자의 {chore}[을] 덜어 주는 작업실',
					'{chore}[은] 맡기고 이야기에 매달리게 하는 {work} 도구'
				],
				pain: [
					'{work} 한 편을 만들 때 {chore}에 드는 시간이 {35~55}%입니다. 창작자가 가장 하기 싫어하는 일이기도 합니다.',
					'{work} 작가의 평균 작업 시간은 하루 {10~13}시간입니다. 조수를 둘 형편이 되는 사람은 열에 한둘입니다.'
				],
				what: [
					'작가 본인의 지난 작품만 보고 {chore}[을] 돕습니다. 다른 사람의 그림과 글은 쓰지 않습니다.',
					'{chore} 결과에는 무엇을 보고 만들었는지 꼬리표가 붙습니다. 작가가 지우면 완전히 지워집니다.'
				],
				proof: [
					'작가와 제작사 {24~310/2}곳이 쓰며 {work} 한 편의 {chore} 시간이 {38~57}% 줄었습니다.',
					'이 도구로 만든 {work} {6~40}편이 정식 연재되거나 방송되었습니다.'
				],
				api: [
					'작품 전체를 읽고 설정이 어긋난 곳을 찾는 일을 초청 기업의 모델에 맡기려 합니다. {120~400/20}화짜리 작품도 한 번에 보아야 합니다.',
					'{work}[을] 보지 못하는 사람을 위한 화면 해설 초안을 API로 쓰고, 해설 작가가 다듬게 하겠습니다.'
				],
				together: [
					'창작자 {10~30/5}명과 함께, 자기 작품으로 배운 모델의 수익을 어떻게 나눌지 실제로 해 보는 실험을 제안합니다.',
					'모델이 만든 것과 사람이 만든 것을 관객이 어떻게 느끼는지 {work} 시사회 {2~4}번으로 함께 살펴보고 싶습니다.'
				],
				measure: [
					'창작자가 자기 이름으로 내놓겠다고 한 비율로 판단하겠습니다.',
					'한 편에 드는 시간과 창작자의 수입, 두 가지를 함께 보겠습니다.'
				]
			},
			{
				gaps: {
					thing: ['박물관 유물', '사찰 벽화', '옛 사진', '지역 설화', '근대 건축'],
					visitor: ['어린이', '외국인 관람객', '처음 온 사람', '중학생']
				},
				summary: [
					'{thing} 앞에서 {visitor}의 질문에 답하는 해설사',
					'{thing}[을] {visitor}의 눈높이로 풀어 주는 문화 안내'
				],
				pain: [
					'{thing} 앞에 선 {visitor}[이] 머무는 시간은 평균 {18~40}초입니다. 설명판은 어렵고 물어볼 사람은 없습니다.',
					'작은 박물관에는 학예사가 {1~3}명입니다. {thing} 설명을 {visitor}에게 맞추어 다시 쓸 겨를이 없습니다.'
				],
				what: [
					'학예사가 확인한 {thing} 자료 안에서만 답하고, 학자들의 의견이 갈리면 갈린다고 말합니다.',
					'{visitor}[이] 던진 질문을 모아 다음 전시에 무엇이 궁금한지 학예사에게 알려 줍니다.'
				],
				proof: [
					'박물관과 유적지 {5~28}곳에서 쓰며 머무는 시간이 2분 {10~50/10}초로 늘었습니다.',
					'질문 {2~16}만 개 가운데 학예사가 틀렸다고 한 답은 1.{1~9}%였습니다.'
				],
				api: [
					'초청 기업의 모델로 {visitor}에게 맞춘 말투를 만들되 사실은 학예사의 글에서만 가져오게 하겠습니다.',
					'{thing} 사진을 보고 이야기를 여는 첫 질문을 만드는 데 API를 쓰려 합니다.'
				],
				together: [
					'박물관 {2~4}곳과 함께 {thing}에 대한 지역 사람들의 기억을 모으고, 기록과 어긋날 때 어떻게 전할지 연구하고 싶습니다.',
					'우리 문화에 대해 모델이 자주 틀리는 것 {300~900/100}가지를 모았습니다. 함께 고치고 공개하기를 제안합니다.'
				],
				measure: [
					'나가는 길에 한 가지를 다시 이야기할 수 있는지 {visitor} {60~200/20}명에게 묻겠습니다.',
					'학예사가 고친 답이 백 개에 하나 아래면 성공입니다.'
				]
			}
		],
		data: [
			'권리를 확인한 작품과 자료만 {3~22}천 점 있습니다.',
			'창작자가 언제든 자기 자료를 빼낼 수 있게 계약했고 지금까지 {2~7}명이 빼냈습니다.'
		],
		asks: [
			'창작자의 작품이 학습에 쓰이지 않는다는 확인을 문서로 받고 싶습니다.',
			'긴 작품을 한 번에 읽는 기능의 한계를 알려 주십시오.',
			'해외 상영이나 전시에서 함께 소개할 기회를 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					work: ['webtoons', 'documentaries', 'audio dramas', 'animated shorts'],
					chore: ['research', 'backgrounds', 'subtitles', 'keeping track of the plot']
				},
				summary: [
					'Takes {chore} off the hands of people who make {work}',
					'A workshop for {work}: we do the {chore}, you tell the story'
				],
				pain: [
					'In {work}, {35~55}% of the time goes into {chore}, which is what their makers like least.',
					'Makers of {work} put in {ten|eleven|twelve} hours a day, and one in ten can pay an assistant.'
				],
				what: [
					'We help with {chore} from the author’s own past work alone; nobody else’s goes in.',
					'Everything carries a note of what it was made from, and goes for good when the author deletes it.'
				],
				proof: [
					'{24~310/2} authors and studios use it and spend {38~57}% less time on {chore}.',
					'{Six|Fourteen|Thirty} published or broadcast works were made with it.'
				],
				api: [
					'The guest’s model would read a whole series, {120~400/20} episodes at once, and find where it contradicts itself.',
					'We would draft audio description for {work} through the API, for a describer to finish.'
				],
				together: [
					'With {10~30/5} authors we would try out, in real money, how to share what a model trained on their work earns.',
					'At {two|three|four} screenings we would learn how audiences feel about what a person made and what a model made.'
				],
				measure: ['How many authors would put their name to it.']
			}
		],
		data: [
			'We hold {3~22} thousand works whose rights we have cleared. Authors may withdraw, and {three|five|seven} have.'
		],
		asks: [
			'We need it in writing that authors’ work is not used for training.',
			'We would be glad of a chance to be shown abroad together.'
		]
	}
};
