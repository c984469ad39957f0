import { blocksOf, textOf, type Block } from '#domain/records/markdown.rules.ts';
import type { Locale } from '#lib/words.ts';
import { contents, guides } from './contents.ts';

/** A guide as it is read: its title, what it begins with, and all that follows. */
export type Guide = { name: string; title: string; lead: string; blocks: Block[] };

const texts = import.meta.glob<string>('/docs/{ko,en}/*.md', { query: '?raw', import: 'default', eager: true });

const read = new Map(
	Object.entries(texts).map(([path, text]) => {
		const [, , locale, file] = path.split('/');
		return [`${locale}/${file!.replace('.md', '')}`, guideOf(file!.replace('.md', ''), text)];
	})
);

function guideOf(name: string, text: string): Guide {
	const [title, lead, ...blocks] = blocksOf(text);
	return { name, title: proseIn(title), lead: proseIn(lead), blocks };
}

function proseIn(block: Block | undefined): string {
	return block?.is === 'heading' || block?.is === 'paragraph' ? textOf(block.inside) : '';
}

/** A guide in a language; undefined where there is none of that name. */
export const guide = (name: string, locale: Locale): Guide | undefined => read.get(`${locale}/${name}`);

/** All guides by whom they are for, with how each begins. */
export function shelf(locale: Locale) {
	return contents.map(({ group, guides: names }) => ({
		group,
		guides: names.map((name) => {
			const { title = name, lead = '' } = guide(name, locale) ?? {};
			return { name, title, lead };
		})
	}));
}

/** The guides before and after one. */
export function neighbours(name: string, locale: Locale) {
	const at = guides.indexOf(name);
	const [previous, next] = [guides[at - 1], guides[at + 1]].map((one) => {
		const found = one ? guide(one, locale) : undefined;
		return found ? { name: found.name, title: found.title } : null;
	});
	return { previous: previous ?? null, next: next ?? null };
}
