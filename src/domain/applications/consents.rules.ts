import type { Answers } from '#db/kinds.ts';
import { digestOf } from '#draw/canonical.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { characterFault, isBlank, tidy } from '#lib/text.ts';
import type { Term } from '#domain/calls/rules.ts';
import { termText } from '#domain/calls/terms.rules.ts';
import { answerIn, type FormField } from './answers.rules.ts';
import type { GuardianSent } from './form.ts';
import { isUnder14, plainDay } from './kinds.rules.ts';

/** The version of a term that is agreed to: the SHA-256 of its whole text (canonical JSON). */
export const termHash = (term: Term) => digestOf(termText(term));

/** The terms agreed to, each with the version of its text. */
export function agreedTo(terms: Term[], keys: string[]): { term_id: string; text_hash: string }[] {
	const agreed = terms.filter((term) => keys.includes(term.key));
	return agreed.map((term) => ({ term_id: term.id, text_hash: termHash(term) }));
}

/** Whether a guardian must agree: a birth date of less than fourteen years on `day`, by a form that lets them apply. */
export type Guarding = 'none' | 'guardian' | 'refused';
export function guardingOf(answers: Answers, fields: FormField[], day: string): Guarding {
	const field = fields.find(({ kind }) => kind === 'birth');
	if (!field || !isUnder14(plainDay(answerIn(answers, field.key)), day)) return 'none';
	return field.settings.guardian ? 'guardian' : 'refused';
}

/** The guardian as kept, or null where none is needed. Refuses who is too young to apply, and what is missing. */
export function checkGuardian(guarding: Guarding, sent: GuardianSent | undefined): GuardianSent | null {
	if (guarding === 'none') return null;
	if (guarding === 'refused') throw tooYoung();
	const { name = '', contact = '', agrees = false } = sent ?? {};
	const faults: Record<string, string> = {};
	if (isBlank(name)) faults.guardian_name = 'lib.required';
	if (isBlank(contact)) faults.guardian_contact = 'lib.required';
	for (const [key, text] of Object.entries({ guardian_name: name, guardian_contact: contact })) {
		const odd = text.length > 200 ? 'lib.too-long' : characterFault(text);
		if (odd) faults[key] = odd;
	}
	if (!agrees) faults.guardian_agrees = 'applications.not-agreed';
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return { name: tidy(name), contact: tidy(contact), agrees };
}

export const tooYoung = () => refusal('conflict', 'applications.too-young');
export const consentNeeded = () => refusal('conflict', 'applications.consent-needed');
export const consentNotGiven = () => refusal('conflict', 'applications.consent-not-given');
