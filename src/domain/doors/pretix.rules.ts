import type { Words } from '#lib/words.ts';
import { maskedName } from './rules.ts';
import type { Reason } from './verdict.rules.ts';

// The shapes are pretix's own (its REST API, 2026): keys it has and we have no use for are there, and empty.

/** Why a ticket is not let through, in the fixed words of pretix's protocol. */
export const pretixReasons: Record<Reason, string> = {
	'not-a-ticket': 'invalid',
	forged: 'invalid',
	trial: 'invalid',
	'not-trial': 'invalid',
	'other-session': 'invalid',
	unknown: 'invalid',
	revoked: 'revoked',
	'wrong-kind': 'product',
	'too-early': 'invalid_time',
	'too-late': 'invalid_time',
	expired: 'invalid_time',
	'wrong-way': 'rules',
	'already-in': 'already_redeemed'
};

/** A page of a list, as pretix gives it: all of it. */
export const pageOf = <T>(results: T[]) => ({ count: results.length, next: null, previous: null, results });

type SessionToTell = { slug: string; title: Words; starts_at: Date; ends_at: Date; time_zone: string };

/** A session as an event. */
export function eventOf(session: SessionToTell) {
	return {
		...{ name: session.title, slug: session.slug, live: true, testmode: false, currency: 'KRW', is_public: true },
		...{ date_from: session.starts_at.toISOString(), date_to: session.ends_at.toISOString(), date_admission: null },
		...{ presale_start: null, presale_end: null, location: {}, geo_lat: null, geo_lon: null, has_subevents: false },
		...{ meta_data: {}, seating_plan: null, plugins: [] as string[], seat_category_mapping: {} },
		...{ timezone: session.time_zone, item_meta_properties: {}, valid_keys: { pretix_sig1: [] as string[] } },
		...{ all_sales_channels: true, limit_sales_channels: [] as string[], sales_channels: ['web'] }
	};
}

/** The number a kind of place goes by as an item; the invited have one of their own. */
export const invitedItem = 1;
export const itemNumber = (position: number | null) => (position === null ? invitedItem : position + 2);

/** A kind of place as an item. */
export function itemOf({ number, name }: { number: number; name: Words }, needsAttention: boolean) {
	const free = {
		default_price: '0.00',
		free_price: false,
		free_price_suggestion: null,
		tax_rate: '0.00',
		tax_rule: null
	};
	const validity = {
		...{ validity_mode: null, validity_fixed_from: null, validity_fixed_until: null },
		...{ validity_dynamic_duration_minutes: null, validity_dynamic_duration_hours: null },
		...{ validity_dynamic_duration_days: null, validity_dynamic_duration_months: null },
		...{ validity_dynamic_start_choice: false, validity_dynamic_start_choice_day_limit: null }
	};
	const membership = {
		...{
			require_membership: false,
			require_membership_types: [] as number[],
			require_membership_hidden: false,
			grant_membership_type: null
		},
		...{ grant_membership_duration_like_event: true, grant_membership_duration_days: 0 },
		grant_membership_duration_months: 0
	};
	const sale = {
		...{ available_from: null, available_from_mode: 'hide', available_until: null, available_until_mode: 'hide' },
		...{ require_voucher: false, hide_without_voucher: false, allow_cancel: true, require_bundling: false },
		...{ min_per_order: null, max_per_order: null, original_price: null, require_approval: false },
		...{ generate_tickets: null, show_quota_left: null, hidden_if_available: null, hidden_if_item_available: null },
		...{ hidden_if_item_available_mode: 'hide', allow_waitinglist: true, issue_giftcard: false, meta_data: {} },
		...{ all_sales_channels: true, limit_sales_channels: [] as string[], sales_channels: ['pretixpos', 'web'] }
	};
	return {
		...{ id: number, category: null, name, internal_name: null, active: true, description: null, admission: true },
		...{ personalized: true, position: number, picture: null, checkin_attention: needsAttention, checkin_text: null },
		...{ has_variations: false, variations: [] as unknown[], addons: [] as unknown[], bundles: [] as unknown[] },
		...{ program_times: [] as unknown[], media_policy: null, media_type: null },
		...{ ...free, ...sale, ...membership, ...validity }
	};
}

type DoorToTell = { number: number; name: Words; allItems: boolean; items: number[]; inside: number; tickets: number };

/** A door as a check-in list. */
export function listOf({ number, name, allItems, items, inside, tickets }: DoorToTell, locale: 'ko' | 'en') {
	return {
		...{
			id: number,
			name: name[locale],
			all_products: allItems,
			limit_products: allItems ? [] : items,
			subevent: null
		},
		...{ checkin_count: inside, position_count: tickets, include_pending: false, allow_multiple_entries: false },
		...{ allow_entry_after_exit: true, rules: {}, exit_all_at: null, addon_match: false },
		...{ ignore_in_statistics: false, consider_tickets_used: true }
	};
}

export type PositionToTell = {
	number: number;
	code: string;
	name: string;
	secret: string;
	item: number;
	nth: number;
	isCanceled: boolean;
	checkins: { id: number; at: Date; list: number; way: string }[];
};

/** A ticket as a position of an order; its name masked, for a scanner is in a steward's hands. */
export function positionOf(one: PositionToTell) {
	const name = maskedName(one.name);
	const address = { company: null, street: null, zipcode: null, city: null, country: null, state: null };
	return {
		...{ id: one.number, order: orderCode(one.number), positionid: one.nth + 1, item: one.item, variation: null },
		...{ price: '0.00', attendee_name: name, attendee_name_parts: { _scheme: 'full', full_name: name } as object },
		...{ ...address, discount: null, attendee_email: null, voucher: null, tax_rate: '0.00', tax_value: '0.00' },
		...{ secret: one.secret, addon_to: null, subevent: null, print_logs: [] as unknown[], downloads: [] as unknown[] },
		checkins: one.checkins.map(({ id, at, list, way }) => ({ id, datetime: at.toISOString(), list, type: way })),
		...{ answers: [] as unknown[], tax_rule: null, pseudonymization_id: one.code.slice(-10), seat: null },
		...{ canceled: one.isCanceled, tax_code: null, valid_from: null, valid_until: null },
		...{ blocked: null, voucher_budget_use: null, plugin_data: {} }
	};
}

const orderCode = (number: number) => number.toString(36).toUpperCase().padStart(5, '0');

/** A ticket as an order of one position. */
export function orderOf(one: PositionToTell & { issuedAt: Date; changedAt: Date; event: string; locale: string }) {
	const [issued, changed] = [one.issuedAt.toISOString(), one.changedAt.toISOString()];
	const name = { name: '', name_parts: { _scheme: 'full' } };
	const place = { street: '', zipcode: '', city: '', country: '', state: '' };
	const invoice_address = {
		...{ last_modified: issued, is_business: false, company: '', ...name, ...place, vat_id: '' },
		...{ vat_id_validated: false, custom_field: null, internal_reference: '' },
		...{ transmission_type: 'email', transmission_info: {} }
	};
	return {
		...{ code: orderCode(one.number), event: one.event, status: one.isCanceled ? 'c' : 'p', testmode: false },
		...{ secret: '', email: '', phone: null, locale: one.locale, datetime: issued, expires: issued },
		...{ payment_date: issued.slice(0, 10), payment_provider: 'free', fees: [] as unknown[], total: '0.00' },
		...{ tax_rounding_mode: 'line', comment: '', custom_followup_at: null, invoice_address },
		...{ positions: [positionOf(one)], downloads: [] as unknown[], checkin_attention: false, checkin_text: null },
		...{ last_modified: changed, payments: [] as unknown[], refunds: [] as unknown[], require_approval: false },
		...{ sales_channel: 'web', url: '', customer: null, valid_if_pending: false, api_meta: {}, plugin_data: {} },
		...{ cancellation_date: one.isCanceled ? changed : null }
	};
}
