///<reference types="svelte" />
;
import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser';
import { onMount } from 'svelte';
import { refreshAll } from '$app/navigation';
import { m } from '#lib/paraglide/messages.js';
import Notice from '#lib/ui/Notice.svelte';
function $$render() {

	
	
	
	
	

	let canUse = $state(false);
	let hasFailed = $state(false);
	onMount(() => {
		canUse = browserSupportsWebAuthn();
	});

	async function add() {
		hasFailed = false;
		try {
			const offered = await fetch('/me/passkeys', { method: 'POST' });
			const response = await startRegistration({ optionsJSON: await offered.json() });
			const headers = { 'content-type': 'application/json' };
			const label = navigator.platform || 'passkey';
			const answer = await fetch('/me/passkeys', { method: 'PUT', headers, body: JSON.stringify({ response, label }) });
			if (!answer.ok) throw new Error(answer.statusText);
			await refreshAll();
		} catch {
			hasFailed = true;
		}
	}
;
async () => {

if(canUse){
	 { svelteHTML.createElement("button", {     "class":`button`,"type":`button`,"onclick":add,});m.passkey_add(); }
	if(hasFailed){ { const $$_ecitoN0C = __sveltets_2_ensureComponent(Notice); new $$_ecitoN0C({ target: __sveltets_2_any(), props: {  children:() => { return __sveltets_2_any(0); },"tone":`wrong`,"news":true,}});m.refusal_people_passkey_refused(); Notice}}
}
};
return { props: {} as Record<string, never>, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const AddPasskey__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type AddPasskey__SvelteComponent_ = ReturnType<typeof AddPasskey__SvelteComponent_>;
/*Ωignore_endΩ*/export default AddPasskey__SvelteComponent_;