///<reference types="svelte" />
;
import { enhance } from '$app/forms';
import { m } from '#lib/paraglide/messages.js';
import Field from '#lib/ui/Field.svelte';
import Refused from '#lib/ui/Refused.svelte';
import PasskeySignIn from './PasskeySignIn.svelte';
function $$render() {

	
	
	
	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').PageData, form: import('./$types.js').ActionData };/*Ωignore_endΩ*/

	let { data, form }: $$ComponentProps = $props();
;
async () => {

 { svelteHTML.createElement("svelte:head", {}); { svelteHTML.createElement("title", {});m.sign_in();  m.app_name(); } }

 { svelteHTML.createElement("div", { "class":`page narrow stack wide`,});
	 { svelteHTML.createElement("div", { "class":`stack`,});
		 { svelteHTML.createElement("h1", {});m.sign_in(); }
		 { svelteHTML.createElement("p", { "class":`lead`,});m.sign_in_how(); }
	 }
	 {const $$action_0 = __sveltets_2_ensureAction(enhance(svelteHTML.mapElementTag('form')));{ svelteHTML.createElement("form", __sveltets_2_union($$action_0), {    "method":`post`,"class":`card stack`,});
		 { const $$_desufeR2C = __sveltets_2_ensureComponent(Refused); new $$_desufeR2C({ target: __sveltets_2_any(), props: {  "refused":form?.refused,}});}
		 { svelteHTML.createElement("input", {      "type":`hidden`,"name":`next`,"value":data.next,});}
		 { const $$_dleiF2C = __sveltets_2_ensureComponent(Field); new $$_dleiF2C({ target: __sveltets_2_any(), props: {                "name":`email`,"type":`email`,"label":m.email(),"value":form?.kept?.email,"wrong":form?.refused?.fields.email,"required":true,"autocomplete":`email`,"inputmode":`email`,}});}
		 { svelteHTML.createElement("button", { "class":`button main wide-on-phone`,});m.send_code(); }
	 }}
	 { const $$_nIngiSyekssaP1C = __sveltets_2_ensureComponent(PasskeySignIn); new $$_nIngiSyekssaP1C({ target: __sveltets_2_any(), props: {  "next":data.next,}});}
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Page__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Page__SvelteComponent_ = ReturnType<typeof Page__SvelteComponent_>;
/*Ωignore_endΩ*/export default Page__SvelteComponent_;