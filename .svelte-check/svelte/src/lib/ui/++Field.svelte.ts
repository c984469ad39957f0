///<reference types="svelte" />
;
import { m } from '#lib/paraglide/messages.js';

;type $$ComponentProps =  {
		name: string;
		label: string;
		value?: string | number | null;
		type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'time' | 'long' | 'choice';
		help?: string;
		wrong?: string;
		required?: boolean;
		options?: { value: string; label: string }[];
		[attribute: string]: unknown;
	};function $$render() {

	

	/** One labelled input. `wrong` is the sentence to show; what was typed stays. */
	let {
		name,
		label,
		value = '',
		type = 'text',
		help,
		wrong,
		required = false,
		options,
		...rest
	}:/*Ωignore_startΩ*/$$ComponentProps/*Ωignore_endΩ*/ = $props();

	const id = $props.id();
	const described = $derived([help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined);
	const common = $derived({
		id,
		name,
		'aria-describedby': described,
		'aria-invalid': wrong ? ('true' as const) : undefined,
		'aria-required': required ? ('true' as const) : undefined,
		...rest
	});
;
async () => {

 { svelteHTML.createElement("div", { "class":`field`,});
	 { svelteHTML.createElement("label", {  "for":id,});label;if(!required){ { svelteHTML.createElement("span", { "class":`optional`,});  m.optional(); }} }
	if(help){ { svelteHTML.createElement("p", {   "class":`help`,"id":`${id}-help`,});help; }}
	if(type === 'long'){
		 { svelteHTML.createElement("textarea", {  ...common,"value":String(value ?? ''),}); }
	} else if (type === 'choice'){
		 { svelteHTML.createElement("select", {  ...common,"value":String(value ?? ''),});
			 { svelteHTML.createElement("option", {"value":"",});m.choose(); }
			   for(let option of __sveltets_2_ensureArray(options ?? [])){option.value;
				 { svelteHTML.createElement("option", {   "value":option.value,"selected":option.value === String(value ?? ''),});option.label; }
			}
		 }
	}else{
		 { svelteHTML.createElement("input", {    ...common,type,"value":value ?? '',});}
	}
	if(wrong){ { svelteHTML.createElement("p", {   "class":`wrong`,"id":`${id}-wrong`,});wrong; }}
 }
};
return { props: {} as any as $$ComponentProps, exports: {}, bindings: __sveltets_$$bindings(''), slots: {}, events: {} }}
const Field__SvelteComponent_ = __sveltets_2_fn_component($$render());
/*Ωignore_startΩ*/type Field__SvelteComponent_ = ReturnType<typeof Field__SvelteComponent_>;
/*Ωignore_endΩ*/export default Field__SvelteComponent_;