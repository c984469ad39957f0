import type { Locale } from '#lib/words.ts';
import type { Chance } from './chance.ts';

type Lines = Record<string, { high: string[]; low: string[] }>;

const ko: Lines = {
	excellence: {
		high: [
			'성능을 실제 숫자로 보인 점이 좋습니다.',
			'현장에서 쓰고 있다는 근거가 충분합니다.',
			'기술 수준이 높고 설명도 분명합니다.',
			'오류를 어떻게 다루는지까지 밝힌 점을 높이 봅니다.'
		],
		low: [
			'성능을 확인할 자료가 부족합니다.',
			'시제품이 실제로 어떻게 작동하는지 알기 어렵습니다.',
			'제시한 정확도의 측정 조건이 빠져 있습니다.',
			'기존 제품보다 무엇이 나은지 드러나지 않습니다.'
		]
	},
	originality: {
		high: [
			'문제를 보는 눈이 새롭습니다.',
			'이 팀만 가진 자료가 뚜렷합니다.',
			'익숙한 기술을 뜻밖의 자리에 잘 썼습니다.'
		],
		low: [
			'비슷한 서비스가 이미 여럿 있습니다.',
			'새로운 점을 한 가지라도 더 분명히 적어 주시면 좋겠습니다.',
			'접근이 평범합니다.'
		]
	},
	feasibility: {
		high: [
			'바로 시작할 수 있어 보입니다.',
			'그만둘 기준을 미리 정한 점이 믿음직합니다.',
			'역할과 일정이 분명합니다.',
			'범위를 작게 잡은 것이 현실적입니다.'
		],
		low: [
			'초청 기업이 무엇을 해야 하는지 분명하지 않습니다.',
			'일정에 비해 인력이 적습니다.',
			'자료를 쓸 권리가 있는지 확인이 필요합니다.',
			'실증할 곳이 정해지지 않았습니다.'
		]
	},
	business: {
		high: ['돈을 내는 고객과 이유가 분명합니다.', '원가까지 따진 계획입니다.', '재계약률이 설득력 있습니다.'],
		low: [
			'누가 비용을 내는지 더 설명이 필요합니다.',
			'가격의 근거가 약합니다.',
			'모델 사용료를 넣으면 남는 것이 있을지 의문입니다.'
		]
	},
	growth: {
		high: [
			'다음 시장으로 가는 순서가 자연스럽습니다.',
			'나라 밖에서도 통할 만합니다.',
			'이번 협력이 크게 도움이 될 단계입니다.'
		],
		low: ['시장이 좁아 보입니다.', '확장 계획이 막연합니다.', '한 고객에 기대는 비중이 큽니다.']
	}
};
const en: Lines = {
	excellence: {
		high: [
			'Real figures from real use; convincing.',
			'Solid technology, plainly explained.',
			'I liked that they say how errors are handled.'
		],
		low: [
			'I could not tell how well it works.',
			'The accuracy is given without its conditions.',
			'What makes it better than existing tools?'
		]
	},
	originality: {
		high: ['A fresh way of looking at the problem.', 'Their data are truly their own.'],
		low: ['Several products already do this.', 'The approach is familiar.']
	},
	feasibility: {
		high: ['Could begin next week.', 'They say when they would stop, which I trust.', 'Small, clear scope.'],
		low: [
			'Unclear what the guest is meant to do.',
			'Too few people for this schedule.',
			'Rights to the data need checking.'
		]
	},
	business: {
		high: ['Customers pay, and we are told why.', 'Costs are worked out.'],
		low: ['Who pays?', 'The price rests on little.', 'Model fees may eat the margin.']
	},
	growth: {
		high: ['The next market follows naturally.', 'It would hold abroad too.'],
		low: ['A narrow market.', 'The plan to expand is vague.', 'Too dependent on one customer.']
	}
};
const middle: Record<Locale, string[]> = {
	ko: [
		'두루 무난합니다.',
		'방향은 맞고 근거가 조금 더 필요합니다.',
		'발표를 들어 보고 싶습니다.',
		'가능성은 있으나 아직 이릅니다.',
		'장점과 걱정이 비슷합니다.'
	],
	en: [
		'Sound on the whole.',
		'The right direction, with a little more evidence needed.',
		'I would like to hear them present.',
		'Promising, and early.'
	]
};

/** One to three sentences: the best of it, the worst of it, or that it is neither. Now and then nothing at all. */
export function commentOf(scores: Record<string, number>, language: Locale, chance: Chance): string {
	if (chance.happens(0.06)) return '';
	const lines = language === 'ko' ? ko : en;
	const ordered = chance.shuffled(Object.entries(scores)).sort(([, one], [, other]) => other - one);
	const [best, worst] = [ordered[0]!, ordered.at(-1)!];
	const said = [];
	if (best[1] >= 4) said.push(chance.pick(lines[best[0]]!.high));
	if (worst[1] <= 2) said.push(chance.pick(lines[worst[0]]!.low));
	if (said.length === 0 || chance.happens(0.25)) said.push(chance.pick(middle[language]));
	return said.join(' ');
}
