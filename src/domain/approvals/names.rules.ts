import { m } from '#lib/paraglide/messages.js';

/** What each act is called that takes two people, those with a store of their own among them. */
export const actTitles: Record<string, () => string> = {
	'draw-seal': m.approval_of_seal,
	export: m.approval_of_export,
	'draw-void': m.approval_of_void,
	unblind: m.approval_of_unblind,
	'call-delete': m.approval_of_deletion,
	deadline: m.approval_of_deadline,
	correction: m.approval_of_correction
};

const places: Record<string, string> = {
	'draw-seal': '/draw',
	export: '/applications',
	'draw-void': '/draw/void',
	unblind: '/blind',
	'call-delete': '/deletion',
	deadline: '/deadline',
	correction: '/decisions'
};

/** Where an act is looked at and done, from the call's desk on. */
export const placeOf = (act: string): string => places[act] ?? '';
