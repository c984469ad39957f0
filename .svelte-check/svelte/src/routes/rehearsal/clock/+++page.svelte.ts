///<reference types="svelte" />
;
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';
import When from '#lib/ui/When.svelte';
function $$render() {

	
	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').PageData };/*Ωignore_endΩ*/

	let { data }: $$ComponentProps = $props();
	const names = { opens: m.moment_opens, closes: m.moment_closes, reviewed: m.moment_reviewed, draw: m.moment_draw };
	const later = (hours: number) => new Date(data.now.getTime() + hours * 3_600_000).toISOString();
;
async () => {

 { svelteHTML.createElement("svelte:head", {}); { svelteHTML.createElement("title", {});m.rehearsal_clock();  m.app_name(); } }

 { svelteHTML.createElement("div", { "class":`page narrow stack`,});
	 { svelteHTML.createElement("h1", {});m.rehearsal_clock(); }
	 { svelteHTML.createElement("p", { "class":`lead`,});m.clock_what(); }
	 { svelteHTML.createElement("p", { "class":`figure`,}); { const $$_nehW2C = __sveltets_2_ensureComponent(When); new $$_nehW2C({ target: __sveltets_2_any(), props: {    "at":data.now,"zone":`Asia/Seoul`,}});} }
	 { svelteHTML.createElement("form", {   "method":`post`,"class":`card stack`,});
		 { svelteHTML.createElement("h2", {});m.clock_forward(); }
		 { svelteHTML.createElement("div", { "class":`row`,});
			 { svelteHTML.createElement("button", {     "class":`button`,"name":`to`,"value":later(1),});m.clock_hour(); }
			 { svelteHTML.createElement("button", {     "class":`button`,"name":`to`,"value":later(24),});m.clock_day(); }
		 }
		   for(let moment of __sveltets_2_ensureArray(data.moments)){moment.call + moment.what;
			 { svelteHTML.createElement("div", { "class":`row apart`,});
				 { svelteHTML.createElement("span", {});
					 { svelteHTML.createElement("strong", {});inWords(moment.title, data.locale); }  names[moment.what](); { svelteHTML.createElement("br", {});}
					 { svelteHTML.createElement("span", { "class":`soft small`,}); { const $$_nehW5C = __sveltets_2_ensureComponent(When); new $$_nehW5C({ target: __sveltets_2_any(), props: {    "at":moment.at,"zone":moment.zone,}});} }
				 }
				 { svelteHTML.createElement("button", {      "class":`button small`,"name":`to`,"value":new Date(moment.at.getTime() + 1000).toISOString(),});m.clock_go(); }
			 }
		}
			 { svelteHTML.createElement("p", { "class":`soft`,});m.clock_none(); }
		
	 }
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Page__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Page__SvelteComponent_ = ReturnType<typeof Page__SvelteComponent_>;
/*Ωignore_endΩ*/export default Page__SvelteComponent_;