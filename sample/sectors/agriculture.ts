import type { Sector } from './sector.ts';

export const agriculture: Sector = {
	key: 'agriculture',
	label: { ko: '농수산·식품', en: 'Farming, fishing and food' },
	tails: ['농장/Farm', '팜/Agri', '들녘/Fields', '씨앗/Seeds', '어업기술/Marine', '농업회사법인/Growers'],
	ko: {
		products: [
			{
				gaps: {
					crop: ['딸기', '파프리카', '인삼', '포도', '감귤', '배추', '토마토'],
					trouble: ['흰가루병', '잿빛곰팡이병', '응애', '탄저병', '총채벌레']
				},
				summary: [
					'{crop} 농가에 {trouble} 징후를 사흘 먼저 알리는 예찰 서비스',
					'사진과 말로 남기는 {crop} 영농일지, 내일 할 일까지 알려 줍니다'
				],
				pain: [
					'{trouble}[은] 눈에 띄었을 때는 이미 늦습니다. {crop} 농가 {3|4|5}곳 가운데 한 곳이 해마다 수확의 {12~30}%를 잃습니다.',
					'{crop} 농사를 20년 지은 어르신도 요즘 날씨는 처음이라고 하십니다. 달력에 맞춘 방제가 듣지 않습니다.'
				],
				what: [
					'온실 온습도와 {crop} 잎 사진을 함께 보고 {trouble} 위험을 하루 두 번 알려 드립니다. 약을 치지 않아도 되는 날도 알려 드립니다.',
					'전화로 말씀하시면 영농일지가 됩니다. {crop} 재배 기록이 쌓이면 작년 이맘때와 견주어 할 일을 짚어 드립니다.'
				],
				proof: [
					'{crop} 농가 {38~260/2}곳이 쓰고 있고, {trouble} 방제 횟수가 평균 {2~5}번 줄었습니다.',
					'지난해 {trouble} 경보 {40~120/10}번 가운데 {68~86}%가 맞았습니다. 틀린 날은 대부분 비가 온 뒤였습니다.'
				],
				api: [
					'사투리로 남긴 음성 일지를 초청 기업의 모델로 읽어 약제 이름, 양, 날짜를 뽑으려 합니다. 지금은 {18~34}%를 사람이 고칩니다.',
					'농가의 질문에 농업기술센터 자료를 근거로 답하는 전화 상담을 만들겠습니다. 자료에 없으면 지도사에게 넘깁니다.'
				],
				together: [
					'시험 온실 {2~5}동을 내드리겠습니다. 한쪽은 모델의 조언대로, 한쪽은 지금까지 하던 대로 {crop}[을] 길러 한 철을 견주어 보고 싶습니다.',
					'{crop} 잎 사진과 날씨, 사람의 판단을 함께 배우는 모델을 연구하고 싶습니다. 농가 {20~60/5}곳이 자료 제공에 동의했습니다.'
				],
				measure: [
					'약값과 수확량, 두 숫자로만 판단하겠습니다. 농민에게는 이 둘이 전부입니다.',
					'경보를 믿고 따른 농가가 다음 해에도 쓰는지를 보겠습니다.'
				]
			},
			{
				gaps: { fish: ['광어', '전복', '굴', '김', '우럭'], sign: ['수온 변화', '적조', '산소 부족'] },
				summary: [
					'{fish} 양식장에 {sign}[을] 먼저 알리고 대처 순서를 말해 줍니다',
					'{fish} 양식 어민의 물때와 먹이 기록을 대신 쓰는 조수'
				],
				pain: [
					'{sign} 때문에 {fish}[이] 한꺼번에 죽는 일은 하룻밤 사이에 일어납니다. 작년 한 어가의 손해가 {8~42}천만 원이었습니다.',
					'{fish} 양식장 주인은 새벽 네 시에 물을 보러 나갑니다. 한 번 거르면 그날이 사고 나는 날입니다.'
				],
				what: [
					'부표에 단 값싼 센서로 {sign}[을] 살피고, 위험하면 전화를 걸어 무엇부터 할지 말해 줍니다.',
					'{fish}[이] 먹이를 먹는 모습을 물속 카메라로 보고 다음 먹이양을 제안합니다.'
				],
				proof: [
					'어가 {9~46}곳에서 두 해를 보냈고 {sign} 경보를 평균 {5~11}시간 먼저 냈습니다.',
					'먹이값이 {8~19}% 줄었고, {fish} 크기는 줄지 않았습니다.'
				],
				api: [
					'경보가 울렸을 때 어민과 말로 주고받으며 순서를 안내하는 기능을 API로 만들겠습니다. 바람 소리와 엔진 소리가 가장 큰 어려움입니다.',
					'조사선 보고서와 어민의 말을 함께 읽어 이틀 뒤의 위험을 한 문단으로 쓰게 하려 합니다.'
				],
				together: [
					'양식장 {2~4}곳과 바다 자료 {3|4|5}년치를 놓고, {sign}[을] 더 일찍 알아채는 방법을 함께 연구하고 싶습니다.',
					'통신이 끊기는 바다에서 작은 모델이 어디까지 판단해도 되는지, 그 경계를 함께 정해 보기를 제안합니다.'
				],
				measure: [
					'경보를 몇 시간 먼저 냈는지, 헛경보가 한 달에 몇 번인지 두 가지를 보겠습니다.',
					'어민이 알림을 끄지 않고 한 철을 버티면 성공으로 치겠습니다.'
				]
			}
		],
		data: [
			'농민의 말로 된 일지 {4~28}만 줄이 있습니다. 다른 곳에는 없는 자료입니다.',
			'날씨와 작업, 결과가 함께 적힌 기록이 세 해 치 있습니다.'
		],
		asks: [
			'전라도와 경상도 말을 알아듣는 음성 기능을 시험 기간에 먼저 써 볼 수 있으면 좋겠습니다.',
			'통신이 약한 곳에서 쓸 작은 모델에 대해 조언을 듣고 싶습니다.',
			'동남아시아 농가에 같은 방식을 써 볼 협력처를 소개해 주시길 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					crop: ['strawberry', 'ginseng', 'grape', 'tangerine', 'tomato'],
					trouble: ['powdery mildew', 'grey mould', 'spider mites', 'anthracnose']
				},
				summary: [
					'Warns {crop} growers of {trouble} three days before it shows',
					'A spoken farm diary for {crop} growers that knows what to do tomorrow'
				],
				pain: [
					'Once {trouble} can be seen it is too late; one {crop} grower in {three|four|five} loses {12~30}% of a harvest every year.',
					'Growers with forty years behind them say they have not seen such weather, and spraying by the calendar no longer works.'
				],
				what: [
					'From leaf pictures and the air in the greenhouse we tell {crop} growers twice a day how likely {trouble} is, and when they need not spray.',
					'Growers phone in what they did; we turn it into the diary the law asks for and compare it with last year.'
				],
				proof: [
					'{38~240/2} {crop} farms use it and spray {two|three|four} times less in a season.',
					'Of {40~120/10} warnings last year {68~86}% were right; the wrong ones mostly followed rain.'
				],
				api: [
					'The guest’s model would read diaries spoken in dialect and pull out product, dose and date; today a person corrects {18~34}% of them.',
					'We would answer growers’ calls from the extension service’s own papers and hand over to a person when they are silent.'
				],
				together: [
					'We offer {two|three|four} greenhouses: half follow the model’s advice, half go on as before, for one whole season of {crop} growing.',
					'We propose joint work on learning from leaves, weather and what people decided; {20~60/5} farms have agreed to share theirs.'
				],
				measure: ['Money spent on sprays and kilograms picked: to a farmer those two are everything.']
			}
		],
		data: ['We hold {40~280/10} thousand lines of farm diary in the growers’ own words.'],
		asks: [
			'We would like early access to speech that copes with Korean dialects.',
			'Advice on small models for places with a weak signal would help us most.'
		]
	}
};
