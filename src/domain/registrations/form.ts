import { z } from 'zod';
import { grouped, needed, text, unneeded } from '#lib/schema.ts';
import { isTime } from '#domain/calls/dates.rules.ts';
import { locales } from '#lib/words.ts';
import { isDay } from '#lib/zone.ts';
import { normalEmail } from '#domain/people/rules.ts';
import { audiences, manners, states } from './rules.ts';

const id = z.uuid({ error: 'lib.not-a-choice' });
/** The page's own key for one press, so that the same press sent twice is one. */
const intent = z.string({ error: 'lib.required' }).regex(/^[\w-]{8,64}$/, { error: 'lib.required' });
const size = z.coerce.number({ error: 'lib.not-a-number' }).int().min(1, { error: 'lib.not-a-number' }).max(6);
const email = z
	.string({ error: 'lib.required' })
	.transform(normalEmail)
	.pipe(z.email({ error: 'people.not-an-address' }).max(254, { error: 'people.not-an-address' }));

export const nameLetters = 60;

// Who comes along has a field each, `companion.1` and on; what is left empty is nobody.
const companions = {
	'companion.1': unneeded(nameLetters),
	'companion.2': unneeded(nameLetters),
	'companion.3': unneeded(nameLetters),
	'companion.4': unneeded(nameLetters),
	'companion.5': unneeded(nameLetters)
};
type Companions = Record<keyof typeof companions, string>;
const named = (fields: Companions): string[] =>
	Object.keys(companions)
		.map((key) => fields[key as keyof Companions])
		.filter(Boolean);

const who = { name: needed(nameLetters), email, affiliation: unneeded(80), ...companions };

const asWho = <Fields extends Companions & { name: string; email: string; affiliation: string }>(fields: Fields) => ({
	...{ name: fields.name, email: fields.email, affiliation: fields.affiliation, companions: named(fields) }
});

/** Which places are to be held, and how many. */
export const HoldForm = z.object({ intent, kind: id, size });
export type HoldForm = z.output<typeof HoldForm>;

/** Who registers, and who comes along by name. */
export const WhoForm = z.object(who).transform(asWho);
export type WhoForm = z.output<typeof WhoForm>;

/** The same, with which kind of place: where nothing is held, or there is a waiting list. */
export const JoinForm = z
	.object({ intent, kind: id, ...who })
	.transform((fields) => ({ intent: fields.intent, kind: fields.kind, ...asWho(fields) }));
export type JoinForm = z.output<typeof JoinForm>;

/** What somebody changes of their registration: their name, and who comes along. */
export const ChangeForm = z
	.object({ name: who.name, affiliation: who.affiliation, ...companions })
	.transform((fields) => ({ name: fields.name, affiliation: fields.affiliation, companions: named(fields) }));
export type ChangeForm = z.output<typeof ChangeForm>;

/** To whom somebody hands on their places. */
export const HandOnForm = z.object({ name: who.name, email });
export type HandOnForm = z.output<typeof HandOnForm>;

const moment = z.object({
	day: z.string({ error: 'lib.required' }).refine(isDay, { error: 'lib.not-a-day' }),
	time: z.string({ error: 'lib.required' }).refine(isTime, { error: 'lib.not-a-time' })
});
const count = (least: number, most: number) =>
	z
		.string({ error: 'lib.required' })
		.regex(/^\s*\d{1,6}\s*$/, { error: 'lib.not-a-number' })
		.transform(Number)
		.pipe(z.number().min(least, { error: 'lib.not-a-number' }).max(most, { error: 'lib.not-a-number' }));

/** How a register is run: its hours by the stop's clock, how places are given, how long they are held and offered. */
export const RegisterForm = grouped(
	z.object({
		opens: moment,
		closes: moment,
		manner: z.enum(manners, { error: 'lib.not-a-choice' }),
		hold_minutes: count(1, 60),
		offer_hours: count(1, 336)
	})
);
export type RegisterForm = z.output<typeof RegisterForm>;

/** A kind of place; a new one where there is no id. */
export const KindForm = z
	.object({
		id: id.optional(),
		'name.ko': needed(30),
		'name.en': needed(30),
		audience: z.enum(audiences, { error: 'lib.not-a-choice' }),
		capacity: count(0, 100_000),
		companions: count(0, 5),
		no_show_percent: count(0, 50)
	})
	.transform(({ 'name.ko': ko, 'name.en': en, ...rest }) => ({ ...rest, name: { ko, en } }));
export type KindForm = z.output<typeof KindForm>;

/** What is decided about those who asked: one, many, or whoever is ticked. */
export const DecideForm = z
	.object({
		registration: z.string({ error: 'lib.required' }).transform((ids) => ids.split('\n')),
		decision: z.enum(['approve', 'refuse'], { error: 'lib.not-a-choice' }),
		reason: text(300).optional().default('')
	})
	.refine(({ decision, reason }) => decision === 'approve' || reason !== '', {
		error: 'lib.required',
		path: ['reason']
	});
export type DecideForm = z.output<typeof DecideForm>;

/** Somebody entered by hand, past the hours and the manner but never past the capacity. */
export const EnterForm = z
	.object({ intent, kind: id, locale: z.enum(locales, { error: 'lib.not-a-choice' }), ...who })
	.transform((fields) => ({
		...{ intent: fields.intent, kind: fields.kind, locale: fields.locale, ...asWho(fields) }
	}));
export type EnterForm = z.output<typeof EnterForm>;

/** A registration that the desk cancels, and why. */
export const CancelForm = z.object({ registration: id, reason: needed(300) });
export type CancelForm = z.output<typeof CancelForm>;

/** Whom the desk looks for, and from where on. What is none of it is nobody in particular. */
export const LookForm = z.object({
	text: z.string().max(100).catch(''),
	state: z.enum(states).optional().catch(undefined),
	from: z.coerce.number().int().min(0).max(1_000_000).catch(0)
});
export type LookForm = z.output<typeof LookForm>;
