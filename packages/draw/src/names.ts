/** How many names JSON has in all its objects: outside of texts a colon follows each and nothing else. */
export function namesWritten(text: string): number {
	let [names, isText] = [0, false];
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === QUOTE) isText = !isText;
		else if (isText && code === BACKSLASH) i++;
		else if (!isText && code === COLON) names++;
	}
	return names;
}

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/** How many names the objects of a parsed value have. One less than were written: an object had one twice, and the last counts. */
export function namesHeld(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	let names = Array.isArray(value) ? 0 : Object.keys(value).length;
	for (const part of Object.values(value)) if (typeof part === 'object') names += namesHeld(part);
	return names;
}

/** The first name that an object of this JSON gives again. */
export function nameTwice(text: string): string | undefined {
	const open: Set<string>[] = [];
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}]/g)) {
		if (token === '{') open.push(new Set());
		else if (token === '}') open.pop();
		else if (token.endsWith(':')) {
			const [name, names] = [JSON.parse(token.slice(0, -1)) as string, open.at(-1)!];
			if (names.has(name)) return name;
			names.add(name);
		}
	}
	return undefined;
}
