import { z } from 'zod';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { grouped, needed, prose, unneeded, words, wordsOrNone } from '#lib/schema.ts';
import { isDay } from '#lib/zone.ts';
import { categories } from './article.rules.ts';

const choice = { error: 'lib.not-a-choice' };
const either = (most: number) => z.preprocess((raw) => raw ?? {}, z.object({ ko: unneeded(most), en: unneeded(most) }));
const long = (most: number) => z.preprocess((raw) => raw ?? '', prose(most));
const idOrNone = z.union([z.uuid(choice), z.literal('')], choice).transform((id) => id || null);
const version = z.coerce.number().int().min(1);

/** An article as it is typed; parts of it may still be missing. */
export const ArticleForm = grouped(
	z.object({
		version,
		category: z.enum(categories, choice),
		author: either(80),
		title: either(120),
		lead: either(500),
		body: z.preprocess((raw) => raw ?? {}, z.object({ ko: long(60_000), en: long(60_000) })),
		picture: z.object({ id: idOrNone, alt: either(300), caption: either(300), credit: either(120) })
	})
);
export type ArticleForm = z.output<typeof ArticleForm>;

const day = z
	.string({ error: 'lib.required' })
	.transform((raw) => raw.normalize('NFKC').trim())
	.refine(isDay, { error: 'lib.not-a-day' });
const time = z
	.string({ error: 'lib.required' })
	.refine(isTime, { error: 'lib.not-a-time' })
	.transform((raw) => clockTime(raw));

/** From when on it is public (at once, where no day is named), and why it is changed where it was public already. */
export const PublishForm = grouped(
	z.object({
		version,
		from: z.preprocess((raw) => {
			const { day: typed = '', time: clock = '' } = (raw ?? {}) as { day?: string; time?: string };
			return typed.trim() === '' && clock.trim() === '' ? null : raw;
		}, z.object({ day, time }).nullable()),
		reason: wordsOrNone(400)
	})
);
export type PublishForm = z.output<typeof PublishForm>;

export const EditionForm = z.object({ edition: z.coerce.number().int().min(1) });
export const VersionForm = z.object({ number: z.coerce.number().int().min(1), version });

/** A word to explain. Other spellings stand between commas. */
export const TermForm = grouped(
	z.object({
		id: z.preprocess((raw) => raw ?? '', idOrNone),
		word: words(60),
		aliases: unneeded(300).transform((raw) => [
			...new Set(
				raw
					.split(/[,，]/)
					.map((one) => one.trim())
					.filter(Boolean)
			)
		]),
		explanation: words(400),
		source_title: words(120),
		source_url: z.url({ protocol: /^https?$/, error: 'lib.not-a-link' }).max(400, { error: 'lib.too-long' }),
		checked_on: day
	})
);
export type TermForm = z.output<typeof TermForm>;

export const IdForm = z.object({ id: z.uuid(choice) });

/** To whom a reader sends the record's address. What they might write besides is nobody's to send. */
export const MailForm = z.object({
	to: needed(200).pipe(z.email({ error: 'people.not-an-address' }))
});
