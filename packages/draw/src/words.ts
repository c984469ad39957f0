import { FILE_REFUSALS } from './words-files.ts';
import { REFUSALS } from './words-refusals.ts';
import { SEAL_REFUSALS } from './words-seal.ts';
import { STEPS } from './words-steps.ts';

export type Language = 'ko' | 'en';

/** One sentence in both languages. */
export type Words = { readonly ko: string; readonly en: string };

/** The sentence of a code, with `{name}` replaced by its facts. An unknown code says itself. */
export function say(code: string, facts: Readonly<Record<string, string | number>>): Words {
	const [ko, en] = REFUSALS[code] ?? SEAL_REFUSALS[code] ?? FILE_REFUSALS[code] ?? STEPS[code] ?? [code, code];
	return { ko: filled(ko, facts), en: filled(en, facts) };
}

/** A sentence with `{name}` replaced by its facts. */
export function filled(text: string, facts: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
