///<reference types="svelte" />
;
import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';
import { onMount } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import Notice from '#lib/ui/Notice.svelte';

;type $$ComponentProps =  { next: string };function $$render() {

	
	
	
	

	let { next }:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();
	let canUse = $state(false);
	let hasFailed = $state(false);
	onMount(() => {
		canUse = browserSupportsWebAuthn();
	});

	async function signIn() {
		hasFailed = false;
		try {
			const asked = await fetch('/sign-in/passkey', { method: 'POST' });
			const response = await startAuthentication({ optionsJSON: await asked.json() });
			const headers = { 'content-type': 'application/json' };
			const answer = await fetch('/sign-in/passkey', { method: 'PUT', headers, body: JSON.stringify(response) });
			if (answer.ok) location.assign(next);
			else hasFailed = true;
		} catch {
			hasFailed = true;
		}
	}
;
async () => {

if(canUse){
	 { svelteHTML.createElement("div", { "class":`stack`,});
		 { svelteHTML.createElement("button", {     "class":`button wide-on-phone`,"type":`button`,"onclick":signIn,});m.passkey_sign_in(); }
		 { svelteHTML.createElement("p", { "class":`small soft`,});m.passkey_what(); }
		if(hasFailed){ { const $$_ecitoN1C = __sveltets_2_ensureComponent(Notice); new $$_ecitoN1C({ target: __sveltets_2_any(), props: {  children:() => { return __sveltets_2_any(0); },"tone":`wrong`,"news":true,}});m.passkey_failed(); Notice}}
	 }
}
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const PasskeySignIn__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type PasskeySignIn__SvelteComponent_ = ReturnType<typeof PasskeySignIn__SvelteComponent_>;
/*Ωignore_endΩ*/export default PasskeySignIn__SvelteComponent_;