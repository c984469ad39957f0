///<reference types="svelte" />
;
import { getLocale } from '#lib/paraglide/runtime.js';
import { written } from '#lib/zone.ts';

;type $$ComponentProps =  { at: Date; zone: string; endOfDay?: boolean };function $$render() {

	
	

	/** An instant in the place's zone, weekday and zone named. Midnight that ends a day may be written 24:00. */
	let { at, zone, endOfDay = false }:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();
;
async () => {

 { svelteHTML.createElement("time", { "datetime":at.toISOString(),});written(at, zone, getLocale() as 'ko' | 'en', endOfDay); }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const When__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type When__SvelteComponent_ = ReturnType<typeof When__SvelteComponent_>;
/*Ωignore_endΩ*/export default When__SvelteComponent_;