import { m } from '#lib/paraglide/messages.js';
import type { MeetingState } from './meetings.rules.ts';
import type { OfferKind, Side } from './rules.ts';
import type { Step } from './steps.rules.ts';

export const kindNames: Record<OfferKind, () => string> = {
	invest: m.offer_kind_invest,
	visit: m.offer_kind_visit,
	build: m.offer_kind_build,
	platform: m.offer_kind_platform,
	come: m.offer_kind_come
};

export const stepNames: Record<Step, () => string> = {
	interest: m.step_interest,
	meeting: m.step_meeting,
	pilot: m.step_pilot,
	agreement: m.step_agreement,
	outcome: m.step_outcome,
	ended: m.step_ended
};

export const sideNames: Record<Side | 'host', () => string> = {
	guest: m.followup_side_guest,
	applicant: m.followup_side_applicant,
	host: m.followup_side_host
};

export const meetingStates: Record<MeetingState, () => string> = {
	proposed: m.meeting_proposed,
	set: m.meeting_set,
	cancelled: m.meeting_cancelled
};
