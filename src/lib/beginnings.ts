/** What is said of a route by the longest beginning of it that something is said of: of `/a/b` itself, then of `/a`. */
export function byBeginning<T>(said: (beginning: string) => T | undefined, route: string): T | undefined {
	const parts = route.split('/');
	for (let most = parts.length; most > 1; most--) {
		const found = said(parts.slice(0, most).join('/'));
		if (found !== undefined) return found;
	}
	return undefined;
}
