import type { Reader } from '#lib/db.server.ts';
import { addressesTogether } from '#domain/applications/coapplicants.read.server.ts';
import { liveApplications } from '#domain/applications/read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { isSameOrganisation, type ApplicationTies, type Pair, type ReviewerTies } from './assignments.rules.ts';

/** Whose ties speak against reading what: every pair that must not be, by declaration or by organisation. */
export async function barredPairs(db: Reader, call: Pick<Call, 'id' | 'host_id'>): Promise<(pair: Pair) => boolean> {
	const [reviewers, applications, declared] = await Promise.all([
		reviewerTies(db, call),
		applicationTies(db, call.id),
		declaredPairs(db, call.id)
	]);
	const reviewerOf = new Map(reviewers.map((reviewer) => [reviewer.id, reviewer]));
	const applicationOf = new Map(applications.map((application) => [application.id, application]));
	return ({ applicationId, reviewerId }) => {
		const reviewer = reviewerOf.get(reviewerId);
		const application = applicationOf.get(applicationId);
		if (!reviewer || !application || declared.has(`${applicationId} ${reviewerId}`)) return true;
		return isSameOrganisation(reviewer, application);
	};
}

// What a reviewer has ever applied with is theirs too.
async function reviewerTies(db: Reader, call: Pick<Call, 'id' | 'host_id'>): Promise<ReviewerTies[]> {
	const reviewers = await peopleInRole(db, 'reviewer', call);
	if (reviewers.length === 0) return [];
	const own = await db
		.selectFrom('applications')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['applications.applicant_id', 'organisations.name'])
		.where(
			'applications.applicant_id',
			'in',
			reviewers.map((reviewer) => reviewer.id)
		)
		.execute();
	const names = Map.groupBy(own, (row) => row.applicant_id);
	return reviewers.map(({ id, email }) => ({
		...{ id, email },
		organisationNames: (names.get(id) ?? []).map((row) => row.name)
	}));
}

async function applicationTies(db: Reader, callId: string): Promise<(ApplicationTies & { id: string })[]> {
	const [applications, applicants, together] = await Promise.all([
		liveApplications(db, callId),
		db
			.selectFrom('applications')
			.innerJoin('people', 'people.id', 'applications.applicant_id')
			.select(['applications.id', 'people.email'])
			.where('applications.call_id', '=', callId)
			.execute(),
		addressesTogether(db, callId)
	]);
	const emailOf = new Map(applicants.map(({ id, email }) => [id, email]));
	return applications.map(({ id, organisation, answers }) => ({
		...{ id, organisationName: organisation },
		addresses: [emailOf.get(id) ?? '', ...(together.get(id) ?? []), ...Object.values(answers).filter(isAddress)]
	}));
}

const isAddress = (text: string) => /^(https?:\/\/\S+|[^\s@]+@[^\s@]+)$/.test(text);

async function declaredPairs(db: Reader, callId: string): Promise<Set<string>> {
	const rows = await db
		.selectFrom('conflicts')
		.innerJoin('applications', 'applications.id', 'conflicts.application_id')
		.select(['conflicts.application_id', 'conflicts.reviewer_id'])
		.where('applications.call_id', '=', callId)
		.execute();
	return new Set(rows.map((row) => `${row.application_id} ${row.reviewer_id}`));
}
