///<reference types="svelte" />
;
import { enhance } from '$app/forms';
import { m } from '#lib/paraglide/messages.js';
import Field from '#lib/ui/Field.svelte';
import Notice from '#lib/ui/Notice.svelte';
import Refused from '#lib/ui/Refused.svelte';
import When from '#lib/ui/When.svelte';
import AddPasskey from './AddPasskey.svelte';
function $$render() {

	
	
	
	
	
	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').PageData, form: import('./$types.js').ActionData };/*Ωignore_endΩ*/

	let { data, form }: $$ComponentProps = $props();
	const refused = $derived(form && 'refused' in form ? form.refused : undefined);
	const kept = $derived(form && 'kept' in form ? form.kept : undefined);
	const roleNames: Record<string, () => string> = {
		organiser: m.role_organiser,
		reviewer: m.role_reviewer,
		moderator: m.role_moderator,
		steward: m.role_steward,
		press: m.role_press,
		guest: m.role_guest,
		auditor: m.role_auditor
	};
	const languages = [
		{ value: 'ko', label: m.language_ko() },
		{ value: 'en', label: m.language_en() }
	];
;
async () => {

 { svelteHTML.createElement("svelte:head", {}); { svelteHTML.createElement("title", {});m.me();  m.app_name(); } }

 { svelteHTML.createElement("div", { "class":`page narrow stack wide`,});
	 { svelteHTML.createElement("div", { "class":`row apart`,});
		 { svelteHTML.createElement("div", {});
			 { svelteHTML.createElement("h1", {});m.me(); }
			 { svelteHTML.createElement("p", { "class":`soft`,});data.me.email; }
		 }
		 { svelteHTML.createElement("form", {   "method":`post`,"action":`/sign-out`,}); { svelteHTML.createElement("button", { "class":`button`,});m.sign_out(); } }
	 }
	if(data.roles.length){
		 { svelteHTML.createElement("p", { "class":`row`,});
			 { svelteHTML.createElement("span", { "class":`soft`,});m.my_roles(); }
			   for(let role of __sveltets_2_ensureArray(data.roles)){role; { svelteHTML.createElement("span", { "class":`tag good`,});roleNames[role]?.(); }}
		 }
	}
	 {const $$action_0 = __sveltets_2_ensureAction(enhance(svelteHTML.mapElementTag('form'),(() =>
			({ update }) =>
				update({ reset: false }))));{ svelteHTML.createElement("form", __sveltets_2_union($$action_0), {         "method":`post`,"action":`?/save`,"class":`card stack`,});
		if(form && 'isSaved' in form){ { const $$_ecitoN2C = __sveltets_2_ensureComponent(Notice); new $$_ecitoN2C({ target: __sveltets_2_any(), props: {  children:() => { return __sveltets_2_any(0); },"tone":`good`,"news":true,}});m.saved(); Notice}}
		 { const $$_desufeR2C = __sveltets_2_ensureComponent(Refused); new $$_desufeR2C({ target: __sveltets_2_any(), props: { refused,}});}
		 { const $$_dleiF2C = __sveltets_2_ensureComponent(Field); new $$_dleiF2C({ target: __sveltets_2_any(), props: {           "name":`name`,"label":m.my_name(),"value":kept?.name ?? data.me.name,"wrong":refused?.fields.name,"autocomplete":`name`,}});}
		 { const $$_dleiF2C = __sveltets_2_ensureComponent(Field); new $$_dleiF2C({ target: __sveltets_2_any(), props: {              "name":`locale`,"type":`choice`,"label":m.my_language(),"value":kept?.locale ?? data.me.locale,"options":languages,"wrong":refused?.fields.locale,"required":true,}});}
		 { svelteHTML.createElement("button", { "class":`button main`,});m.save(); }
	 }}
	 { svelteHTML.createElement("section", { "class":`card stack`,});
		 { svelteHTML.createElement("h2", {});m.passkeys(); }
		   for(let passkey of __sveltets_2_ensureArray(data.passkeys)){passkey.id;
			 {const $$action_0 = __sveltets_2_ensureAction(enhance(svelteHTML.mapElementTag('form')));{ svelteHTML.createElement("form", __sveltets_2_union($$action_0), {      "method":`post`,"action":`?/removePasskey`,"class":`row apart`,});
				 { svelteHTML.createElement("span", { });passkey.label;
					 { svelteHTML.createElement("span", { "class":`soft small`,});m.passkey_added();  { const $$_nehW5C = __sveltets_2_ensureComponent(When); new $$_nehW5C({ target: __sveltets_2_any(), props: {    "at":passkey.added_at,"zone":`Asia/Seoul`,}});} } }
				 { svelteHTML.createElement("button", {     "class":`button small grave`,"name":`id`,"value":passkey.id,});m.passkey_remove(); }
			 }}
		}
			 { svelteHTML.createElement("p", { "class":`soft`,});m.passkey_none(); }
		
		 { const $$_yekssaPddA2C = __sveltets_2_ensureComponent(AddPasskey); new $$_yekssaPddA2C({ target: __sveltets_2_any(), props: {}});}
	 }
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Page__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Page__SvelteComponent_ = ReturnType<typeof Page__SvelteComponent_>;
/*Ωignore_endΩ*/export default Page__SvelteComponent_;