import type { Locale } from '#lib/words.ts';
import type { SamplePerson, SampleRole, SampleRoleName } from './types.ts';

/** Mail domain of the people who try the programme out: short, and reserved for examples. */
export const easyDomain = 'madang.example';

const rows: [SampleRoleName, string, string, Locale][] = [
	['organiser', 'organiser', '남궁하람', 'ko'],
	['organiser', 'organiser2', '제갈보슬', 'ko'],
	['moderator', 'moderator', '선우가을', 'ko'],
	['steward', 'steward', '독고바다', 'ko'],
	['auditor', 'auditor', '황보예나', 'ko'],
	['press', 'press', '사공누리', 'ko'],
	['press', 'press2', '어금솔', 'ko'],
	['guest', 'guest', 'Orla Finchley', 'en']
];

/** Who works at the host, and what as; all of them for every call. */
export function staff(): { people: SamplePerson[]; roles: SampleRole[] } {
	return {
		people: rows.map(([, mail, name, locale]) => easyPerson(mail, name, locale)),
		roles: rows.map(([role, mail]) => ({ person: mail, role, call: null }))
	};
}

/** Somebody with an address that is easy to type; the key is its first part. */
export function easyPerson(mail: string, name: string, locale: Locale): SamplePerson {
	return { key: mail, email: `${mail}@${easyDomain}`, name, locale };
}

/** Whoever tries the programme out lets the guest read what they submit: there is something to follow up. */
export const isEasy = ({ email }: SamplePerson) => email.endsWith(`@${easyDomain}`);

export const newcomer = easyPerson('newcomer', '설새봄', 'ko');

/** Whose firm was at the stop that is over. */
export const veteran = easyPerson('veteran', '피노을', 'ko');
