///<reference types="svelte" />
;
import { m } from '#lib/paraglide/messages.js';
function $$render() {

	
;
async () => {

 { svelteHTML.createElement("h1", {});m.app_name(); }
};
return { props: {} as Record<string, never>, exports: {}, bindings: "", slots: {}, events: {} }}
const Page__SvelteComponent_ = __sveltets_2_isomorphic_component(__sveltets_2_with_any_event($$render()));
/*Ωignore_startΩ*/type Page__SvelteComponent_ = InstanceType<typeof Page__SvelteComponent_>;
/*Ωignore_endΩ*/export default Page__SvelteComponent_;