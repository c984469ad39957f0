///<reference types="svelte" />
;
import { page } from '$app/state';
import StageBar from '#domain/calls/StageBar.svelte';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';
function $$render() {

	
	
	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').LayoutData, children: import('svelte').Snippet };/*Ωignore_endΩ*/

	let { data, children }: $$ComponentProps = $props();

	const home = $derived(`/desk/calls/${data.call.slug}`);
	const tabs = $derived([
		{ path: '', name: m.desk_tab_overview(), always: true },
		{ path: '/notice', name: m.desk_tab_notice(), always: true },
		{ path: '/applications', name: m.desk_tab_applications(), always: false },
		{ path: '/reviews', name: m.desk_tab_reviews(), always: false },
		{ path: '/draw', name: m.desk_tab_draw(), always: false },
		{ path: '/invitations', name: m.desk_tab_invitations(), always: false },
		{ path: '/journal', name: m.desk_tab_journal(), always: true }
	]);
	const shown = $derived(tabs.filter((tab) => tab.always || data.call.published_at));
	const isHere = (path: string) =>
		path === '' ? page.url.pathname === home : page.url.pathname.startsWith(home + path);
;
async () => {

 { svelteHTML.createElement("div", { "class":`top no-print`,});
	 { svelteHTML.createElement("div", { "class":`page`,});
		 { svelteHTML.createElement("p", { "class":`small`,}); { svelteHTML.createElement("a", { "href":`/desk`,});m.desk(); }  data.call.notice_number; }
		 { svelteHTML.createElement("div", { "class":`row apart`,});
			 { svelteHTML.createElement("h1", {});inWords(data.call.title, data.locale); }
			if(!data.call.published_at){ { svelteHTML.createElement("span", { "class":`tag wait`,});m.call_draft(); }}
		 }
		if(data.call.published_at){
			 { svelteHTML.createElement("div", { "class":`stages`,}); { const $$_raBegatS3C = __sveltets_2_ensureComponent(StageBar); new $$_raBegatS3C({ target: __sveltets_2_any(), props: {      "call":data.call,"zone":data.zone,"now":data.now,}});} }
		}
		 { svelteHTML.createElement("nav", { "aria-label":m.desk_tabs(),});
			   for(let tab of __sveltets_2_ensureArray(shown)){tab.path;
				 { svelteHTML.createElement("a", {   "href":home + tab.path,"aria-current":isHere(tab.path) ? 'page' : undefined,});tab.name; }
			}
		 }
	 }
 }
;__sveltets_2_ensureSnippet(children());


};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Layout__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Layout__SvelteComponent_ = ReturnType<typeof Layout__SvelteComponent_>;
/*Ωignore_endΩ*/export default Layout__SvelteComponent_;