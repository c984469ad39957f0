/** The zone of whoever reads, once the page is alive; before that it is not known. */
export function readerZone(): { readonly name: string | null } {
	let name = $state<string | null>(null);
	$effect(() => {
		name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	});
	return {
		get name() {
			return name;
		}
	};
}
