/** By name, what the page calls the fields it has marked as wrong, and their ids; of those it marks and labels. */
export function marked(names: string[]): Record<string, { label: string; id: string }> {
	const entries = names.flatMap((name) => {
		const [whole, part] = [`[name="${CSS.escape(name)}"]`, `[name^="${CSS.escape(name)}."]`];
		const field = document.querySelector<HTMLInputElement>(`:is(${whole}, ${part})[aria-invalid="true"]`);
		const label = field && saidOf(field);
		if (!label) return [];
		field.id ||= `at-${name}`;
		return [[name, { label, id: field.id }] as const];
	});
	return Object.fromEntries(entries);
}

/** What a field is called: its label, without what is beside the name; of several that are chosen from, their legend. */
function saidOf(field: HTMLInputElement): string | undefined {
	const isOneOfMany = field.form?.elements.namedItem(field.name) instanceof RadioNodeList;
	const legend = isOneOfMany && field.closest('fieldset')?.querySelector('legend');
	const name = (legend || field.labels?.[0])?.cloneNode(true) as HTMLElement | undefined;
	for (const beside of name?.querySelectorAll('.optional, .help') ?? []) beside.remove();
	return name?.textContent?.trim();
}
