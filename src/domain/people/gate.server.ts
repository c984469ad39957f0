import {
	hasRole,
	hasRoleAt,
	notFound,
	signInFirst,
	type Applicant,
	type Auditor,
	type CallAtGate,
	type GuestOffice,
	type HostAuditor,
	type HostOrganiser,
	type Moderator,
	type Organiser,
	type Reviewer,
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
	...{ signedIn, applicant, organiser, hostOrganiser, hostAuditor, guestOffice },
	...{ reviewer, auditor, moderator, sessionOrganiser }
};

function personId(visitor: Visitor): string {
	if (!visitor.person) throw signInFirst();
	return visitor.person.id;
}

function signedIn(visitor: Visitor): SignedIn {
	return { personId: personId(visitor) } as SignedIn;
}

function applicant(visitor: Visitor, callId: string): Applicant {
	return { personId: personId(visitor), callId } as Applicant;
}

function organiser(visitor: Visitor, call: CallAtGate): Organiser {
	const id = personId(visitor);
	if (!hasRole(visitor, 'organiser', call)) throw notFound();
	return { personId: id, callId: call.id, hostId: call.host_id } as Organiser;
}

function hostOrganiser(visitor: Visitor, hostId: string): HostOrganiser {
	const id = personId(visitor);
	const may = visitor.roles.some((given) => given.role === 'organiser' && given.hostId === hostId && !given.callId);
	if (!may) throw notFound();
	return { personId: id, hostId } as HostOrganiser;
}

function guestOffice(visitor: Visitor, hostId: string): GuestOffice {
	const id = personId(visitor);
	const may = visitor.roles.some((given) => given.role === 'guest' && given.hostId === hostId && !given.callId);
	if (!may) throw notFound();
	return { personId: id, hostId } as GuestOffice;
}

function hostAuditor(visitor: Visitor, hostId: string): HostAuditor {
	const id = personId(visitor);
	const may = visitor.roles.some(
		({ role, hostId: host, callId }) => (role === 'organiser' || role === 'auditor') && host === hostId && !callId
	);
	if (!may) throw notFound();
	return { personId: id, hostId } as HostAuditor;
}

function reviewer(visitor: Visitor, call: CallAtGate): Reviewer {
	const id = personId(visitor);
	if (!hasRole(visitor, 'reviewer', call)) throw notFound();
	return { personId: id, callId: call.id } as Reviewer;
}

function auditor(visitor: Visitor, call: CallAtGate): Auditor {
	const id = personId(visitor);
	if (!hasRole(visitor, 'auditor', call) && !hasRole(visitor, 'organiser', call)) throw notFound();
	return { personId: id, callId: call.id } as Auditor;
}

function moderator(visitor: Visitor, session: SessionAtGate): Moderator {
	const id = personId(visitor);
	const may = hasRoleAt(visitor, 'moderator', session) || hasRoleAt(visitor, 'organiser', session);
	if (!may) throw notFound();
	return { personId: id, hostId: session.host_id, callId: session.call_id } as Moderator;
}

function sessionOrganiser(visitor: Visitor, session: SessionAtGate): SessionOrganiser {
	const id = personId(visitor);
	if (!hasRoleAt(visitor, 'organiser', session)) throw notFound();
	return { personId: id, hostId: session.host_id, callId: session.call_id } as SessionOrganiser;
}
