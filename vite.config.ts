import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { buildPage } from './packages/draw/page/build.ts';
import { messageOptions } from './scripts/messages.mjs';
import { injectedStyles } from './scripts/injected-styles.mjs';
import { directives } from './start/policy.mjs';

// The verifier as one file, as whoever takes a copy of a stop takes it along: made when the program is built.
const drawPage = {
	name: 'draw-page',
	resolveId: (id: string) => (id === 'virtual:draw-page' ? '\0draw-page' : null),
	load: async (id: string) =>
		id === '\0draw-page' ? `export const drawPage = ${JSON.stringify(await buildPage())};` : null
};

// SvelteKit writes down the data of every page for its script, and of a page without one (csr = false) it throws that away.
const nothingUnread = {
	name: 'nothing-unread',
	transform: {
		filter: { id: /@sveltejs\/kit\/src\/runtime\/server\/page\/index\.js$/ },
		handler(code: string) {
			const parts = code.split('if (node) {\n\t\t\t\t\t\tdata_serializer.add_node(i, server_data);');
			if (parts.length !== 2) throw new Error('SvelteKit writes down the data of a page in another way than we know');
			// A page's own is never on the page of an error, which may have a script where this page has none.
			return parts.join(
				'if (node && (csr || i < nodes.data.length - 1)) {\n\t\t\t\t\t\tdata_serializer.add_node(i, server_data);'
			);
		}
	}
};

export default defineConfig({
	plugins: [
		paraglideVitePlugin(messageOptions),
		drawPage,
		nothingUnread,
		sveltekit({
			adapter: adapter(),
			csp: {
				mode: 'nonce',
				directives: { ...directives, 'style-src-elem': [...directives['style-src-elem'], ...injectedStyles()] }
			}
		})
	]
});
