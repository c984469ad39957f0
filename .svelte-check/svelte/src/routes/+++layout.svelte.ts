///<reference types="svelte" />
;
import '#lib/ui/app.css';
import { page } from '$app/state';
import { m } from '#lib/paraglide/messages.js';
import When from '#lib/ui/When.svelte';
function $$render() {

	
	
	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').LayoutData, children: import('svelte').Snippet };/*Ωignore_endΩ*/

	let { data, children }: $$ComponentProps = $props();
	const otherLocale = $derived(data.locale === 'ko' ? 'en' : 'ko');
	const here = (path: string) => (page.url.pathname.startsWith(path) ? 'page' : undefined);
;
async () => {

 { svelteHTML.createElement("a", {   "class":`skip`,"href":`#content`,});m.skip_to_content(); }
if(data.rehearsal){
	 { svelteHTML.createElement("div", { "class":`rehearsal no-print`,});
		 { svelteHTML.createElement("span", {});m.rehearsal_bar(); }
		 { svelteHTML.createElement("span", { "class":`row`,});
			 { svelteHTML.createElement("a", { "href":`/rehearsal/mailbox`,});m.rehearsal_mailbox(); }
			 { svelteHTML.createElement("a", { "href":`/rehearsal/clock`,});m.rehearsal_clock();   { const $$_nehW3C = __sveltets_2_ensureComponent(When); new $$_nehW3C({ target: __sveltets_2_any(), props: {    "at":data.rehearsal.now,"zone":`Asia/Seoul`,}});} }
		 }
	 }
}
 { svelteHTML.createElement("header", { "class":`no-print`,});
	 { svelteHTML.createElement("a", {   "class":`brand`,"href":`/`,}); { svelteHTML.createElement("img", {      "src":`/favicon.svg`,"alt":"","width":`28`,"height":`28`,});}m.app_name(); }
	 { svelteHTML.createElement("nav", { "aria-label":m.nav_label(),});
		if(data.isStaff){ { svelteHTML.createElement("a", {   "href":`/desk`,"aria-current":here('/desk'),});m.desk(); }}
		if(data.isReviewer){ { svelteHTML.createElement("a", {   "href":`/reviews`,"aria-current":here('/reviews'),});m.reviews_nav(); }}
		if(data.person){
			 { svelteHTML.createElement("a", {   "href":`/me`,"aria-current":here('/me'),});data.person.name || m.me(); }
		}else{
			 { svelteHTML.createElement("a", { "href":`/sign-in?next=${encodeURIComponent(page.url.pathname)}`,});m.sign_in(); }
		}
		 { svelteHTML.createElement("a", {       "href":`?lang=${otherLocale}`,"hreflang":otherLocale,"lang":otherLocale,"data-sveltekit-reload":true,});m.language_other(); }
	 }
 }
 { svelteHTML.createElement("main", { "id":`content`,});
	;__sveltets_2_ensureSnippet(children());
 }


};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Layout__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Layout__SvelteComponent_ = ReturnType<typeof Layout__SvelteComponent_>;
/*Ωignore_endΩ*/export default Layout__SvelteComponent_;