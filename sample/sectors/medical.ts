import type { Sector } from './sector.ts';

export const medical: Sector = {
	key: 'medical',
	label: { ko: '의료·건강', en: 'Health' },
	tails: ['메디컬/Medical', '영상의학연구소/Imaging', '헬스/Health', '진단/Diagnostics', '케어/Care'],
	ko: {
		products: [
			{
				gaps: {
					scan: ['흉부 엑스선', '유방 촬영', '안저 사진', '무릎 자기공명영상', '갑상샘 초음파'],
					place: ['군 단위 의료원', '건강검진센터', '동네 의원', '섬 지역 보건지소']
				},
				summary: [
					'{place}의 {scan} 판독을 돕는 두 번째 눈',
					'{scan}에서 급한 환자를 먼저 골라 판독 순서를 바꾸어 줍니다'
				],
				pain: [
					'{place}에는 영상의학과 의사가 없는 날이 더 많습니다. {scan} 결과를 받기까지 {3~9}일이 걸립니다.',
					'{scan}[은] 하루 {90~240/10}장이 쌓이는데 판독할 사람은 한두 명입니다. 급한 사진도 차례를 기다립니다.'
				],
				what: [
					'{scan}에서 이상이 의심되는 자리를 표시하고, 지난 사진과 달라진 점을 나란히 보여 줍니다.',
					'{scan}[을] 급한 정도에 따라 세 단계로 나누어 순서를 다시 매깁니다. 진단은 의사가 합니다.'
				],
				proof: [
					'병원 {3~11}곳에서 {scan} {12000~88000/1000}장으로 시험했고 민감도는 {88~95}%, 특이도는 {84~93}%였습니다.',
					'{place} {2~6}곳에서 판독 대기가 평균 {3~6}일에서 하루 안으로 줄었습니다.'
				],
				api: [
					'판독문 초안을 초청 기업의 모델로 쓰려 합니다. 저희 영상 모델이 찾은 자리와 크기만 넣고, 보지 않은 것은 쓰지 못하게 막겠습니다.',
					'환자에게 드리는 쉬운 설명문을 API로 만들고 싶습니다. 의사가 한 번 읽고 고쳐 내보내는 방식입니다.'
				],
				together: [
					'의료원 {2~4}곳과 함께, 초안이 있을 때와 없을 때 의사의 판독이 어떻게 달라지는지 살피는 연구를 제안합니다. 연구 윤리 심의는 저희가 준비합니다.',
					'드문 소견에서 모델이 지나치게 확신하는 문제를 함께 풀고 싶습니다. 소견마다 판독의 세 명의 의견이 갈린 사례를 모아 두었습니다.'
				],
				measure: [
					'판독 한 건의 시간과 고친 문장의 수를 재고, 놓친 소견이 한 건이라도 늘면 멈추겠습니다.',
					'의사가 초안을 그대로 쓴 비율보다, 왜 고쳤는지를 더 중요하게 보겠습니다.'
				]
			},
			{
				gaps: {
					work: ['간호 인수인계', '퇴원 안내', '재활 운동 기록', '복약 상담'],
					who: ['요양병원', '재활병원', '중소병원', '방문간호 기관']
				},
				summary: [
					'{who}의 {work}[을] 말로 끝내는 기록 도구',
					'{work}에 드는 시간을 절반으로 줄여 환자 곁으로 돌려 드립니다'
				],
				pain: [
					'{who} 간호사는 {work}에 하루 {70~130/10}분을 씁니다. 그만큼 환자 곁에 있는 시간이 줄어듭니다.',
					'{who}에서 일어나는 실수의 상당수는 {work}[이] 어긋날 때 생깁니다. 바쁘면 빠지고, 빠지면 모릅니다.'
				],
				what: [
					'말하면 {work} 양식에 맞추어 정리하고, 빠진 항목은 그 자리에서 되묻습니다.',
					'병동의 소음 속에서도 약 이름과 숫자를 틀리지 않게 듣는 데 가장 공을 들였습니다.'
				],
				proof: [
					'병동 {4~18}곳에서 쓰며 {work} 시간이 {34~58}% 줄었습니다.',
					'약 이름 인식 오류는 천 번에 {2~7}번이고, 확신이 낮으면 반드시 다시 묻습니다.'
				],
				api: [
					'환자 이름을 지운 대화만 초청 기업의 모델에 보내, 앞선 기록과 어긋나는 내용을 찾게 하려 합니다.',
					'말의 앞뒤가 뒤섞여도 시간 순서로 정리하는 일을 API에 맡기고, 숫자는 저희 규칙으로 다시 확인하겠습니다.'
				],
				together: [
					'{who} {2~5}곳에서 6주 동안 기록 시간과 누락을 함께 재고, 결과를 학회에 공동으로 내고 싶습니다.',
					'사투리와 의학 낱말이 섞인 병동의 말을 모델이 얼마나 알아듣는지 평가하는 자료를 함께 만들기를 바랍니다.'
				],
				measure: [
					'간호사가 하루에 몇 분을 돌려받았는지, 빠진 항목이 늘지 않았는지만 보겠습니다.',
					'쓰다가 그만둔 병동이 있으면 그 이유를 보고서 첫 장에 쓰겠습니다.'
				]
			}
		],
		data: [
			'동의를 받고 이름을 지운 자료만 병원 안에서 씁니다. 밖으로 나가는 것은 결과뿐입니다.',
			'같은 환자를 {3|4|5}년 동안 따라간 기록이 {2~9}천 명분 있습니다.'
		],
		asks: [
			'의료 자료를 다룰 때 지켜 주실 보관 조건을 문서로 알려 주십시오.',
			'모델이 모른다고 말하게 하는 방법을 실제로 해 본 분과 이야기하고 싶습니다.',
			'병원 안에서 돌릴 수 있는 크기의 모델이 계획에 있는지 궁금합니다.'
		]
	},
	en: {
		products: [
			{
				gaps: {
					scan: ['chest X-rays', 'mammograms', 'retinal photographs', 'knee MRIs'],
					place: ['county hospitals', 'island clinics', 'screening centres']
				},
				summary: ['A second reader of {scan} for {place}', 'Moves the urgent {scan} to the top of the pile'],
				pain: [
					'At {place} there is no radiologist on most days, and {scan} wait {3~9} days to be read.',
					'Two people read {90~240/10} {scan} a day, in the order they arrived, however urgent.'
				],
				what: [
					'We mark what looks unusual in {scan} and set it beside the patient’s earlier pictures.',
					'We sort {scan} by urgency in three steps; the diagnosis stays with the doctor.'
				],
				proof: [
					'Tested on {12000~88000/1000} {scan} from {three|five|nine} hospitals: sensitivity {88~95}%, specificity {84~93}%.',
					'At {two|three|four} {place}, the wait for a reading went from {four|five|six} days to under one.'
				],
				api: [
					'The guest’s model would draft the report from the findings and sizes we give it, and would be barred from naming anything we did not see.',
					'Through the API we would write the patient’s letter in plain Korean, for a doctor to read and correct.'
				],
				together: [
					'We propose a study with {two|three} hospitals on how a draft changes what the doctor sees; we prepare the ethics review.',
					'Models are too sure about rare findings. We hold cases in which three readers disagreed, and would like to work on them together.'
				],
				measure: ['We count minutes per report and corrected sentences; one more missed finding and we stop.']
			}
		],
		data: ['Only data with consent and without names are used, inside the hospital; nothing but results leaves.'],
		asks: [
			'Please tell us in writing how long anything we send is kept.',
			'We would like to meet someone who has taught a model to abstain.'
		]
	}
};
