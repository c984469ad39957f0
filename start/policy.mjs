import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The page of last resort has its looks in itself, for nothing else may be there to fetch.
const lastResort = readFileSync(join(import.meta.dirname, '../src/error.html'), 'utf8');
const [, itsLooks = ''] = /<style>([\s\S]*?)<\/style>/.exec(lastResort) ?? [];
const looksHash = /** @type {const} */ (`sha256-${createHash('sha256').update(itsLooks).digest('base64')}`);

/**
 * What whatever we answer may do in a browser: run our own scripts and show our own pictures, and nothing from elsewhere.
 * A page is given a nonce for its own script besides. A length or a place is a style attribute and is let stand
 * (`style-src-attr`), a style sheet in the text is not; browsers that know no such difference go by `style-src`.
 */
export const directives = /** @satisfies {import('@sveltejs/kit').Csp.Directives} */ ({
	'default-src': ['self'],
	'script-src': ['self', 'wasm-unsafe-eval'],
	'style-src': ['self', 'unsafe-inline'],
	'style-src-elem': ['self', looksHash],
	'style-src-attr': ['unsafe-inline'],
	'img-src': ['self', 'data:'],
	'object-src': ['none'],
	'base-uri': ['none'],
	'form-action': ['self'],
	'frame-ancestors': ['none']
});

const isQuoted = /^(self|none|unsafe-|wasm-|sha256-)/;

/** The same as a header. */
export const policy = Object.entries(directives)
	.map(([name, values]) => [name, ...values.map((one) => (isQuoted.test(one) ? `'${one}'` : one))].join(' '))
	.join('; ');
