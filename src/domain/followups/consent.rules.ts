import { digestOf } from '#draw/canonical.ts';
import type { Words } from '#lib/words.ts';

/**
 * What both sides agree to, each for itself, before either sees where the other can be reached. Another wording is
 * another version: what was agreed to is kept by its number and its hash.
 */
export const contactText: { version: number; text: Words } = {
	version: 1,
	text: {
		ko: '이 화면에 적은 우리 쪽 연락처를 상대에게 보여 주는 데 동의합니다. 양쪽이 모두 동의한 때부터 서로의 연락처가 보입니다. 동의는 언제든지 거둘 수 있고, 거두면 그때부터 보이지 않습니다. 동의하지 않아도 불이익은 없습니다.',
		en: 'I agree that the other side is shown our contact details as written on this page. Each side sees the other’s only from the moment both have agreed. We may take this back at any time; from then on they are no longer shown. Not agreeing has no consequence.'
	}
};

/** The SHA-256 of the whole text (canonical JSON), in both languages. */
export const contactTextHash = () => digestOf(contactText.text);
