/**
 * Who may come to what was said at a stop, what was promised there and its figures. A speaker's own page goes by its
 * link, which is proved behind this; what the public may read of the rest is asked in SQL.
 */
export const saidPolicies = <Policy>({ anyone, organiser }: Record<'anyone' | 'organiser', Policy>) => ({
	'/stops/[stop]/transcript': { page: anyone },
	'/stops/[stop]/transcript/[file]': { GET: anyone },
	'/stops/[stop]/quotes': { page: anyone },
	'/stops/[stop]/promises': { page: anyone },
	'/stops/[stop]/promises.atom': { GET: anyone },
	'/stops/[stop]/figures': { page: anyone },
	'/stops/[stop]/figures.csv': { GET: anyone },
	'/quotes/[token]': { page: anyone, actions: { answer: anyone, all: anyone } },
	'/desk/stops/[stop]/said': { page: organiser },
	'/desk/stops/[stop]/said/sessions/[session]': {
		page: organiser,
		actions: {
			...{ save: organiser, remove: organiser, record: organiser, try: organiser, enter: organiser },
			...{ publish: organiser, takeBack: organiser, quote: organiser }
		}
	},
	'/desk/stops/[stop]/said/quotes': {
		page: organiser,
		actions: {
			...{ make: organiser, revise: organiser, withdraw: organiser, embargo: organiser, send: organiser },
			...{ translate: organiser, putAway: organiser }
		}
	},
	'/desk/stops/[stop]/said/promises': { page: organiser, actions: { make: organiser, update: organiser } },
	'/desk/stops/[stop]/said/figures': { page: organiser, actions: { publish: organiser } }
});
