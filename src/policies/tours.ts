/** Who may come to what has to do with a tour as a whole. Whose tour it is at the desk is asked behind this. */
export const tourPolicies = <Policy>({ anyone, organiser }: Record<'anyone' | 'organiser', Policy>) => ({
	'/tours/[tour]': { page: anyone },
	'/tours/[tour]/calendar.ics': { GET: anyone },
	'/stops/[stop]': { page: anyone },
	'/desk/tours/new': { page: organiser, actions: { default: organiser } },
	'/desk/tours/[tour]': {
		page: organiser,
		actions: { save: organiser, stop: organiser, delegate: organiser, raise: organiser, remove: organiser }
	}
});
