import type { Reader } from '#lib/db.server.ts';
import { addressesTogether } from '#domain/applications/coapplicants.read.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { formOf } from '#domain/calls/forms.read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import type { BarKind } from './rules.ts';
import { pairKey, tiesSeen, type ApplicationTies, type ReviewerTies } from './ties.rules.ts';

type InHost = Pick<Call, 'id' | 'host_id'>;

/** Every pair of a call that must not be, with why: what was declared, and every tie that can be seen. */
export async function barsOf(db: Reader, call: InHost): Promise<Map<string, BarKind>> {
	const [seen, declared] = await Promise.all([seenPairs(db, call), conflictPairs(db, call.id)]);
	return new Map<string, BarKind>([...seen, ...declared]);
}

/** The pairs that are tied by what can be seen. */
export async function seenPairs(db: Reader, call: InHost) {
	const [reviewers, applications] = await Promise.all([reviewerTies(db, call), applicationTies(db, call.id)]);
	return tiesSeen(reviewers, applications);
}

/** The reviewers of a call, by name, with what they are tied to. What they have ever applied with is theirs too. */
export async function reviewerTies(db: Reader, call: InHost): Promise<ReviewerTies[]> {
	const reviewers = await peopleInRole(db, 'reviewer', call);
	if (reviewers.length === 0) return [];
	const ids = reviewers.map((reviewer) => reviewer.id);
	const [own, known] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.select(['applications.applicant_id', 'organisations.name'])
			.where('applications.applicant_id', 'in', ids)
			.execute(),
		knownTies(db, call, ids)
	]);
	const names = Map.groupBy(own, (row) => row.applicant_id);
	const knownOf = Map.groupBy(known, (row) => row.reviewer_id);
	return reviewers.map(({ id, email }) => ({
		...{ id, email },
		organisationNames: (names.get(id) ?? []).map((row) => row.name),
		known: (knownOf.get(id) ?? []).map(({ kind, key }) => ({ kind: kind as 'family' | 'work', key }))
	}));
}

// What was said in one call of a host holds in all of them: a relation does not end with a call.
function knownTies(db: Reader, call: InHost, reviewerIds: string[]) {
	return db
		.selectFrom('ties')
		.innerJoin('calls', 'calls.id', 'ties.call_id')
		.select(['ties.reviewer_id', 'ties.kind', 'ties.key'])
		.where('calls.host_id', '=', call.host_id)
		.where('ties.reviewer_id', 'in', reviewerIds)
		.execute();
}

async function applicationTies(db: Reader, callId: string): Promise<ApplicationTies[]> {
	const [applications, together, { fields }] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.innerJoin('people', 'people.id', 'applications.applicant_id')
			.select(['applications.id', 'applications.answers', 'people.email', 'people.name as applicant'])
			.select(['organisations.name', 'organisations.registration_number'])
			.where('applications.call_id', '=', callId)
			.where(takesPart)
			.execute(),
		addressesTogether(db, callId),
		formOf(db, callId)
	]);
	const people = fields.filter(({ kind }) => kind === 'person').map(({ key }) => key);
	return applications.map(({ id, answers, email, applicant, name, registration_number }) => ({
		...{ id, organisationName: name, registrationNumber: registration_number },
		addresses: [email, ...(together.get(id) ?? []), ...Object.values(answers).filter(isAddress)],
		names: [applicant, ...people.map((key) => answers[key] ?? '')].filter(Boolean)
	}));
}

const isAddress = (text: string) => /^(https?:\/\/\S+|[^\s@]+@[^\s@]+)$/.test(text);

async function conflictPairs(db: Reader, callId: string): Promise<[string, BarKind][]> {
	const rows = await db
		.selectFrom('conflicts')
		.innerJoin('applications', 'applications.id', 'conflicts.application_id')
		.select(['conflicts.application_id', 'conflicts.reviewer_id', 'conflicts.kind'])
		.where('applications.call_id', '=', callId)
		.execute();
	return rows.map((row) => [pairKey(row.application_id, row.reviewer_id), row.kind as BarKind]);
}

/** What was said or entered of whom a call's reviewers are close to, the newest first. */
export function tiesOfCall(db: Reader, call: InHost) {
	return db
		.selectFrom('ties')
		.innerJoin('people', 'people.id', 'ties.reviewer_id')
		.select(['ties.id', 'ties.kind', 'ties.who', 'ties.since', 'people.name', 'people.email'])
		.where('ties.call_id', '=', call.id)
		.orderBy('ties.said_at', 'desc')
		.orderBy('ties.id', 'desc')
		.execute();
}
