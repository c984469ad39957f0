/**
 * Who may come to what has to do with tickets and doors. A ticket's page goes by its own link, a phone by its key and a
 * scanner by its token: each is proved behind this.
 */
export const doorPolicies = <Policy>(anyone: Policy, organiser: Policy) => ({
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
