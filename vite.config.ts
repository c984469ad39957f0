import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { buildPage } from './packages/draw/page/build.ts';
import { nothingInVain } from './scripts/in-vain.mjs';
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

export default defineConfig({
	plugins: [
		paraglideVitePlugin(messageOptions),
		drawPage,
		nothingInVain,
		sveltekit({
			adapter: adapter(),
			csp: {
				mode: 'nonce',
				directives: { ...directives, 'style-src-elem': [...directives['style-src-elem'], ...injectedStyles()] }
			}
		})
	]
});
