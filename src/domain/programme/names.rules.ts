import { m } from '#lib/paraglide/messages.js';

type Names = Record<string, () => string>;

/** Who may ask, as the public reads it. */
export const askersNames: Names = {
	moderator: m.askers_moderator,
	drawn: m.askers_drawn,
	press: m.askers_press,
	anyone: m.askers_anyone
};

/** Whether others see who asks. */
export const namingNames: Names = { named: m.naming_named, anonymous: m.naming_anonymous, choice: m.naming_choice };

export const visibilityNames: Names = {
	public: m.visibility_public,
	masked: m.visibility_masked,
	private: m.visibility_private
};

export const sideNames: Names = { delegation: m.side_delegation, host: m.side_host, other: m.side_other };

export const consentNames: Names = { agreed: m.consent_agreed, refused: m.consent_refused, unasked: m.consent_unasked };

/** What a release changed about a session. */
export const changeNames: Names = {
	new: m.change_new,
	moved: m.change_moved,
	hall: m.change_hall,
	renamed: m.change_renamed,
	cancelled: m.change_cancelled,
	restored: m.change_restored,
	speakers: m.change_speakers,
	details: m.change_details
};

/** Where an application of the press stands, and what an organiser can decide. */
export const accreditationNames: Names = {
	applied: m.accreditation_applied,
	accredited: m.accreditation_accredited,
	refused: m.accreditation_refused,
	withdrawn: m.accreditation_withdrawn
};
export const decisionNames: Names = {
	accredited: m.accreditation_accredit,
	refused: m.accreditation_refuse,
	withdrawn: m.accreditation_withdraw
};

/** For whom a briefing is. */
export const audienceNames: Names = {
	guest: m.audience_guest,
	speakers: m.audience_speakers,
	moderators: m.audience_moderators,
	press: m.audience_press,
	person: m.audience_person
};
