/** Whether a text is an id as the store makes them, in lower case; nothing else is anybody's id. */
export function isId(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
