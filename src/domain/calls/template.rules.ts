import type { Words } from '#lib/words.ts';
import type { CriterionPart, FieldPart, QuotaPart, QuotaShare, TermPart, TrackPart } from './parts.rules.ts';
import { templateCriteria } from './template-criteria.rules.ts';
import { templateFields } from './template-fields.rules.ts';
import { templateTerms } from './template-terms.rules.ts';

/** A call ready to be made: all but its stop, its number, its title, its places and its days. */
export type Template = {
	key: string;
	name: Words;
	about: Words;
	purpose: Words;
	who_may: Words;
	how_chosen: Words;
	reply_days: number;
	tracks: TrackPart[];
	fields: FieldPart[];
	terms: TermPart[];
	criteria: CriterionPart[];
	quotas: QuotaShare[];
};

const words = (ko: string, en: string): Words => ({ ko, en });

const tracks: TrackPart[] = [
	{ key: 'api', name: words('API 활용', 'API use'), places: 60 },
	{ key: 'collaboration', name: words('협업 제안', 'Collaboration'), places: 40 }
];

const quotas: QuotaShare[] = [
	{ feature: 'region', value: 'capital', atLeast: 0, atMost: 0.6 },
	{ feature: 'stage', value: 'pre-seed', atLeast: 0.1, atMost: 1 },
	{ feature: 'size', value: 'under-10', atLeast: 0.2, atMost: 1 },
	{ feature: 'female_led', value: 'yes', atLeast: 0.2, atMost: 1 }
];

export const templates: Template[] = [
	{
		key: 'dialogue',
		name: words('스타트업 대화 초청 (분야 2개)', 'Dialogue with startups (two tracks)'),
		about: words(
			'API 활용과 협업 제안 두 분야로 받아 심사한 뒤, 경계 구간은 할당을 지키는 공개 추첨으로 정합니다.',
			'Two tracks, API use and collaboration: reviewed, then the middle band is settled by a public draw under quotas.'
		),
		purpose: words(
			'초청 인사와 직접 만나 제품과 협력 방안을 이야기합니다.',
			'Meet the guest in person and talk about your product and working together.'
		),
		who_may: words('국내에 사업자등록을 한 창업 10년 이내 기업', 'Firms registered in Korea, founded within ten years'),
		how_chosen: words(
			'심사위원 3명의 심사 뒤 공개 추첨, 누구나 검증',
			'Three reviews each, then a public draw anyone can verify'
		),
		reply_days: 3,
		tracks,
		fields: templateFields,
		terms: templateTerms,
		criteria: templateCriteria,
		quotas
	},
	{
		key: 'open',
		name: words('공개 초청 (분야 1개)', 'Open invitation (one track)'),
		about: words(
			'분야를 나누지 않고 받아 심사한 뒤 할당 없이 추첨합니다. 가장 간단한 방식입니다.',
			'One track, reviewed, then drawn without quotas: the simplest way.'
		),
		purpose: words(
			'초청 인사의 이야기를 듣고 함께 대화합니다.',
			'Listen to the guest and take part in the conversation.'
		),
		who_may: words('국내에 사업자등록을 한 기업', 'Firms registered in Korea'),
		how_chosen: words('서류 심사 뒤 공개 추첨, 누구나 검증', 'A review on paper, then a public draw anyone can verify'),
		reply_days: 3,
		tracks: [{ key: 'open', name: words('일반', 'General'), places: 50 }],
		fields: templateFields,
		terms: templateTerms,
		criteria: templateCriteria,
		quotas: []
	}
];

/** The template of this key, or undefined. */
export function templateByKey(key: string): Template | undefined {
	return templates.find((template) => template.key === key);
}

/** Shares as whole places, rounded so that they stay possible: minimums down, maximums up. */
export function quotasFor(shares: QuotaShare[], places: number): QuotaPart[] {
	return shares.map(({ feature, value, atLeast, atMost }) => {
		const min = Math.floor(atLeast * places);
		return { feature, value, min, max: Math.max(min, Math.ceil(atMost * places)) };
	});
}
