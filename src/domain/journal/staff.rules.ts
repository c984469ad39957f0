import { m } from '#lib/paraglide/messages.js';

/** What each fact is called that is about who works here and by what: the people, their approvals, their programs. */
export const staffSentences = {
	'approval.asked': m.journal_approval_asked,
	'approval.approved': m.journal_approval_approved,
	'approval.refused': m.journal_approval_refused,
	...{ 'announcement.key-made': m.journal_announcement_key_made },
	...{ 'announcement.key-ended': m.journal_announcement_key_ended },
	...{ 'exposure.kept': m.journal_exposure_kept, 'exposure.told': m.journal_exposure_told },
	'host.opened': m.journal_host_opened,
	'host.second-factor-set': m.journal_host_second_factor,
	...{ 'host.coloured': m.journal_host_coloured, 'host.marked': m.journal_host_marked },
	'host.unmarked': m.journal_host_unmarked,
	...{ 'host.domain-named': m.journal_host_domain_named, 'host.domain-dropped': m.journal_host_domain_dropped },
	...{ 'host.domain-live': m.journal_host_domain_live, 'host.domain-missed': m.journal_host_domain_missed },
	'host.domain-off': m.journal_host_domain_off,
	...{ 'host.provider-set': m.journal_host_provider_set, 'host.provider-ended': m.journal_host_provider_ended },
	'role.given': m.journal_role_given,
	'role.extended': m.journal_role_extended,
	'role.ended': m.journal_role_ended,
	'token.made': m.journal_token_made,
	'token.revoked': m.journal_token_revoked,
	'webhook.added': m.journal_webhook_added,
	'webhook.secret-changed': m.journal_webhook_secret_changed,
	'webhook.ended': m.journal_webhook_ended,
	'webhook.sent-again': m.journal_webhook_sent_again
};
