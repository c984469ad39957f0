import { fieldsRefused } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import type { TermPart } from './parts.rules.ts';
import type { Term } from './rules.ts';

/** What is done with the data: used by the host, handed to others, handed abroad. Each is agreed to apart. */
export const termKinds = ['use', 'third-party', 'overseas'] as const;
export type TermKind = (typeof termKinds)[number];

/** What the law asks to be said besides (Personal Information Protection Act, articles 17 and 28-8), by kind. */
export const besidesOf: Record<TermKind, ('recipient' | 'country' | 'transfer' | 'contact')[]> = {
	use: [],
	'third-party': ['recipient'],
	overseas: ['recipient', 'contact', 'country', 'transfer']
};

type Besides = Record<'refusal' | 'recipient' | 'country' | 'transfer' | 'contact', Words>;
export type TypedTerm = Omit<TermPart, 'kind' | keyof Besides> & { kind: TermKind } & Besides;

/** Terms as they are kept. Refuses, naming each, one that does not say in both languages what its kind must say. */
export function termsOf(typed: TypedTerm[]): TermPart[] {
	const faults: Record<string, string> = {};
	const terms = typed.map((term, at): TermPart => {
		const besides = besidesOf[term.kind];
		for (const name of besides) {
			for (const locale of ['ko', 'en'] as const) {
				if (!term[name][locale]) faults[`terms.${at}.${name}.${locale}`] = 'lib.required';
			}
		}
		const kept = (name: keyof Besides) => (term[name].ko || term[name].en ? term[name] : null);
		const own = (name: 'recipient' | 'country' | 'transfer' | 'contact') =>
			besides.includes(name) ? kept(name) : null;
		return {
			...{ ...term, refusal: kept('refusal'), recipient: own('recipient'), country: own('country') },
			...{ transfer: own('transfer'), contact: own('contact') }
		};
	});
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return terms;
}

/** The terms as they are asked: what is needed first, then what is not, then what goes to others, then what goes abroad. */
export function termGroups<T extends Pick<Term, 'kind' | 'is_required'>>(terms: T[]) {
	const groups = [
		{ name: 'required', terms: terms.filter((term) => term.kind === 'use' && term.is_required) },
		{ name: 'optional', terms: terms.filter((term) => term.kind === 'use' && !term.is_required) },
		{ name: 'third-party', terms: requiredFirst(terms.filter((term) => term.kind === 'third-party')) },
		{ name: 'overseas', terms: requiredFirst(terms.filter((term) => term.kind === 'overseas')) }
	] as const;
	return groups.filter((group) => group.terms.length > 0);
}

const requiredFirst = <T extends { is_required: boolean }>(terms: T[]) =>
	terms.toSorted((one, other) => Number(other.is_required) - Number(one.is_required));

/** The text of a term, all that was agreed to and nothing else: what a consent's hash is made over. */
export function termText(term: Omit<TermPart, 'position'>) {
	const { kind, title, purpose, items, period, refusal, recipient, country, transfer, contact, is_required } = term;
	const said = { kind, title, purpose, items, period, refusal, recipient, country, transfer, contact, is_required };
	return term.keep_days === null ? said : { ...said, keep_days: term.keep_days };
}

/** The longest that anything the host must be allowed to use is kept, in days from the end of a selection; null: not said. */
export function keptDays(terms: Pick<Term, 'kind' | 'is_required' | 'keep_days'>[]): number | null {
	const days = terms.flatMap(({ kind, is_required, keep_days }) =>
		kind === 'use' && is_required && keep_days !== null ? [keep_days] : []
	);
	return days.length ? Math.max(...days) : null;
}
