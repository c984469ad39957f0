import type { Words } from '#lib/words.ts';
import type { SampleCriterion } from './types.ts';

const words = (ko: string, en: string): Words => ({ ko, en });

/** What reviewers score, in what weight, and what each of the five steps means. */
export const criteria: SampleCriterion[] = [
	{
		key: 'excellence',
		name: words('기술·서비스의 우수성', 'Excellence of technology and service'),
		weight: 25,
		anchors: [
			words('작동하는 것을 확인할 수 없습니다.', 'Nothing that works can be seen.'),
			words('시제품이 있으나 성능 근거가 부족합니다.', 'A prototype, with little evidence of how well it works.'),
			words('실제 이용자가 있고 성능을 숫자로 밝혔습니다.', 'Real users, and figures for how well it works.'),
			words(
				'같은 분야의 다른 서비스보다 나은 점을 숫자로 보였습니다.',
				'Figures show where it is better than others in its field.'
			),
			words('분야를 이끌 만한 수준이며 밖에서도 확인되었습니다.', 'Leads its field, and others have confirmed it.')
		]
	},
	{
		key: 'originality',
		name: words('독창성', 'Originality'),
		weight: 15,
		anchors: [
			words('이미 널리 쓰이는 것과 다르지 않습니다.', 'No different from what is widely used.'),
			words('익숙한 방법을 새 대상에 옮겼습니다.', 'A familiar method, moved to a new subject.'),
			words('문제를 보는 눈이나 방법 하나가 새롭습니다.', 'Either the view of the problem or the method is new.'),
			words('자기만의 자료나 방법이 뚜렷합니다.', 'Data or a method that are clearly its own.'),
			words('이 기업이 아니면 하기 어려운 일입니다.', 'Hard to imagine from anybody else.')
		]
	},
	{
		key: 'feasibility',
		name: words('협력 실현 가능성', 'Feasibility of the collaboration'),
		weight: 30,
		anchors: [
			words('무엇을 함께하려는지 알기 어렵습니다.', 'Hard to tell what would be done together.'),
			words('하려는 일은 있으나 방법과 일정이 없습니다.', 'An aim, without a way or a time.'),
			words('방법과 일정이 있으나 큰 빈틈이 남아 있습니다.', 'A way and a time, with a large gap left.'),
			words(
				'인력·자료·일정이 갖춰져 있고 위험을 알고 있습니다.',
				'People, data and time are there, and the risks are known.'
			),
			words(
				'바로 시작할 수 있고 성패를 가를 기준이 분명합니다.',
				'Could start at once, and says how one would tell success.'
			)
		]
	},
	{
		key: 'business',
		name: words('사업 모델의 구체성', 'Concreteness of the business model'),
		weight: 15,
		anchors: [
			words('누가 왜 돈을 내는지 나와 있지 않습니다.', 'Not said who would pay, or why.'),
			words('고객을 말하지만 가격이나 근거가 없습니다.', 'Names a customer, no price and no evidence.'),
			words('가격이 있고 돈을 낸 고객이 있습니다.', 'A price, and customers who have paid it.'),
			words('되풀이되는 매출과 원가를 설명했습니다.', 'Explains repeated revenue and its cost.'),
			words('비용까지 따진 계획이 실적과 맞습니다.', 'A plan down to costs, borne out by results.')
		]
	},
	{
		key: 'growth',
		name: words('성장 가능성', 'Growth'),
		weight: 15,
		anchors: [
			words('커질 까닭을 찾기 어렵습니다.', 'No reason to grow can be found.'),
			words('시장은 있으나 다가갈 길이 분명하지 않습니다.', 'A market, without a clear way to it.'),
			words('지금 시장에서 꾸준히 커질 수 있습니다.', 'Can grow steadily where it is.'),
			words('다음 시장으로 갈 길과 순서가 보입니다.', 'Shows the way to the next market, and the order.'),
			words('나라 밖에서도 통할 근거가 있습니다.', 'Evidence that it would hold abroad as well.')
		]
	}
];
