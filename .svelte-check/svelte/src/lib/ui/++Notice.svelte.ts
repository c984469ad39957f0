///<reference types="svelte" />
;
import type { Snippet } from 'svelte';

;type $$ComponentProps =  { tone?: 'info' | 'good' | 'wait' | 'wrong'; title?: string; news?: boolean; children?: Snippet };function $$render() {

	

	/** A sentence that matters: what happened, what to wait for, what is wrong. Spoken aloud when it is news. */
	let {
		tone = 'info',
		title,
		news = false,
		children
	}:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();
;
async () => {

 { svelteHTML.createElement("div", {   "class":`notice ${tone}`,"role":news ? (tone === 'wrong' ? 'alert' : 'status') : undefined,});
	if(title){ { svelteHTML.createElement("strong", {});title; }}
	if(children){ { svelteHTML.createElement("div", {});;__sveltets_2_ensureSnippet(children()); }}
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Notice__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Notice__SvelteComponent_ = ReturnType<typeof Notice__SvelteComponent_>;
/*Ωignore_endΩ*/export default Notice__SvelteComponent_;