/** Who may come to what has to do with a tour as a whole. */
export const tourPolicies = <Policy>({ anyone }: Record<'anyone', Policy>) => ({
	'/tours/[tour]': { page: anyone },
	'/tours/[tour]/calendar.ics': { GET: anyone },
	'/stops/[stop]': { page: anyone }
});
