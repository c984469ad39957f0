import type { Sector } from './sector.ts';

export const legal: Sector = {
	key: 'legal',
	label: { ko: '법률·계약', en: 'Law and contracts' },
	tails: ['리걸/Legal', '계약연구소/Contracts', '법률기술/Law Tech', '조항/Clause', '문서/Documents'],
	ko: {
		products: [
			{
				gaps: {
					paper: ['하도급 계약서', '물품 공급 계약서', '투자 계약서', '상가 임대차 계약서', '용역 계약서'],
					who: ['소상공인', '법무팀이 없는 중소기업', '1인 제조업체', '초기 창업팀']
				},
				summary: [
					'{who}[이] {paper}에서 불리한 조항을 먼저 보게 해 주는 서비스',
					'{paper}[을] 쉬운 말로 풀어 주고 고칠 문장을 제안합니다'
				],
				pain: [
					'{who}[은] {paper}[을] 받으면 도장을 찍기까지 평균 {15~50/5}분을 씁니다. 변호사에게 묻자니 {20~60/10}만 원이 아깝습니다.',
					'{paper} 분쟁의 {40~65}%는 읽었더라면 피할 수 있던 조항에서 생깁니다. 그런데 읽어도 무슨 뜻인지 알기 어렵습니다.'
				],
				what: [
					'{paper}[을] 올리면 조항마다 쉬운 설명과 흔한 정도를 보여 주고, 위험한 조항에는 대신 쓸 문장을 붙입니다.',
					'{paper}[을] 같은 업종의 계약 {3~20}천 건과 견주어 유난히 다른 조항부터 보여 줍니다.'
				],
				proof: [
					'지금까지 {paper} {1800~9600/200}건을 읽었고, 협력 변호사 {5~11}명이 매주 {40~90/10}건을 뽑아 다시 봅니다.',
					'이용자의 {38~61}%가 실제로 조항을 고쳐 달라고 말했고, 그 가운데 절반 넘게 받아들여졌습니다.'
				],
				api: [
					'초청 기업의 모델로 조항을 해석하되, 근거가 되는 조문을 찾지 못하면 답하지 않는 방식을 만들겠습니다.',
					'{paper}[을] 통째로 넣어 앞뒤가 어긋난 조항까지 찾게 하려 합니다. 지금은 {20~40}쪽이 넘으면 나누어 읽어 자주 놓칩니다.'
				],
				together: [
					'한국 계약 문장으로 된 평가 문제 {400~1500/100}개를 함께 만들고 누구나 쓰게 열어 두고 싶습니다. 출제와 검수는 저희 변호사들이 맡겠습니다.',
					'{who} {60~200/20}곳과 함께, 조항 설명을 본 뒤 실제 협상 결과가 달라지는지 반년 동안 살피는 연구를 제안합니다.'
				],
				measure: [
					'변호사 {5~9}명이 가려 놓고 채점해 사람의 설명과 비슷하거나 나으면 성공입니다.',
					'지어낸 근거가 {500~1000/100}건에 한 건이라도 나오면 출시하지 않겠습니다.'
				]
			},
			{
				gaps: { rule: ['개인정보 규정', '화학물질 규제', '식품 표시 기준', '수출 통제 규정', '건축 조례'] },
				summary: [
					'{rule} 변경을 읽고 우리 회사에 생긴 할 일로 바꾸어 줍니다',
					'{rule} 담당자를 위한 개정 추적과 할 일 목록'
				],
				pain: [
					'{rule}[은] 한 해에 {8~34}번 바뀝니다. 담당자는 대개 한 명이고 그마저 다른 일을 같이 합니다.',
					'{rule} 개정안은 길고, 정작 우리에게 해당하는 문장은 서너 줄입니다. 그 서너 줄을 놓치면 과태료를 냅니다.'
				],
				what: [
					'{rule}[이] 바뀌면 바뀐 문장을 회사의 제품과 공정에 이어 붙여 “언제까지 무엇을”이라는 목록으로 만듭니다.',
					'옛 조문과 새 조문을 나란히 놓고, 사내 문서 가운데 고쳐야 할 곳을 표시합니다.'
				],
				proof: [
					'기업 {14~72}곳이 쓰고 있으며, 할 일 하나마다 근거 조문이 걸려 있습니다.',
					'전문가가 만든 목록과 견주었을 때 빠뜨린 항목은 {2~6}%, 괜히 넣은 항목은 {5~13}%였습니다.'
				],
				api: [
					'호출마다 어떤 조문이 판단에 쓰였는지 남겨, 담당자가 거꾸로 따라가며 확인하게 하려 합니다.',
					'초청 기업의 모델로 {rule} 원문과 사내 문서를 함께 읽혀, 서로 어긋난 문장을 찾게 하겠습니다.'
				],
				together: [
					'모델이 없는 조문을 지어내는 경우를 모아 왔습니다. 어떤 질문에서 그런 일이 생기는지 함께 연구하기를 바랍니다.',
					'{rule} 개정 {40~120/10}번을 다시 돌려 보며 사람과 모델이 각각 무엇을 놓치는지 비교해 공개하고 싶습니다.'
				],
				measure: [
					'빠뜨린 할 일이 {rule} 개정 한 번에 하나도 없어야 합니다. 괜히 넣은 것은 {4~9}%까지 받아들이겠습니다.',
					'담당자가 개정안을 읽는 데 쓰는 시간이 절반이 되는지 보겠습니다.'
				]
			},
			{
				gaps: { case: ['임금 체불', '전세 보증금', '층간 소음', '중고 거래', '산업재해'] },
				summary: [
					'{case} 문제로 혼자 서류를 쓰는 사람을 돕는 안내자',
					'{case} 상담 내용을 듣고 필요한 서류와 기한을 정리해 줍니다'
				],
				pain: [
					'{case} 상담 창구에는 한 사람이 하루 {18~35}건을 받습니다. 절반은 서류가 없어 되돌아갑니다.',
					'{case}[을] 겪는 사람은 법을 몰라서보다 무엇부터 해야 할지 몰라서 기한을 놓칩니다.'
				],
				what: [
					'{case} 사정을 편하게 이야기하면 날짜와 금액을 뽑아 시간 순서로 정리하고, 필요한 서류를 알려 줍니다.',
					'법률 판단은 하지 않습니다. 대신 {case} 서류의 빈칸을 함께 채우고 상담사에게 넘길 한 장을 만듭니다.'
				],
				proof: [
					'지역 상담소 {3~9}곳에서 쓰고 있으며 상담 한 건의 시간이 {28~40}분에서 {14~21}분으로 줄었습니다.',
					'이용자 {300~2400/100}명 가운데 {64~83}%가 첫 방문에 서류를 갖추어 왔습니다.'
				],
				api: [
					'두서없는 이야기에서 날짜와 금액을 뽑아 정리하는 일을 초청 기업의 모델에 맡기려 합니다. 말하지 않은 것을 채워 넣지 않는 것이 조건입니다.',
					'밤에도 물어볼 수 있는 {case} 안내를 API로 만들겠습니다. 급한 경우는 다음 날 상담 맨 앞에 올립니다.'
				],
				together: [
					'상담소 {2~4}곳에서 석 달 동안 사람만 일한 날과 도구를 함께 쓴 날을 견주는 실증을 제안합니다.',
					'법률 조언과 안내의 경계를 어디에 둘지, 실제 질문 {300~900/100}개를 놓고 함께 정해 보고 싶습니다.'
				],
				measure: [
					'이용자가 기한을 지킨 비율이 {10~20}%포인트 오르는지를 보겠습니다.',
					'상담사가 넘겨받은 한 장에서 다시 물은 항목의 수로 판단하겠습니다.'
				]
			}
		],
		data: [
			'동의를 받아 이름을 지운 계약서 {2~14}천 건과 변호사의 수정 이력이 있습니다.',
			'상담 기록은 저희가 갖지 않습니다. 상담소 안에서만 처리하고 통계만 받습니다.'
		],
		asks: [
			'근거 없는 답을 막는 방법을 아는 분과 이야기하고 싶습니다.',
			'긴 문서를 다루는 요금을 미리 셈할 수 있게 해 주시고, 시험 기간의 한도를 늘려 주시면 좋겠습니다.',
			'국내 법률 문장의 평가 자료를 공개하는 일에 이름을 함께 올려 주시길 바랍니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					paper: ['subcontracts', 'supply contracts', 'shop leases', 'service contracts'],
					who: ['sole traders', 'firms without a lawyer', 'first-time founders']
				},
				summary: [
					'Shows {who} the risky clauses of {paper} before they sign',
					'Plain words for {paper}, and a better sentence to propose'
				],
				pain: [
					'Before signing, {who} give {paper} about {15~50/5} minutes. A lawyer would cost a week’s margin.',
					'Most disputes over {paper} start from a clause that was there to be read, in words nobody could follow.'
				],
				what: [
					'We explain each clause of {paper}, say how common it is, and offer a sentence to put in its place.',
					'We compare {paper} with {three|five|nine} thousand others of the same trade and show the unusual clauses first.'
				],
				proof: [
					'We have read {1800~9600/200} of them, and {six|eight|ten} partner lawyers recheck a sample every week.',
					'{38~61}% of users asked for a change, and more than half of them got it.'
				],
				api: ['We would let the guest’s models read whole contracts, and answer only where a provision can be cited.'],
				together: [
					'We propose an open test of {400~1500/100} questions on Korean contracts, written and checked by our lawyers.',
					'With {60~200/20} firms we would see over half a year whether an explained clause changes what is agreed.'
				],
				measure: [
					'Success means that lawyers, not knowing which is which, rate the draft at least as good as a colleague’s.',
					'One invented source in {500~1000/100} answers and we do not launch.'
				]
			},
			{
				gaps: { rule: ['chemical rules', 'food labelling rules', 'export controls', 'privacy rules'] },
				summary: [
					'Turns changes in {rule} into a dated to-do list for one firm',
					'Reads {rule} so that a team of one can keep up'
				],
				pain: [
					'{rule} change {8~34} times a year, and the person in charge usually has two other jobs.',
					'In a hundred pages of new {rule}, four lines concern you. Missing them means a fine.'
				],
				what: [
					'We tie each changed sentence to the products and processes it touches, with a date and the text behind it.',
					'Old and new text stand side by side, with the firm’s own documents that need changing marked.'
				],
				proof: [
					'{14~72} firms use it. Against an expert’s list it missed {2~6}% of items.',
					'Every item carries the sentence it rests on; {82~95}% are accepted as they are.'
				],
				api: [
					'Each call would log which sentences were used, so that the person in charge can walk back through the reasoning.'
				],
				together: [
					'We have collected cases in which models invented provisions, and would like to study with you which questions provoke it.'
				],
				measure: ['Not one duty missed per change; we accept a few that were not needed.']
			}
		],
		data: [
			'We hold {3~14} thousand contracts, with consent and without names, and every change a lawyer made to them.'
		],
		asks: [
			'We would like to speak with somebody who works on answers that cite their sources.',
			'Predictable prices for long documents would decide whether small firms can afford this.'
		]
	}
};
