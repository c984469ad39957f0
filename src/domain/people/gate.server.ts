import {
	awake,
	hasRole,
	hasRoleAt,
	notFound,
	secondFactorFirst,
	signInFirst,
	type Applicant,
	type Auditor,
	type CallAtGate,
	type GuestOffice,
	type HostAuditor,
	type HostOrganiser,
	type Keeper,
	type Moderator,
	type Organiser,
	type Reviewer,
	type Role,
	type SessionAtGate,
	type SessionOrganiser,
	type SignedIn,
	type Visitor
} from './rules.ts';

/**
 * The one place where proofs are made. A verb asks for a proof, so that a bare id does not compile; what a visitor
 * may not see is refused as if it were not there.
 */
export const gate = {
	...{ signedIn, keeper, applicant, organiser, hostOrganiser, hostAuditor, guestOffice },
	...{ reviewer, auditor, moderator, sessionOrganiser }
};

function personId(visitor: Visitor): string {
	if (!visitor.person) throw signInFirst();
	return visitor.person.id;
}

function signedIn(visitor: Visitor): SignedIn {
	return { personId: personId(visitor) } as SignedIn;
}

function keeper(visitor: Visitor): Keeper {
	const id = personId(visitor);
	return { personId: id, signInId: visitor.signInId, isStrong: visitor.isStrong ?? false } as Keeper;
}

// Who would be let in if their roles were awake is told so; to anybody else nothing is there.
function prove(visitor: Visitor, may: (visitor: Visitor) => boolean): string {
	const id = personId(visitor);
	if (may(visitor)) return id;
	throw may(awake(visitor)) ? secondFactorFirst() : notFound();
}

function applicant(visitor: Visitor, callId: string): Applicant {
	return { personId: personId(visitor), callId } as Applicant;
}

const forHost =
	(hostId: string, ...roles: Role[]) =>
	(visitor: Visitor) =>
		visitor.roles.some((given) => roles.includes(given.role) && given.hostId === hostId && !given.callId);

const forCall =
	(call: CallAtGate, ...roles: Role[]) =>
	(visitor: Visitor) =>
		roles.some((role) => hasRole(visitor, role, call));

const atSession =
	(session: SessionAtGate, ...roles: Role[]) =>
	(visitor: Visitor) =>
		roles.some((role) => hasRoleAt(visitor, role, session));

function organiser(visitor: Visitor, call: CallAtGate): Organiser {
	const id = prove(visitor, forCall(call, 'organiser'));
	return { personId: id, callId: call.id, hostId: call.host_id } as Organiser;
}

function hostOrganiser(visitor: Visitor, hostId: string): HostOrganiser {
	return { personId: prove(visitor, forHost(hostId, 'organiser')), hostId } as HostOrganiser;
}

function guestOffice(visitor: Visitor, hostId: string): GuestOffice {
	return { personId: prove(visitor, forHost(hostId, 'guest')), hostId } as GuestOffice;
}

function hostAuditor(visitor: Visitor, hostId: string): HostAuditor {
	return { personId: prove(visitor, forHost(hostId, 'organiser', 'auditor')), hostId } as HostAuditor;
}

function reviewer(visitor: Visitor, call: CallAtGate): Reviewer {
	return { personId: prove(visitor, forCall(call, 'reviewer')), callId: call.id } as Reviewer;
}

function auditor(visitor: Visitor, call: CallAtGate): Auditor {
	return { personId: prove(visitor, forCall(call, 'auditor', 'organiser')), callId: call.id } as Auditor;
}

function moderator(visitor: Visitor, session: SessionAtGate): Moderator {
	const id = prove(visitor, atSession(session, 'moderator', 'organiser'));
	return { personId: id, hostId: session.host_id, callId: session.call_id } as Moderator;
}

function sessionOrganiser(visitor: Visitor, session: SessionAtGate): SessionOrganiser {
	const id = prove(visitor, atSession(session, 'organiser'));
	return { personId: id, hostId: session.host_id, callId: session.call_id } as SessionOrganiser;
}
