import type { CriterionPart } from './parts.rules.ts';

const anchors = (ko: string[], en: string[]) => ko.map((text, at) => ({ ko: text, en: en[at] ?? '' }));

/** What reviewers score from 1 to 5, with what each score looks like. Weights sum to 100. */
export const templateCriteria: CriterionPart[] = [
	{
		key: 'problem',
		name: { ko: '문제의 분명함', en: 'A clear problem' },
		weight: 20,
		anchors: anchors(
			[
				'문제가 드러나지 않음',
				'문제는 있으나 막연함',
				'누구의 문제인지 알 수 있음',
				'규모와 원인을 근거로 보임',
				'현장의 증거로 설득함'
			],
			[
				'No problem to be seen',
				'A problem, but vague',
				'Clear whose problem it is',
				'Size and cause are shown',
				'Convincing, from the field'
			]
		)
	},
	{
		key: 'solution',
		name: { ko: '해결 방법과 기술', en: 'Solution and technology' },
		weight: 25,
		anchors: anchors(
			['방법이 없음', '생각의 단계', '작동하는 시제품', '쓰는 사람이 있음', '결과가 수치로 확인됨'],
			['No way shown', 'An idea', 'A working prototype', 'People use it', 'Results measured']
		)
	},
	{
		key: 'fit',
		name: { ko: '초청 기관과의 관련성', en: 'Fit with the guest' },
		weight: 25,
		anchors: anchors(
			['관련이 없음', '간접으로만 관련됨', '기술을 쓸 자리가 있음', '함께할 일이 구체적임', '서로에게 꼭 필요한 협력'],
			['None', 'Only remote', 'A place for the technology', 'Concrete things to do together', 'Each needs the other']
		)
	},
	{
		key: 'readiness',
		name: { ko: '실행 준비', en: 'Readiness' },
		weight: 15,
		anchors: anchors(
			['사람도 계획도 없음', '계획만 있음', '맡을 사람이 있음', '일정과 자원이 마련됨', '이미 시작함'],
			['Neither people nor plan', 'A plan only', 'Somebody in charge', 'Time and means are set', 'Already begun']
		)
	},
	{
		key: 'benefit',
		name: { ko: '사회에 주는 이로움', en: 'Good for others' },
		weight: 15,
		anchors: anchors(
			['보이지 않음', '회사 안에 머무름', '고객에게 이로움', '업계나 지역에 이로움', '널리 퍼질 이로움'],
			['None to be seen', 'Stays in the firm', 'For its customers', 'For its field or region', 'For many, lastingly']
		)
	}
];
