import { m } from '#lib/paraglide/messages.js';
import type { EventKind } from './rules.ts';

/** What each kind of facts is called where people choose. */
export const kindNames: Record<EventKind, () => string> = {
	applications: m.webhooks_kind_applications,
	decisions: m.webhooks_kind_decisions,
	invitations: m.webhooks_kind_invitations,
	programme: m.webhooks_kind_programme,
	registrations: m.webhooks_kind_registrations,
	records: m.webhooks_kind_records
};
