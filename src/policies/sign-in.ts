/** Who may come to where one signs in, to what one signs in with, and to a host's rule for it. */
export const signInPolicies = <Policy>({
	anyone,
	signedIn,
	organiser
}: Record<'anyone' | 'signedIn' | 'organiser', Policy>) => ({
	'/sign-in': { page: anyone, actions: { default: anyone } },
	'/sign-in/code': { page: anyone, actions: { default: anyone } },
	'/sign-in/passkey': { POST: anyone, PUT: anyone },
	'/sign-in/second': { page: signedIn, actions: { default: signedIn } },
	'/sign-in/provider/[provider]': { GET: anyone },
	'/sign-in/provider/back': { page: anyone },
	'/sign-out': { POST: signedIn },
	'/me': {
		page: signedIn,
		actions: { save: signedIn, removePasskey: signedIn, end: signedIn, endOthers: signedIn }
	},
	'/me/passkeys': { POST: signedIn, PUT: signedIn },
	'/me/second': {
		page: signedIn,
		actions: { offer: signedIn, add: signedIn, remove: signedIn, recovery: signedIn }
	},
	'/desk/sign-in': { page: organiser, actions: { rule: organiser, provider: organiser, end: organiser } }
});
