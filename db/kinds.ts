// What the jsonb columns hold.

import type { ColumnType } from 'kysely';

/** One text in both languages, as organisers write it. */
export type Words = Record<'ko' | 'en', string>;
/** Text answers by field key, as typed (NFC). */
export type Answers = Record<string, string>;
/** One choice of a field. */
export type Option = { value: string; label: Words };
/** Scores by criterion key, 1 to 5. */
export type Scores = Record<string, number>;
/** Feature values by field key, as the draw counts them. */
export type Features = Record<string, string>;
/** Whatever a journal line or an invitation tells besides. */
export type Detail = Record<string, unknown>;
/** A list in jsonb: the driver would write a bare array as a PostgreSQL array, so it goes in as JSON text. */
export type List<T> = ColumnType<T[], string, string>;
