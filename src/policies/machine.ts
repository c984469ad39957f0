/**
 * Who may come to what is read about the program itself: the guides, and what has to do with programs: the API, which each
 * proves by its token; and with a host as a whole: what the desk says of these how its pages look, and where they are.
 */
export const machinePolicies = <Policy>({ anyone, organiser }: Record<'anyone' | 'organiser', Policy>) => ({
	'/docs': { page: anyone },
	'/docs/[doc]': { page: anyone },
	'/metrics': { GET: anyone },
	'/api': { page: anyone },
	'/api/openapi.json': { GET: anyone },
	'/api/v1/[...path]': { GET: anyone, HEAD: anyone, POST: anyone, PUT: anyone, PATCH: anyone, DELETE: anyone },
	'/desk/tokens': { page: organiser, actions: { make: organiser, revoke: organiser } },
	'/desk/webhooks': { page: organiser, actions: { default: organiser } },
	'/desk/look': {
		page: organiser,
		actions: { colour: organiser, plain: organiser, logo: organiser, unmark: organiser }
	},
	'/logos/[logo]': { GET: anyone },
	'/desk/domains': { page: organiser, actions: { name: organiser, prove: organiser, drop: organiser } },
	'/domains/ask': { GET: anyone },
	'/desk/webhooks/[webhook]': { page: organiser, actions: { rotate: organiser, end: organiser, again: organiser } }
});
