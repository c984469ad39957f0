import { z } from 'zod';
import { characterFault, isBlank, isLongerThan, tidy } from '#lib/text.ts';
import { locales } from '#lib/words.ts';
import { plainPhone } from '#domain/applications/kinds.rules.ts';
import { normalEmail } from '#domain/people/rules.ts';
import { accesses, diets } from './attendees.rules.ts';

const text = (most: number, isNeeded: boolean) =>
	z
		.string({ error: 'lib.required' })
		.optional()
		.transform((raw = '', ctx) => {
			const kept = tidy(raw);
			const missing = isNeeded && isBlank(raw) ? 'lib.required' : undefined;
			const fault = missing ?? characterFault(raw) ?? (isLongerThan(most, kept) ? 'lib.too-long' : undefined);
			if (fault) ctx.addIssue({ code: 'custom', message: fault });
			return kept;
		});
const line = (most: number, isNeeded: boolean) => text(most, isNeeded).transform((kept) => kept.replaceAll('\n', ' '));

/** A telephone number as E.164, or null where none is given. A Korean one gains its country code. */
export const phone = z
	.string()
	.optional()
	.transform((raw = '', ctx) => {
		if (isBlank(raw)) return null;
		const plain = plainPhone(raw);
		if (plain?.startsWith('+')) return plain;
		ctx.addIssue({ code: 'custom', message: 'lib.not-a-phone' });
		return null;
	});

/** Somebody else of the same organisation who is to come. */
export const SubstituteForm = z.object({
	name: line(60, true),
	title: line(60, false),
	email: z
		.string({ error: 'lib.required' })
		.transform(normalEmail)
		.pipe(z.email({ error: 'people.not-an-address' }).max(254, { error: 'people.not-an-address' })),
	phone,
	locale: z.enum(locales, { error: 'lib.not-a-choice' })
});
export type SubstituteForm = z.output<typeof SubstituteForm>;

// Ticked boxes of one name come as lines; what is none of the kinds was not on the page.
const ticked = <Kind extends string>(kinds: readonly Kind[]) =>
	z
		.string()
		.optional()
		.transform((raw = '') => kinds.filter((kind) => raw.split('\n').includes(kind)));

/** What somebody needs to eat and to take part. */
export const NeedsForm = z.object({
	diet: ticked(diets),
	diet_more: text(300, false),
	access: ticked(accesses),
	access_more: text(300, false)
});
export type NeedsForm = z.output<typeof NeedsForm>;

/** Whether somebody agrees to be recorded. */
export const RecordingForm = z.object({
	consents: z.enum(['yes', 'no'], { error: 'lib.required' }).transform((said) => said === 'yes')
});

/** What was decided about a substitute. A refusal says why. */
export const ScreenForm = z
	.object({
		attendee: z.string({ error: 'lib.required' }),
		outcome: z.enum(['eligible', 'refused'], { error: 'lib.not-a-choice' }),
		reason: text(300, false)
	})
	.refine(({ outcome, reason }) => outcome === 'eligible' || reason !== '', {
		error: 'lib.required',
		path: ['reason']
	});
export type ScreenForm = z.output<typeof ScreenForm>;

/** A number for short messages, and that one agrees to them. */
export const ShortNumberForm = z
	.object({ phone, agrees: z.string().optional() })
	.refine(({ phone }) => phone !== null, { error: 'lib.required', path: ['phone'] })
	.refine(({ agrees }) => agrees === 'on', { error: 'applications.not-agreed', path: ['agrees'] })
	.transform(({ phone }) => ({ phone: phone ?? '' }));
export type ShortNumberForm = z.output<typeof ShortNumberForm>;
