/** A path of this site to go on to, or `/`: never another site's, however the address is spelled. */
export function insidePath(asked: unknown): string {
	if (typeof asked !== 'string' || !asked.startsWith('/') || /[\\\u0000-\u0020]/.test(asked)) return '/';
	const url = new URL(asked, 'http://inside.invalid');
	const path = url.pathname + url.search;
	// `/..//evil.example` resolves to `//evil.example`, which a browser takes for a site.
	return url.host === 'inside.invalid' && !path.startsWith('//') ? path : '/';
}
