import { quotaName } from '#domain/calls/quotas.rules.ts';
import { criteriaFor, type WholeCall } from '#domain/calls/rules.ts';
import type { CallRules, Kept } from '#domain/tours/shared.rules.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Locale } from '#lib/words.ts';
import { clockIn, daysBetween } from '#lib/zone.ts';

/** The rules of a call that the calls of a tour may share, each as it compares and as it reads. */
export function rulesOf(call: WholeCall, locale: Locale): CallRules {
	const day = (at: Date) => clockIn(call.stop.time_zone, at).day;
	const days = (rule: string, count: number): Kept => ({ rule, value: String(count), words: m.rule_days({ count }) });
	const list = (rule: string, items: { key: string; words: string }[]): Kept => ({
		...{ rule, value: JSON.stringify(items.map(({ key, words }) => [key, words])) },
		words: items.map(({ words }) => words).join(', ') || '–'
	});
	return {
		slug: call.slug,
		rules: [
			days(m.rule_open(), daysBetween(day(call.opens_at), day(call.closes_at))),
			days(m.rule_review(), daysBetween(day(call.closes_at), day(call.review_until))),
			days(m.rule_reply(), call.reply_days),
			{
				rule: m.rule_grace(),
				value: String(call.grace_minutes),
				words: m.gap_minutes({ minutes: call.grace_minutes })
			},
			list(
				m.rule_tracks(),
				call.tracks.map(({ key, name, places }) => ({ key, words: `${inWords(name, locale)} ${places}` }))
			),
			list(
				m.rule_criteria(),
				criteriaFor(call, null).map(({ key, name, weight }) => ({ key, words: `${inWords(name, locale)} ×${weight}` }))
			),
			list(
				m.rule_quotas(),
				call.quotas.map((quota) => ({
					key: quota.feature,
					words: `${quotaName(call, quota, locale)} ${quota.min}–${quota.max}`
				}))
			),
			list(
				m.rule_terms(),
				call.terms.map(({ key, title, keep_days }) => ({
					key,
					words: `${inWords(title, locale)} (${m.rule_days({ count: keep_days ?? 0 })})`
				}))
			)
		]
	};
}
