import { z } from 'zod';
import { delimiters } from '#lib/csv.ts';
import { encodings } from '#lib/encoding.ts';

const prefix = 'column_';

/** The name of the choice of what a column is. */
export const columnName = (nth: number) => `${prefix}${nth}`;

/** An address letters can go to, as whoever signs in may have. */
export const Address = z.email().max(254);

/** How a file is to be read: what is left empty is found out. */
export const ReadingSent = z.object({
	encoding: z.enum(encodings).optional().catch(undefined),
	delimiter: z.enum(delimiters).optional().catch(undefined),
	sheet: z.string().max(200).optional().catch(undefined)
});

/** What each column is, by its place: `email`, the key of a field, or nothing. */
export function columnsAmong(data: Iterable<[string, unknown]>): Map<number, string> {
	const chosen = [...data].filter(([name, text]) => name.startsWith(prefix) && typeof text === 'string');
	return new Map(chosen.map(([name, text]) => [Number(name.slice(prefix.length)), String(text)]));
}

/** The press that imports: what the organiser vouches for, and whether the applicants are written to. */
export const ImportPressed = z.object({
	vouched: z.literal('on', { error: 'applications.import-not-vouched' }),
	tells: z.literal('on').optional()
});
