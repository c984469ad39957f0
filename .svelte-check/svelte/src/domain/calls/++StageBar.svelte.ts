///<reference types="svelte" />
;
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { shortDay } from '#lib/zone.ts';
import { stageOf, stages, type Call } from './rules.ts';

;type $$ComponentProps =  { call: Call; zone: string; now: Date; isDrawn?: boolean };function $$render() {

	
	
	
	

	/** Where a call stands, from its notice to the chosen, each step with its day in the stop's zone. */
	let { call, zone, now, isDrawn }:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();

	const names = {
		notice: m.stage_notice,
		open: m.stage_open,
		review: m.stage_review,
		draw: m.stage_draw,
		chosen: m.stage_chosen
	};
	const current = $derived(stageOf(call, now, isDrawn));
	const reached = $derived(current ? stages.indexOf(current) : -1);
	const days = $derived<Record<string, { at: Date; ends: boolean } | null>>({
		notice: call.published_at && { at: call.published_at, ends: false },
		open: { at: call.closes_at, ends: true },
		review: { at: call.review_until, ends: true },
		draw: { at: call.draw_at, ends: false },
		chosen: null
	});
	const day = (stage: string) => {
		const moment = days[stage];
		if (!moment) return '';
		const text = shortDay(moment.at, zone, getLocale() as 'ko' | 'en', moment.ends);
		return moment.ends ? m.stage_until({ day: text }) : text;
	};
;
async () => {

 { svelteHTML.createElement("ol", {   "class":`stages`,"aria-label":m.stage_bar(),});
	    for(let stage of __sveltets_2_ensureArray(stages)){let index = 1;stage;
		 { svelteHTML.createElement("li", {     "aria-current":index === reached ? 'step' : undefined,});index < reached;index === reached;
			 { svelteHTML.createElement("span", {   "class":`dot`,"aria-hidden":`true`,});
				if(index < reached){ { svelteHTML.createElement("svg", { "viewBox":`0 0 12 12`,}); { svelteHTML.createElement("path", {  "d":`M2.5 6.4 5 8.8l4.5-5.3`,});} }}
			 }
			 { svelteHTML.createElement("strong", {});names[stage](); }
			 { svelteHTML.createElement("span", { "class":`day`,});day(stage); }
		 }
	}
 }


};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const StageBar__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type StageBar__SvelteComponent_ = ReturnType<typeof StageBar__SvelteComponent_>;
/*Ωignore_endΩ*/export default StageBar__SvelteComponent_;