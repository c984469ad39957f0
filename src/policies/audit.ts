/** Who may come to what others check the host by: the journal's signed heads, and what two people decide. */
export const auditPolicies = <Policy>({
	anyone,
	auditor,
	organiser
}: Record<'anyone' | 'auditor' | 'organiser', Policy>) => ({
	'/journal': { page: anyone, actions: { begin: auditor, end: auditor } },
	'/journal/mail/[token]': { page: anyone, actions: { default: anyone } },
	'/journal/checkpoint': { GET: anyone },
	'/journal/checkpoints': { GET: anyone },
	'/journal/consistency': { GET: anyone },
	'/desk/board': { page: organiser, actions: { make: organiser, end: organiser } },
	'/desk/reads/exposure': { page: auditor, actions: { default: organiser } },
	'/desk/reads/exposure/[exposure]': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/reads': { page: auditor },
	'/desk/calls/[call]/draw/void': { page: auditor, actions: { ask: organiser, void: organiser } },
	'/desk/calls/[call]/blind/[application]/unblind': { page: auditor, actions: { ask: organiser, unblind: organiser } },
	'/desk/calls/[call]/deletion': { page: auditor, actions: { ask: organiser, delete: organiser } },
	'/desk/calls/[call]/approvals': { page: auditor, actions: { ask: organiser, answer: organiser } }
});
