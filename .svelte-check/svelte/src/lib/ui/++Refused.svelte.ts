///<reference types="svelte" />
;
import type { FormRefusal } from '#lib/answer.server.ts';

;type $$ComponentProps =  { refused: FormRefusal['refused'] | undefined; labels?: Record<string, string> };function $$render() {

	

	/** What a form was refused for, at its top, with links to the fields at fault. */
	let { refused, labels = {} }:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ =
		$props();
	const fields = $derived(Object.entries(refused?.fields ?? {}));
;
async () => {

if(refused){
	 { svelteHTML.createElement("div", {     "class":`notice wrong`,"role":`alert`,"tabindex":-1,});
		 { svelteHTML.createElement("strong", {});refused.sentence; }
		if(fields.length){
			 { svelteHTML.createElement("ul", {});
				   for(let [name, sentence] of __sveltets_2_ensureArray(fields)){name;
					 { svelteHTML.createElement("li", {});labels[name] ? `${labels[name]}: ` : '';sentence; }
				}
			 }
		}
	 }
}
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Refused__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Refused__SvelteComponent_ = ReturnType<typeof Refused__SvelteComponent_>;
/*Ωignore_endΩ*/export default Refused__SvelteComponent_;