import { lexer, type Token, type Tokens } from 'marked';

/** What stands in a line: text, an explained word, or something around more of it. A link goes where `addressOf` lets it. */
export type Inline =
	| { is: 'text'; text: string }
	| { is: 'code'; text: string }
	| { is: 'term'; text: string; term: string }
	| { is: 'break' }
	| { is: 'strong'; inside: Inline[] }
	| { is: 'em'; inside: Inline[] }
	| { is: 'link'; href: string; inside: Inline[] };

/** What stands below one another: a closed list, so that nothing else can come of what an author types. */
export type Block =
	| { is: 'heading'; level: 2 | 3; id: string; inside: Inline[] }
	| { is: 'paragraph'; inside: Inline[] }
	| { is: 'list'; start: number | null; items: Block[][] }
	| { is: 'quotation'; inside: Block[] }
	| { is: 'code'; text: string }
	| { is: 'rule' }
	| { is: 'table'; head: Inline[][]; rows: Inline[][][] }
	| { is: 'part'; name: string; what: string };

/** Parts that are drawn from facts, where their name stands alone on a line. */
export const partNames = ['quote', 'figure', 'promises', 'questions', 'programme', 'terms', 'draw', 'people'] as const;
export type PartName = (typeof partNames)[number];

/**
 * Reads Markdown (CommonMark and GFM's tables) into blocks. There is no HTML in it: what looks like it is text. The title
 * is the page's first heading, so that an article's own begin at the second level.
 */
export function blocksOf(markdown: string): Block[] {
	const ids = new Map<string, number>();
	return lexer(markdown, { gfm: true }).flatMap((token) => blockOf(token, ids));
}

function blockOf(token: Token, ids: Map<string, number>): Block[] {
	switch (token.type) {
		case 'heading': {
			const inside = inlinesOf(token.tokens);
			return [{ is: 'heading', level: token.depth > 2 ? 3 : 2, id: idFor(textOf(inside), ids), inside }];
		}
		case 'paragraph':
		case 'text':
			return [partIn(token.raw) ?? { is: 'paragraph', inside: inlinesOf(token.tokens ?? [token]) }];
		case 'list':
			return [
				{
					is: 'list',
					start: token.ordered ? Number(token.start) || 1 : null,
					items: (token as Tokens.List).items.map(({ tokens }) => tokens.flatMap((one) => blockOf(one, ids)))
				}
			];
		case 'blockquote':
			return [{ is: 'quotation', inside: (token.tokens ?? []).flatMap((one) => blockOf(one, ids)) }];
		case 'code':
			return [{ is: 'code', text: token.text }];
		case 'hr':
			return [{ is: 'rule' }];
		case 'table': {
			const { header, rows } = token as Tokens.Table;
			const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => inlinesOf(tokens));
			return [{ is: 'table', head: cells(header), rows: rows.map(cells) }];
		}
		case 'html':
			return [{ is: 'paragraph', inside: [{ is: 'text', text: token.raw.trim() }] }];
		default:
			return []; // white space, and definitions of links, which are where they are used
	}
}

const partLine = new RegExp(`^\\{(${partNames.join('|')})(?:\\s+([\\w-]{1,60}))?\\}$`);

function partIn(raw: string): Block | undefined {
	const found = partLine.exec(raw.trim());
	return found ? { is: 'part', name: found[1]!, what: found[2] ?? '' } : undefined;
}

function inlinesOf(tokens: Token[] = []): Inline[] {
	return tokens.flatMap((token): Inline[] => {
		switch (token.type) {
			case 'strong':
			case 'em':
				return [{ is: token.type, inside: inlinesOf(token.tokens) }];
			case 'del':
				return inlinesOf(token.tokens);
			case 'codespan':
				return [{ is: 'code', text: token.text }];
			case 'br':
				return [{ is: 'break' }];
			case 'link': {
				const inside = inlinesOf(token.tokens);
				const href = addressOf(token.href);
				return href ? [{ is: 'link', href, inside }] : inside;
			}
			case 'image':
				return token.text ? [{ is: 'text', text: token.text }] : [];
			case 'text':
				return token.tokens ? inlinesOf(token.tokens) : [{ is: 'text', text: token.text }];
			default:
				return [{ is: 'text', text: token.type === 'escape' ? token.text : token.raw }];
		}
	});
}

/** Where a link may lead: another site, a mail address, a page of ours, a place on this page; or nowhere. */
export function addressOf(href: string): string | undefined {
	if (/^#[^\s]*$/.test(href) || /^\/(?![/\\])[^\s\\]*$/.test(href)) return href;
	try {
		const { protocol } = new URL(href);
		return ['https:', 'http:', 'mailto:'].includes(protocol) ? href : undefined;
	} catch {
		return undefined;
	}
}

/** The plain text of what stands in a line. */
export function textOf(inlines: Inline[]): string {
	return inlines
		.map((one) => {
			if (one.is === 'break') return ' ';
			return 'text' in one ? one.text : textOf(one.inside);
		})
		.join('');
}

/** The plain text of blocks, a line each, as one hears it. Code is not prose. */
export function proseOf(blocks: Block[]): string {
	return blocks
		.map((block) => {
			if (block.is === 'list') return block.items.map(proseOf).join('\n');
			if (block.is === 'quotation') return proseOf(block.inside);
			if (block.is === 'table') return [block.head, ...block.rows].map((row) => row.map(spoken).join(' ')).join('\n');
			return 'inside' in block ? spoken(block.inside) : '';
		})
		.join('\n');
}

const spoken = (inlines: Inline[]): string => textOf(inlines.filter(({ is }) => is !== 'code'));

function idFor(text: string, ids: Map<string, number>): string {
	const id = `s-${text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '')}`;
	const seen = ids.get(id) ?? 0;
	ids.set(id, seen + 1);
	return seen === 0 ? id : `${id}-${seen + 1}`;
}
