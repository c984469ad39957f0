import { z } from 'zod';
import { grouped, text } from '#lib/schema.ts';

/** Which of a stop's calls another one gets, by the number each has there; without a number it stays behind. */
export const NumbersForm = grouped(z.object({ numbers: z.record(z.uuid(), text(40)).default({}) }));
export type NumbersForm = z.output<typeof NumbersForm>;
