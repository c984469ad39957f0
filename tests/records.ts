import { ArticleForm, PublishForm, TermForm } from '#domain/records/article.form.ts';
import { emptyArticle, typedOf, type Article } from '#domain/records/article.rules.ts';
import { words } from './world.ts';

/** An article with something in every text. */
export const wholeArticle = (more: Partial<Article> = {}): Article => ({
	...{ ...emptyArticle, author: words('Desk'), title: words('A visit'), lead: words('They came.') },
	body: words('## Why\n\nThey came for GPU time.'),
	...more
});

/** The same as its form reads it, over a version. */
export const articleForm = (version: number, more: Partial<Article> = {}) =>
	ArticleForm.parse({ ...typedOf(wholeArticle(more)), version: String(version) });

export const publishForm = (version: number, more: Record<string, string> = {}) =>
	PublishForm.parse({ version: String(version), ...more });

/** Why something is corrected, in both languages. */
export const reason = (text: string) => ({ 'reason.ko': text, 'reason.en': text });

export const termForm = (word: string, more: Record<string, string> = {}) =>
	TermForm.parse({
		...{ 'word.ko': word, 'word.en': word, 'explanation.ko': '설명', 'explanation.en': 'What it is' },
		...{ 'source_title.ko': '출처', 'source_title.en': 'Source', source_url: 'https://source.example/' },
		...{ checked_on: '2026-11-20', ...more }
	});
