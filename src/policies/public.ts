/**
 * Who may come to what has to do with the public's side: registers and queues, tickets, doors, badges, other sites. A
 * registration's and a ticket's page go by their own links, a phone by its key and a scanner by its token: each is proved
 * behind this.
 */
export const publicPolicies = <Policy>({
	anyone,
	signedIn,
	organiser
}: Record<'anyone' | 'signedIn' | 'organiser', Policy>) => ({
	'/sessions/[session]/queue': { GET: anyone, POST: anyone },
	'/sessions/[session]/queue/standing': { GET: signedIn },
	'/sessions/[session]/queue/order.json': { GET: anyone },
	...{ '/widgets/sessions/[session]': { GET: anyone }, '/widgets/stops/[stop]': { GET: anyone } },
	'/desk/stops/[stop]/widgets': { page: organiser },
	'/desk/sessions/[session]/attendance': { page: organiser },
	'/desk/sessions/[session]/badges': { page: organiser },
	'/desk/sessions/[session]/badges.pdf': { GET: organiser },
	'/desk/sessions/[session]/queue': { page: organiser, actions: { default: organiser } },
	'/sessions/[session]/register': { page: anyone, actions: { hold: anyone, join: anyone } },
	'/sessions/[session]/register/draws/[kind].json': { GET: anyone },
	'/registrations/[token]': {
		page: anyone,
		actions: {
			...{ confirm: anyone, again: anyone, release: anyone },
			...{ accept: anyone, cancel: anyone, change: anyone, handOn: anyone }
		}
	},
	'/desk/sessions/[session]/register': {
		page: organiser,
		actions: { save: organiser, kind: organiser, decide: organiser, enter: organiser, cancel: organiser }
	},
	'/desk/sessions/[session]/register.csv': { GET: organiser },
	'/desk/sessions/[session]/register.xlsx': { GET: organiser },
	'/desk/sessions/[session]/doors': {
		page: organiser,
		actions: {
			...{ add: organiser, change: organiser, end: organiser, invite: organiser },
			...{ shut: organiser, reissue: organiser }
		}
	},
	'/tickets/[token]': { page: anyone },
	'/tickets/[token]/ticket.ics': { GET: anyone },
	'/tickets/[token]/ticket.pdf': { GET: anyone },
	'/tickets/[token]/ticket.pkpass': { GET: anyone },
	'/tickets/[token]/google': { GET: anyone },
	'/api/v1/device/initialize': { POST: anyone },
	'/api/v1/device/[what]': { GET: anyone, POST: anyone },
	'/api/v1/organizers/[organizer]/events': { GET: anyone },
	'/api/v1/organizers/[organizer]/events/[event]': { GET: anyone },
	'/api/v1/organizers/[organizer]/events/[event]/[list]': { GET: anyone },
	'/api/v1/organizers/[organizer]/checkinrpc/redeem': { POST: anyone },
	'/api/v1/organizers/[organizer]/checkinrpc/search': { GET: anyone },
	'/door': { page: anyone },
	'/door/manifest.webmanifest': { GET: anyone },
	'/door/enrol': { POST: anyone },
	'/door/sync': { POST: anyone }
});
