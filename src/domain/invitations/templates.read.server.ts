import type { Reader } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import { ownWords } from './templates.mail.ts';
import { letterKinds, type LetterKind, type Template } from './templates.rules.ts';

/** A kind of letter in a language: the host's words where it has its own, or the program's. */
export type TemplateInForce = Template & { isOwn: boolean };
export type Templates = Record<Locale, Record<LetterKind, TemplateInForce>>;

/** What a call's letters say. */
export async function templatesOf(db: Reader, callId: string): Promise<Templates> {
	const rows = await db.selectFrom('letter_templates').selectAll().where('call_id', '=', callId).execute();
	const inForce = (kind: LetterKind, locale: Locale): TemplateInForce => {
		const row = rows.find((one) => one.kind === kind && one.locale === locale);
		return row ? { subject: row.subject, body: row.body, isOwn: true } : { ...ownWords[locale][kind], isOwn: false };
	};
	const all = (locale: Locale) =>
		Object.fromEntries(letterKinds.map((kind) => [kind, inForce(kind, locale)])) as Templates[Locale];
	return { ko: all('ko'), en: all('en') };
}
