import type { TermPart } from './parts.rules.ts';

const plain = {
	...({ kind: 'use', refusal: null, recipient: null, country: null, transfer: null, contact: null } as const),
	keep_days: null
};

/** What an applicant is asked to agree to, each on its own: for what, which items, for how long. */
export const templateTerms: TermPart[] = [
	{
		...plain,
		refusal: {
			ko: '동의하지 않으실 수 있습니다. 그러면 심사할 수 없어 신청을 받지 못합니다.',
			en: 'You may refuse. We could then not review, so we could not take the application.'
		},
		key: 'selection',
		keep_days: 365,
		title: { ko: '심사와 선정을 위한 개인정보 수집·이용', en: 'Personal data for review and selection' },
		purpose: {
			ko: '신청 확인, 심사, 추첨, 선정 안내',
			en: 'Handling the application, review, draw, news of the result'
		},
		items: { ko: '대표자 이름, 연락처, 메일 주소', en: 'Name of the representative, phone, mail address' },
		period: { ko: '선정이 끝나고 1년 뒤 파기', en: 'Destroyed one year after the end of the selection' },
		is_required: true
	},
	{
		...plain,
		key: 'publication',
		title: { ko: '추첨 기록 공개', en: 'Publication of the draw' },
		purpose: {
			ko: '누구나 추첨을 검증할 수 있도록 명부를 이름 없이 공개',
			en: 'A roster without names is published, so that anyone can verify the draw'
		},
		items: { ko: '추첨 번호, 분야, 할당에 쓰는 특성', en: 'Lot number, track, the features the quotas count' },
		period: { ko: '계속', en: 'For good' },
		is_required: true
	},
	{
		...plain,
		kind: 'overseas',
		recipient: { ko: '초청 기관의 방문단', en: 'The guest’s delegation' },
		country: { ko: '초청 기관의 본국', en: 'The country of the guest’s organisation' },
		transfer: {
			ko: '선정한 뒤 담당자가 로그인하여 열람',
			en: 'Read here, once the selection is made, by those who sign in'
		},
		contact: { ko: '주최 기관 담당 부서를 통해 연락', en: 'Through the host’s office' },
		refusal: {
			ko: '동의하지 않으실 수 있습니다. 그러면 대화를 준비할 수 없어 신청을 받지 못합니다.',
			en: 'You may refuse. The conversation could then not be prepared, so we could not take the application.'
		},
		key: 'delegation',
		keep_days: 90,
		title: { ko: '초청 인사 측에 제안 내용 제공', en: 'Passing the proposal to the guest’s side' },
		purpose: { ko: '선정되었을 때 대화 준비', en: 'Preparing the conversation, if chosen' },
		items: {
			ko: '기업 이름과 신청서에 적은 답변. 등록번호, 대표자 이름, 연락처, 링크는 제공하지 않습니다. (연락처는 양쪽이 따로 동의할 때만)',
			en: 'Name of the firm and the answers in the application, but no registration number, person, phone or link (your contact only if both sides agree to it apart)'
		},
		period: { ko: '행사가 끝나고 3개월 뒤 삭제', en: 'Deleted three months after the event' },
		is_required: true
	},
	{
		...plain,
		key: 'recording',
		keep_days: 1825,
		title: { ko: '행사 사진과 영상 촬영', en: 'Photographs and recording' },
		purpose: { ko: '행사 기록과 보도', en: 'The record of the event and the press' },
		items: { ko: '얼굴, 목소리', en: 'Face, voice' },
		period: { ko: '공개 뒤 5년', en: 'Five years from publication' },
		is_required: false
	},
	{
		...plain,
		key: 'next',
		keep_days: 730,
		title: { ko: '다음 모집 공고 안내', en: 'News of the next call' },
		purpose: { ko: '다음 방문 도시의 모집 공고를 메일로 안내', en: 'A letter when the next city’s call is published' },
		items: { ko: '메일 주소', en: 'Mail address' },
		period: { ko: '동의를 거둘 때까지, 길어도 2년', en: 'Until you say stop, two years at most' },
		is_required: false
	}
];
