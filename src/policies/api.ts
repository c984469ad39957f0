import type { Role, Visitor } from '#domain/people/rules.ts';

type Policy = (visitor: Visitor) => boolean;

const inRole =
	(...roles: Role[]): Policy =>
	(visitor) =>
		visitor.roles.some((given) => roles.includes(given.role));
const organiser = inRole('organiser');
const auditor = inRole('auditor', 'organiser');
const moderator = inRole('moderator', 'organiser');

/**
 * Who may come to which operation of the API, whatever their token was given: what is not here is closed. A test holds
 * this against the table of operations. Whose call or row it is, is asked behind this, by the gate and in SQL.
 */
export const apiPolicies: Record<string, Policy> = {
	...{ listTours: auditor, showTour: auditor, listStops: organiser, showStop: organiser },
	...{ listCalls: auditor, showCall: auditor, listJournal: auditor },
	...{ listApplications: auditor, showApplication: auditor, listScreenings: auditor },
	...{ screenApplication: organiser, screenRest: organiser, announceScreenings: organiser },
	...{ listStandings: auditor, listReviewers: auditor, listBands: auditor, chooseBands: organiser },
	listDecisions: auditor,
	...{ showDraw: auditor, showSeal: auditor, showTranscript: auditor },
	...{ listInvitations: auditor, showInvitation: organiser, sendInvitations: organiser },
	...{ listSessions: organiser, showSession: organiser, listHalls: organiser, listSpeakers: organiser },
	...{ addSession: organiser, moveSession: organiser, cancelSession: organiser, releaseProgramme: organiser },
	listQuestions: moderator,
	...{ showRegister: organiser, listRegistrations: organiser, enterRegistration: organiser },
	...{ approveRegistration: organiser, refuseRegistration: organiser, cancelRegistration: organiser },
	...{ listCheckIns: organiser, showAttendance: organiser },
	...{ listEditions: organiser, listPromises: organiser, listQuotes: organiser }
};
