import { defineCustomClientStrategy } from '#lib/paraglide/runtime.js';

// The server has chosen the language and written it on the page; the browser only goes along.
defineCustomClientStrategy('custom-visitor', {
	getLocale: () => document.documentElement.lang,
	setLocale: () => {}
});
