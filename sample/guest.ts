import type { Words } from '#lib/words.ts';
import type { SampleDelegate } from './types.ts';

/** The made-up company whose head travels. */
export const guestCompany: Words = { ko: '테셀레인', en: 'Tessellane' };

/** The principal and seven executives, in the order they are introduced. */
export const delegates: SampleDelegate[] = [
	delegate(['이모젠 패로비', 'Imogen Farrowby'], ['대표이사', 'Chief Executive'], true),
	delegate(['테오 막스테드', 'Theo Marksted'], ['최고기술책임자', 'Chief Technology Officer']),
	delegate(['니암 오스트리', 'Niamh Austerry'], ['연구 총괄', 'Head of Research']),
	delegate(['라지브 센가르카르', 'Rajiv Sengarkar'], ['플랫폼·API 총괄', 'Head of Platform and API']),
	delegate(['클라라 베켄홀름', 'Clara Beckenholm'], ['국제 협력 총괄', 'Head of International Partnerships']),
	delegate(['소라 미나즈키', 'Sora Minazuki'], ['안전·정책 총괄', 'Head of Safety and Policy']),
	delegate(['쿠아메 아두베', 'Kwame Adubeh'], ['스타트업 지원 총괄', 'Head of Startups']),
	delegate(['엘레나 로스카니', 'Elena Roscani'], ['공공·교육 총괄', 'Head of Public Sector and Education'])
];

function delegate(
	[ko, en]: [string, string],
	[titleKo, titleEn]: [string, string],
	isPrincipal = false
): SampleDelegate {
	return { name: { ko, en }, title: { ko: titleKo, en: titleEn }, isPrincipal };
}
