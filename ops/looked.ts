/** What was looked at, and what was found: fine, worth knowing, or wrong; in both languages. */
export type Finding = { what: string; is: 'fine' | 'mind' | 'wrong'; en: string; ko: string };

export type Looked = Omit<Finding, 'what'>;
export const fine = (en: string, ko: string): Looked => ({ is: 'fine', en, ko });
export const mind = (en: string, ko: string): Looked => ({ is: 'mind', en, ko });
export const wrong = (en: string, ko: string): Looked => ({ is: 'wrong', en, ko });
