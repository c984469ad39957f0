import { guestCompany } from './guest.ts';
import type { SampleTerm } from './types.ts';

/** What an applicant agrees to, or may agree to. */
export const terms: SampleTerm[] = [
	{
		key: 'selection',
		title: { ko: '선정을 위한 개인정보 수집·이용', en: 'Use of personal data for the selection' },
		purpose: {
			ko: '신청 확인, 심사, 추첨, 결과 안내',
			en: 'To confirm applications, review, draw and tell the result'
		},
		items: {
			ko: '대표자 이름, 전자우편, 연락처, 신청서에 적은 내용',
			en: 'Name of the representative, mail address, phone, what the application says'
		},
		period: { ko: '선정이 끝난 날부터 1년', en: 'One year from the end of the selection' },
		keepDays: 365,
		isRequired: true
	},
	{
		key: 'sharing',
		title: { ko: '초청 기업에 제안 제공', en: 'Sharing your proposal with the guest’s company' },
		purpose: { ko: '행사 전후의 협력 검토', en: 'So that they can read it and think of working with you' },
		items: {
			ko: '기업 이름과 신청서에 적은 답변. 사업자등록번호, 대표자 이름, 연락처, 참고 링크는 제공하지 않습니다. (연락처는 양쪽이 따로 동의할 때만)',
			en: 'Name of the firm and the answers in the application, but not the registration number, the representative, the phone and the link (your contact only if both sides agree to it apart)'
		},
		period: { ko: '행사가 끝난 날부터 6개월', en: 'Six months from the end of the event' },
		keepDays: 180,
		isRequired: false,
		besides: {
			kind: 'overseas',
			recipient: guestCompany,
			country: { ko: '미국', en: 'United States' },
			transfer: { ko: '초대받은 담당자가 로그인하여 열람', en: 'Read here, by people of theirs who sign in' },
			contact: { ko: 'privacy@tessellane.example', en: 'privacy@tessellane.example' },
			refusal: {
				ko: '동의하지 않으셔도 심사와 추첨에 아무 영향이 없습니다.',
				en: 'Refusing changes nothing in review or draw.'
			}
		}
	},
	{
		key: 'recording',
		title: { ko: '행사 촬영과 공개', en: 'Being recorded' },
		purpose: { ko: '행사 기록 영상과 사진 공개', en: 'To publish films and pictures of the event' },
		items: { ko: '얼굴, 목소리, 기업 이름', en: 'Face, voice, name of the firm' },
		period: { ko: '공개한 날부터 3년', en: 'Three years from publication' },
		keepDays: 1095,
		isRequired: false
	}
];
