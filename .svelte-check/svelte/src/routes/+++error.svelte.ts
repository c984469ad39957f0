///<reference types="svelte" />
;
import { page } from '$app/state';
import { m } from '#lib/paraglide/messages.js';
function $$render() {

	
	
;
async () => {

 { svelteHTML.createElement("svelte:head", {}); { svelteHTML.createElement("title", {});page.status;  m.app_name(); } }

 { svelteHTML.createElement("div", { "class":`page narrow stack`,});
	 { svelteHTML.createElement("p", { "class":`eyebrow`,});page.status; }
	 { svelteHTML.createElement("h1", {});page.error?.message ?? m.error_title(); }
	if(page.error?.id){ { svelteHTML.createElement("p", { "class":`soft`,});m.error_id();  { svelteHTML.createElement("code", {});page.error.id; } }}
	 { svelteHTML.createElement("p", {}); { svelteHTML.createElement("a", {   "class":`button`,"href":`/`,});m.error_home(); } }
 }
};
return { props: {} as Record<string, never>, exports: {}, bindings: "", slots: {}, events: {} }}
const Error__SvelteComponent_ = __sveltets_2_isomorphic_component(__sveltets_2_with_any_event($$render()));
/*Ωignore_startΩ*/type Error__SvelteComponent_ = InstanceType<typeof Error__SvelteComponent_>;
/*Ωignore_endΩ*/export default Error__SvelteComponent_;