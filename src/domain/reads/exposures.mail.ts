import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { exposureZone, type Part, type ToldExposure } from './exposures.rules.ts';

/** What of somebody's data is told: which parts, the answers by their names, from when to when. */
export type TellsOf = { host: Words; numbers: string[]; parts: Part[]; fields: Words[]; first: Date; last: Date };

/** What the authority is told besides. */
export type TellsAuthority = TellsOf & {
	people: number;
	applications: number;
	made_at: Date;
	told: ToldExposure;
	/** How many letters there are, and how many of them went out or may. */
	letters: { all: number; released: number };
};

const names: Record<Part, Words> = {
	identity: { ko: '이름과 기업명', en: 'name and organisation' },
	contact: { ko: '메일 주소와 연락처', en: 'mail address and telephone' },
	answers: { ko: '신청서의 답', en: 'the answers of the application' },
	files: { ko: '첨부 파일', en: 'attached files' },
	screening: { ko: '자격 확인 결과와 사유', en: 'the finding on eligibility and its reason' },
	reviews: { ko: '심사 점수와 의견', en: 'scores and comments of reviews' }
};

/** The items by their names; the answers with what was asked. */
export function itemsOf({ parts, fields }: Pick<TellsOf, 'parts' | 'fields'>, locale: Locale): string {
	return parts
		.map((part) => {
			const asked = part === 'answers' ? fields.map((label) => inWords(label, locale)).join(', ') : '';
			return `${names[part][locale]}${asked ? ` (${asked})` : ''}`;
		})
		.join(locale === 'ko' ? ' · ' : '; ');
}

const span = ({ first, last }: Pick<TellsOf, 'first' | 'last'>, locale: Locale) =>
	[first, last].map((at) => written(at, exposureZone, locale)).join(' ~ ');

/** A first draft of what is told, for an organiser to read and mend: nobody knows yet how, so it says only what the log does. */
export function draftTold(host: Words): ToldExposure {
	return {
		how: {
			ko: '업무용 계정으로 권한 없이 신청서를 열람한 것으로 보입니다. 정확한 경위는 확인하고 있습니다.',
			en: 'An account used for work appears to have opened applications without right. We are finding out exactly how.'
		},
		advice: {
			ko: '저희를 사칭한 메일이나 전화에 답하지 마시고, 같은 암호를 쓰는 곳이 있으면 바꿔 주십시오.',
			en: 'Please do not answer mail or calls that claim to come from us, and change a password you use elsewhere as well.'
		},
		measures: {
			ko: '해당 계정의 권한을 거두고 접속을 끊었으며, 열람 기록을 보존했습니다. 피해가 생기면 아래 연락처로 알려 주십시오. 개인정보 분쟁조정(1833-6972)이나 침해 신고(118)도 하실 수 있습니다.',
			en: 'We have ended the account’s rights and its sign-ins, and kept the log. If you suffer harm please write to us as below; in Korea you may also ask for mediation (1833-6972) or report it (118).'
		},
		contact: { ko: `${inWords(host, 'ko')} 개인정보 담당`, en: `${inWords(host, 'en')}, personal data` }
	};
}

/** The letter to one whose data could have been seen: the five items of PIPA, Art. 34 (1). */
export function exposureLetter(to: string, of: TellsOf, told: ToldExposure, locale: Locale): Letter {
	const [host, when] = [inWords(of.host, locale), span(of, locale)];
	const say = (words: Words) => inWords(words, locale);
	return locale === 'ko'
		? {
				...{ to, isHeld: true, subject: `[${host}] 개인정보 유출(가능성) 알림` },
				body: [
					`${host}에 내신 신청서(${of.numbers.join(', ')})의 개인정보를 권한 없는 사람이 보았을 수 있어 알려 드립니다. 죄송합니다.`,
					'',
					`1. 보았을 수 있는 항목: ${itemsOf(of, 'ko')}`,
					`2. 시점과 경위: ${when}. ${say(told.how)}`,
					`3. 피해를 줄이기 위해 하실 수 있는 일: ${say(told.advice)}`,
					`4. 저희의 조치와 피해 구제 절차: ${say(told.measures)}`,
					`5. 문의: ${say(told.contact)}`
				].join('\n')
			}
		: {
				...{ to, isHeld: true, subject: `[${host}] Your personal data may have been seen` },
				body: [
					`Somebody without right may have seen personal data in what you sent to ${host} (${of.numbers.join(', ')}). We are sorry.`,
					'',
					`1. What may have been seen: ${itemsOf(of, 'en')}`,
					`2. When and how: ${when}. ${say(told.how)}`,
					`3. What you can do to limit harm: ${say(told.advice)}`,
					`4. What we have done, and how to seek redress: ${say(told.measures)}`,
					`5. Whom to ask: ${say(told.contact)}`
				].join('\n')
			};
}

/** The form for the authority (개인정보보호위원회, within 72 hours), line by line: what is asked, and the answer. */
export function authorityForm(of: TellsAuthority, locale: Locale): [string, string][] {
	const { told, people, applications, made_at, letters } = of;
	const say = (words: Words) => inWords(words, locale);
	const when = written(made_at, exposureZone, locale);
	return locale === 'ko'
		? [
				['기관명', inWords(of.host, 'ko')],
				['정보주체에게 알렸는지', `편지 ${letters.all}통 가운데 ${letters.released}통을 내보냈습니다.`],
				[
					'유출된 개인정보의 항목과 규모',
					`${itemsOf(of, 'ko')} · ${people}명, 신청서 ${applications}건 (열람 기록에 따른 최대치)`
				],
				['유출된 시점과 경위', `${span(of, 'ko')}. ${say(told.how)}`],
				['알게 된 시점', `${when} (이 문서를 만든 때. 더 일찍 알았다면 고쳐 주십시오)`],
				['피해 최소화 방법', say(told.advice)],
				['대응 조치와 피해 구제 절차', say(told.measures)],
				['담당 부서와 연락처', say(told.contact)]
			]
		: [
				['Organisation', inWords(of.host, 'en')],
				['Whether those concerned were told', `${letters.released} of ${letters.all} letters were sent.`],
				[
					'Items leaked, and how many',
					`${itemsOf(of, 'en')} · ${people} people, ${applications} applications (at most, by the log of reads)`
				],
				['When and how', `${span(of, 'en')}. ${say(told.how)}`],
				['When it became known', `${when} (when this was made; say so if you knew earlier)`],
				['How harm can be limited', say(told.advice)],
				['Measures, and how to seek redress', say(told.measures)],
				['Who answers for it, and how to reach them', say(told.contact)]
			];
}
