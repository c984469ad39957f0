/** Who may come to what has to do with a stop's record. What of it is public yet is asked behind this, in SQL. */
export const recordPolicies = <Policy>({ anyone, organiser }: Record<'anyone' | 'organiser', Policy>) => ({
	'/stops/[stop]/record': { page: anyone, actions: { mail: anyone } },
	'/stops/[stop]/record/versions': { page: anyone },
	'/stops/[stop]/record/pictures/[picture]': { GET: anyone },
	'/stops/[stop]/record/card.png': { GET: anyone },
	'/stops/[stop]/record/copy.zip': { GET: anyone },
	'/tours/[tour]/terms': { page: anyone },
	'/records.atom': { GET: anyone },
	'/sitemap.xml': { GET: anyone },
	'/desk/stops/[stop]/record': {
		page: organiser,
		actions: {
			...{ begin: organiser, save: organiser, picture: organiser },
			...{ publish: organiser, recall: organiser, translate: organiser, draft: organiser },
			...{ take: organiser, readTake: organiser, putAway: organiser }
		}
	},
	'/desk/stops/[stop]/record/save': { POST: organiser },
	'/desk/stops/[stop]/record/preview': { page: organiser },
	'/desk/stops/[stop]/record/versions': { page: organiser, actions: { default: organiser } },
	'/desk/stops/[stop]/record/pictures/[picture]': { GET: organiser },
	'/desk/stops/[stop]/terms': {
		page: organiser,
		actions: { save: organiser, remove: organiser, translate: organiser, putAway: organiser }
	},
	'/desk/assistant': { page: organiser, actions: { save: organiser, term: organiser } }
});
