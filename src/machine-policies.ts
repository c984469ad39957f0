/**
 * Who may come to what is read about the program itself: the guides, and what has to do with programs: the API, which each
 * proves by its token, and what the desk says of them.
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
	'/desk/webhooks/[webhook]': { page: organiser, actions: { rotate: organiser, end: organiser, again: organiser } }
});
