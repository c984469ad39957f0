/** By name, what the page calls the fields it has marked as wrong, and their ids; of those it marks and labels. */
export function marked(names: string[]): Record<string, { label: string; id: string }> {
	const entries = names.flatMap((name) => {
		const field = document.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"][aria-invalid="true"]`);
		const label = field?.labels?.[0]?.cloneNode(true) as HTMLElement | undefined;
		label?.querySelector('.optional')?.remove();
		const said = label?.textContent?.trim();
		return field && said ? [[name, { label: said, id: field.id }] as const] : [];
	});
	return Object.fromEntries(entries);
}
