///<reference types="svelte" />
;
;type $$ComponentProps =  { part: number; whole: number; label: string; tone?: string };function $$render() {

	/** A part of a whole, drawn. `label` says the same in words. */
	let {
		part,
		whole,
		label,
		tone = 'var(--pine)'
	}:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();
	const percent = $derived(whole > 0 ? Math.min(100, (100 * part) / whole) : 0);
;
async () => {

 { svelteHTML.createElement("span", {     "class":`bar`,"role":`img`,"aria-label":label,}); { svelteHTML.createElement("span", { "style":`width: ${percent}%; background: ${tone}`,}); } }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Bar__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Bar__SvelteComponent_ = ReturnType<typeof Bar__SvelteComponent_>;
/*Ωignore_endΩ*/export default Bar__SvelteComponent_;