import type { Role, Visitor } from '#domain/people/rules.ts';
import { auditPolicies } from './policies/audit.ts';
import { followupPolicies } from './policies/followups.ts';
import { machinePolicies } from './policies/machine.ts';
import { publicPolicies } from './policies/public.ts';
import { tourPolicies } from './policies/tours.ts';
import { recordPolicies } from './policies/records.ts';
import { saidPolicies } from './policies/said.ts';
import { signInPolicies } from './policies/sign-in.ts';

/** Whether a visitor may come to an entry point at all. Which call or whose row is decided behind it, by the gate and in SQL. */
export type Policy = (visitor: Visitor) => boolean;

const anyone: Policy = () => true;
const signedIn: Policy = (visitor) => visitor.person !== null;
const inRole =
	(...roles: Role[]): Policy =>
	(visitor) =>
		visitor.roles.some((given) => roles.includes(given.role));
const organiser = inRole('organiser');
const reviewer = inRole('reviewer');
const auditor = inRole('auditor', 'organiser');
const guestOffice = inRole('guest');
const moderator = inRole('moderator', 'organiser');
const onStage = inRole('moderator', 'organiser', 'guest');

/** What an entry point lets in: for a page, who may read it and who may use each action; for an endpoint, each method. */
export type EntryPolicy = { page?: Policy; actions?: Record<string, Policy> } & Partial<
	Record<'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Policy>
>;

/** Every entry point, by its route. What is not here is closed; a test holds this list against the build's manifest. */
export const policies: Record<string, EntryPolicy> = {
	'/': { page: anyone },
	'/clock': { GET: anyone },
	...signInPolicies({ anyone, signedIn, organiser }),
	'/me/export': { GET: signedIn },
	'/me/erasure': { page: signedIn, actions: { default: signedIn } },
	'/erasures/[erasure]': { page: anyone },
	'/reviews': { page: reviewer },
	'/reviews/[application]': {
		page: reviewer,
		actions: {
			...{ begin: reviewer, declare: reviewer, save: reviewer, finish: reviewer, reopen: reviewer },
			...{ say: reviewer, read: reviewer, summarise: reviewer }
		}
	},
	'/reviews/[application]/save': { POST: reviewer },
	'/reviews/interests': { page: reviewer, actions: { say: reviewer, profile: reviewer, tie: reviewer } },
	'/reviews/interests/save': { POST: reviewer },
	'/desk/calls/[call]/reviews/assignment': { page: auditor, actions: { save: organiser, assign: organiser } },
	'/desk/calls/[call]/reviews/assignment/run': { POST: organiser },
	'/desk/calls/[call]/reviews/assignment/applications/[application]': {
		page: auditor,
		actions: { add: organiser, remove: organiser }
	},
	'/desk/calls/[call]/reviews/assignment/reviewers/[reviewer]': {
		page: auditor,
		actions: { add: organiser, remove: organiser, set: organiser }
	},
	'/desk/calls/[call]/reviews/assignment/import': { page: organiser, actions: { try: organiser, enter: organiser } },
	'/desk/calls/[call]/reviews/assignment/ties': { page: organiser, actions: { try: organiser, enter: organiser } },
	'/desk/calls/[call]/reviews/assignment/assignments.csv': { GET: organiser },
	'/desk/calls/[call]/reviews/assignment/assignments.json': { GET: organiser },
	'/desk/calls/[call]/reviews': { page: auditor },
	'/desk/calls/[call]/reviews/bands': { page: auditor, actions: { method: organiser, lines: organiser } },
	'/desk/calls/[call]/reviews/export': { page: auditor },
	'/desk/calls/[call]/reviews/export/reviews.csv': { GET: auditor },
	'/desk/calls/[call]/reviews/export/reviews.xlsx': { GET: auditor },
	'/desk/calls/[call]/reviews/export/scores.csv': { GET: auditor },
	'/desk/calls/[call]/reviews/export/scores.xlsx': { GET: auditor },
	'/desk/calls/[call]/reviews/export/reviews.json': { GET: auditor },
	'/desk/calls/[call]/reviews/import': {
		page: organiser,
		actions: { try: organiser, map: organiser, enter: organiser, drop: organiser }
	},
	'/desk/calls/[call]/reviews/freeze': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]/reviews/[application]': { page: auditor },
	'/desk/calls/[call]/reviews/[application]/discussion': { page: auditor, actions: { say: organiser } },
	'/desk/calls/[call]/blind': { page: auditor },
	'/desk/calls/[call]/blind/[application]': {
		page: auditor,
		actions: { mask: organiser, file: organiser, check: organiser }
	},
	'/desk/calls/[call]/reviews/dates': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/reviews/reminders': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/reviews/reassign': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]/decisions': {
		page: auditor,
		actions: { correct: organiser, answer: organiser, announce: organiser }
	},
	'/desk/calls/[call]/decisions/feedback': {
		page: auditor,
		actions: { compose: organiser, edit: organiser, read: organiser }
	},
	'/desk/reads': { page: auditor, actions: { default: auditor } },
	'/rehearsal/mailbox': { page: anyone },
	'/rehearsal/clock': { page: anyone, actions: { default: anyone } },

	...tourPolicies({ anyone, organiser }),
	'/calls/[call]': { page: anyone },
	'/calls/[call]/dates.ics': { GET: anyone },
	'/calls/[call]/log': { page: anyone },
	'/calls/[call]/log/checkpoint': { GET: anyone },
	'/calls/[call]/log/entries': { GET: anyone },
	'/calls/[call]/log/consistency': { GET: anyone },
	'/calls/[call]/apply': {
		page: signedIn,
		actions: {
			...{ take: signedIn, save: signedIn, review: signedIn, move: signedIn },
			...{ attach: signedIn, detach: signedIn }
		}
	},
	'/calls/[call]/apply/draft': { POST: signedIn },
	'/calls/[call]/apply/files': { POST: signedIn, OPTIONS: signedIn },
	'/calls/[call]/apply/files/[file]': { HEAD: signedIn, PATCH: signedIn, DELETE: signedIn },
	'/files/[file]': { GET: anyone }, // by a signed link without a cookie; who may have it without one is asked there
	'/calls/[call]/apply/submit': { page: signedIn, actions: { default: signedIn } },
	'/calls/[call]/mine': {
		page: signedIn,
		actions: { withdraw: signedIn, consent: signedIn, invitation: signedIn, number: signedIn, takeNumber: signedIn }
	},
	'/calls/[call]/mine/coapplicants': {
		page: signedIn,
		actions: { invite: signedIn, remove: signedIn, lead: signedIn }
	},
	'/coapplicants/[token]': { page: anyone, actions: { accept: anyone, decline: anyone } },
	'/applications/[application]': { page: signedIn, actions: { leave: signedIn, lead: signedIn } },
	'/applications/[application]/edit': { page: signedIn, actions: { default: signedIn } },
	'/applications/[application]/draft': { POST: signedIn },
	'/calls/[call]/mine/receipt': { page: signedIn },
	'/calls/[call]/mine/receipt.json': { GET: signedIn },
	'/receipts/check': { page: anyone, actions: { default: anyone } },
	'/.well-known/madang-receipts.json': { GET: anyone },

	'/draws/[draw]': { page: anyone },
	'/draws/[draw]/seal.json': { GET: anyone },
	'/draws/[draw]/transcript.json': { GET: anyone },
	'/draws/[draw]/witness/[token]': { page: anyone, actions: { promise: anyone, reveal: anyone } },
	'/draws/verify': { page: anyone },
	'/invitations/[token]': {
		page: anyone,
		actions: {
			...{ accept: anyone, decline: anyone, undo: anyone, reason: anyone },
			...{ name: anyone, self: anyone, needs: anyone, record: anyone }
		}
	},
	'/invitations/[token]/gathering.ics': { GET: anyone },
	'/attendees/[token]': { page: anyone, actions: { needs: anyone, record: anyone } },
	'/attendees/[token]/gathering.ics': { GET: anyone },
	'/letters/bounces': { POST: anyone }, // by a token that a mail server shows; without one nothing is there

	'/ask/[code]': { GET: anyone },
	'/sessions/[session]': { page: anyone, actions: { ask: anyone, vote: anyone, withdraw: anyone } },
	'/sessions/[session]/floor': { GET: anyone },
	'/sessions/[session]/stream': { GET: anyone },
	'/sessions/[session]/mine/[token]': { page: anyone },
	'/sessions/[session]/stage': { page: onStage },
	'/sessions/[session]/projector/[token]': { page: anyone },
	'/sessions/[session]/projector/[token]/floor': { GET: anyone },
	'/sessions/[session]/interpreter/[token]': { page: anyone, actions: { default: anyone } },
	'/sessions/[session]/interpreter/[token]/floor': { GET: anyone },
	'/desk/sessions': { page: moderator },
	'/desk/sessions/[session]/questions': {
		page: moderator,
		actions: {
			...{ act: moderator, ban: moderator, translate: moderator, put: moderator, mark: moderator },
			...{ floor: moderator, words: moderator, links: moderator },
			...{ alike: moderator, group: moderator, putAway: moderator }
		}
	},
	'/desk/sessions/[session]/questions/queue': { GET: moderator },
	'/desk/sessions/[session]/questions.csv': { GET: moderator },
	'/desk/sessions/[session]/questions.xlsx': { GET: moderator },
	'/desk/sessions/[session]/questions.json': { GET: moderator },

	'/desk': { page: auditor },
	'/desk/stops/[stop]/copy': { page: organiser, actions: { default: organiser } },
	'/stops/[stop]/programme': { page: anyone },
	'/stops/[stop]/programme/[session]': { page: anyone },
	'/stops/[stop]/programme/changes': { page: anyone },
	'/stops/[stop]/programme.ics': { GET: anyone },
	'/stops/[stop]/programme/[session].ics': { GET: anyone },
	'/stops/[stop]/programme/schedule.xml': { GET: anyone },
	'/stops/[stop]/programme/schedule.json': { GET: anyone },
	'/stops/[stop]/programme/schedule2.json': { GET: anyone },
	'/stops/[stop]/programme/events.json': { GET: anyone },
	'/stops/[stop]/programme/changes.atom': { GET: anyone },
	'/desk/stops/[stop]/programme/import': { page: organiser, actions: { try: organiser, enter: organiser } },
	'/desk/stops/[stop]/run': { page: organiser, actions: { mark: organiser, delay: organiser } },
	'/stops/[stop]/delegation': { page: guestOffice, actions: { default: guestOffice } },
	'/briefings': { page: signedIn },
	'/briefings/files/[file]': { GET: signedIn }, // whose it is, and since when, is asked there
	'/desk/stops/[stop]/delegation': { page: organiser, actions: { stay: organiser, details: organiser } },
	'/desk/stops/[stop]/briefings': {
		page: organiser,
		actions: { write: organiser, withdraw: organiser, attach: organiser, detach: organiser }
	},
	'/stops/[stop]/press': { page: anyone, actions: { default: signedIn } },
	'/desk/stops/[stop]/press': { page: organiser, actions: { default: organiser } },
	'/desk/stops/[stop]/programme': {
		page: organiser,
		actions: {
			...{ hall: organiser, removeHall: organiser, travel: organiser },
			...{ add: organiser, move: organiser, release: organiser }
		}
	},
	'/desk/stops/[stop]/programme/[session]': {
		page: organiser,
		actions: {
			...{ save: organiser, segments: organiser, join: organiser, leave: organiser },
			...{ cancel: organiser, remove: organiser }
		}
	},
	'/desk/stops/[stop]/programme/speakers': {
		page: organiser,
		actions: {
			...{ save: organiser, remove: organiser, consent: organiser },
			...{ available: organiser, unavailable: organiser }
		}
	},
	...publicPolicies({ anyone, signedIn, organiser }),
	...recordPolicies({ anyone, organiser }),
	...auditPolicies({ anyone, auditor, organiser }),
	...followupPolicies({ anyone, guestOffice, organiser, auditor }),
	...saidPolicies({ anyone, organiser }),
	...machinePolicies({ anyone, organiser }),
	'/desk/calls/new': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]': { page: auditor, actions: { publish: organiser } },
	'/desk/calls/[call]/notice': {
		page: auditor,
		actions: {
			...{ texts: organiser, dates: organiser, tracks: organiser, stops: organiser, rounds: organiser },
			...{ criteria: organiser, quotas: organiser, fields: organiser, terms: organiser }
		}
	},
	'/desk/calls/[call]/preview': { page: auditor },
	'/desk/calls/[call]/trial': { page: auditor, actions: { judge: auditor, submit: auditor, review: auditor } },
	'/desk/calls/[call]/form': { page: auditor, actions: { add: organiser, correct: organiser } },
	'/desk/calls/[call]/deadline': { page: auditor, actions: { ask: organiser, answer: organiser } },
	'/desk/calls/[call]/codes': { page: auditor, actions: { make: organiser, end: organiser } },
	'/desk/calls/[call]/screening': {
		page: auditor,
		actions: { screen: organiser, rest: organiser, announce: organiser }
	},
	'/desk/calls/[call]/erasure': { page: auditor },
	'/desk/calls/[call]/lookalikes': { page: auditor, actions: { compare: organiser, decide: organiser } },
	'/desk/calls/[call]/next': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/copy': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]/applications': { page: auditor },
	'/desk/calls/[call]/applications/[application]': { page: auditor },
	'/desk/calls/[call]/files': { page: auditor, actions: { default: organiser } },
	'/desk/calls/[call]/applications.csv': { GET: organiser },
	'/desk/calls/[call]/applications.xlsx': { GET: organiser },
	'/desk/calls/[call]/applications.json': { GET: organiser },
	'/desk/calls/[call]/import': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]/import/[import]': {
		page: organiser,
		actions: { read: organiser, map: organiser, enter: organiser, drop: organiser }
	},
	'/desk/calls/[call]/import/[import]/enter': { POST: organiser },
	'/desk/calls/[call]/import/[import]/faults.csv': { GET: organiser },
	'/desk/calls/[call]/draw': {
		page: auditor,
		actions: { prepare: organiser, seal: organiser, rehearse: organiser }
	},
	'/desk/calls/[call]/invitations': { page: auditor, actions: { send: organiser, move: organiser } },
	'/desk/calls/[call]/invitations/rules': { page: organiser, actions: { default: organiser } },
	'/desk/calls/[call]/invitations/[invitation]': {
		page: organiser,
		actions: { extend: organiser, screen: organiser }
	},
	'/desk/calls/[call]/letters': {
		page: organiser,
		actions: { release: organiser, releaseAll: organiser, again: organiser }
	},
	'/desk/calls/[call]/letters/[letter]': {
		page: organiser,
		actions: { edit: organiser, hold: organiser, release: organiser, drop: organiser, again: organiser }
	},
	'/desk/calls/[call]/letters/templates': { page: organiser, actions: { save: organiser, reset: organiser } },
	'/desk/calls/[call]/letters/sender': { page: organiser },
	'/desk/calls/[call]/journal': { page: auditor },
	'/desk/calls/[call]/people': { page: organiser, actions: { give: organiser, extend: organiser, end: organiser } }
};

/** Whether the visitor may do what this request asks. `action` is the name of a form action, for a POST to a page. */
export function allows(route: string, method: string, action: string | null, visitor: Visitor): boolean {
	const entry = policies[route];
	if (!entry) return false;
	const verb = method === 'HEAD' && !entry.HEAD ? 'GET' : method;
	const policy =
		entry[verb as 'GET'] ??
		(verb === 'GET' ? entry.page : verb === 'POST' ? entry.actions?.[action ?? 'default'] : undefined);
	return policy?.(visitor) ?? false;
}
