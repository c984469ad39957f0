import type { TermPart } from '#domain/calls/parts.rules.ts';
import { consentKey } from './rules.ts';

/** What an applicant is asked before a machine reads what they submitted: never needed, and theirs to take back. */
export const assistantTerm = (server: string): TermPart => ({
	...{ key: consentKey, kind: 'third-party', is_required: false, keep_days: 90, country: null },
	...{ transfer: null, contact: null, recipient: { ko: server, en: server } },
	title: { ko: '인공지능으로 제안 요약하기', en: 'A summary of the proposal by a machine' },
	purpose: {
		ko: '심사위원이 제안을 빨리 훑어볼 수 있도록 인공지능이 요약문 초안을 씁니다. 점수는 심사위원만 매깁니다.',
		en: 'A machine drafts a summary for reviewers to find their way. Only reviewers give scores.'
	},
	items: {
		ko: '신청서에 쓴 제안과 답변 (연락처와 첨부 파일 제외)',
		en: 'The proposal and answers of the form, without contacts and files'
	},
	period: { ko: '행사가 끝나고 90일 뒤 삭제', en: 'Deleted 90 days after the event' },
	refusal: {
		ko: '동의하지 않으셔도 됩니다. 심사에 아무런 불이익이 없습니다.',
		en: 'You may refuse. It makes no difference to the review.'
	}
});
