/** Whether a text is an id as the store makes them; it takes no other for one. */
export function isId(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
