///<reference types="svelte" />
;
import { m } from '#lib/paraglide/messages.js';
import When from '#lib/ui/When.svelte';
function $$render() {

	
	/*Ωignore_startΩ*/;type $$ComponentProps = { data: import('./$types.js').PageData };/*Ωignore_endΩ*/

	let { data }: $$ComponentProps = $props();

	const parts = (body: string) => body.split(/(https?:\/\/\S+)/);
;
async () => {

 { svelteHTML.createElement("svelte:head", {}); { svelteHTML.createElement("title", {});m.rehearsal_mailbox();  m.app_name(); } }

 { svelteHTML.createElement("div", { "class":`page narrow stack`,});
	 { svelteHTML.createElement("h1", {});m.rehearsal_mailbox(); }
	 { svelteHTML.createElement("p", { "class":`lead`,});m.mailbox_what(); }
	 { svelteHTML.createElement("form", {   "class":`row`,"method":`get`,});
		 { svelteHTML.createElement("input", {             "name":`to`,"type":`search`,"value":data.to,"placeholder":m.mailbox_search(),"aria-label":m.mailbox_search(),"style":`flex: 1`,});}
		 { svelteHTML.createElement("button", { "class":`button`,});m.search(); }
	 }
	   for(let letter of __sveltets_2_ensureArray(data.letters)){letter.id;
		 { svelteHTML.createElement("article", { "class":`card stack`,});
			 { svelteHTML.createElement("div", {});
				 { svelteHTML.createElement("p", { "class":`soft small`,});letter.to_address;   { const $$_nehW4C = __sveltets_2_ensureComponent(When); new $$_nehW4C({ target: __sveltets_2_any(), props: {    "at":letter.written_at,"zone":`Asia/Seoul`,}});} }
				 { svelteHTML.createElement("h2", {});letter.subject; }
			 }
			 { svelteHTML.createElement("p", { "class":`prose`,});
				    for(let part of __sveltets_2_ensureArray(parts(letter.body))){let index = 1;index;if(index % 2){ { svelteHTML.createElement("a", { "href":part,});part; }}else{part;}}
			 }
		 }
	}
		 { svelteHTML.createElement("p", { "class":`empty`,});m.mailbox_empty(); }
	
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Page__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Page__SvelteComponent_ = ReturnType<typeof Page__SvelteComponent_>;
/*Ωignore_endΩ*/export default Page__SvelteComponent_;