/**
 * Who may come to what becomes of a meeting: a follow-up's page goes by its link or its applicant's sign-in, a survey and
 * a certificate by their links: each is proved behind this.
 */
export const followupPolicies = <Policy>({
	anyone,
	guestOffice,
	organiser,
	auditor
}: Record<'anyone' | 'guestOffice' | 'organiser' | 'auditor', Policy>) => ({
	'/stops/[stop]/proposals': { page: guestOffice },
	'/stops/[stop]/proposals/topics': { page: guestOffice, actions: { default: guestOffice } },
	'/stops/[stop]/proposals/[application]': { page: guestOffice, actions: bothSides(guestOffice) },
	'/stops/[stop]/proposals/[application]/[meeting].ics': { GET: guestOffice },
	'/followups/[token]': { page: anyone, actions: { ...bothSides(anyone), carry: anyone } },
	'/followups/[token]/[meeting].ics': { GET: anyone },
	'/desk/calls/[call]/followups': { page: auditor, actions: { step: organiser } },
	'/desk/calls/[call]/followups/next': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/followups/report': { page: auditor },
	'/desk/calls/[call]/followups/report.csv': { GET: organiser },
	'/desk/stops/[stop]/surveys': { page: organiser, actions: { make: organiser, send: organiser, certify: organiser } },
	'/desk/stops/[stop]/surveys/[survey]': { page: organiser },
	'/desk/stops/[stop]/surveys/[survey]/answers.csv': { GET: organiser },
	'/surveys/[token]': { page: anyone, actions: { default: anyone } },
	'/certificates/check': { page: anyone },
	'/certificates/[token]': { page: anyone },
	'/certificates/[token]/certificate.pdf': { GET: anyone }
});

const bothSides = <Policy>(who: Policy) => ({
	...{ offer: who, withdraw: who, agree: who, takeBack: who },
	...{ propose: who, choose: who, cancel: who, step: who }
});
