import { z } from 'zod';

/** What answers are made of. */
export const id = z.uuid();
export const slug = z.string();
export const words = z.object({ ko: z.string(), en: z.string() });
/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const day = z.iso.date();
export const count = z.int();
export const optional = <S extends z.ZodType>(shape: S) => shape.nullable();
/** What a verb answers that has nothing to tell but that it was done. */
export const done = z.object({ done: z.literal(true) });
export const isDone = { done: true } as const;
