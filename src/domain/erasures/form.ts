import { z } from 'zod';
import { needed } from '#lib/schema.ts';

/** Nobody's data is destroyed by a slip: the box says what cannot be undone. */
export const ErasureForm = z.object({ understood: z.literal('yes', { error: 'erasures.not-understood' }) });

/** Why a call is to be deleted, and the hash of what it held when it was said. */
export const DeletionAsked = z.object({ reason: needed(300), seen: z.string({ error: 'lib.required' }) });

/** The deletion itself; a draft that nobody applied in needs its reason only now. */
export const DeleteForm = z.object({ reason: needed(300) });
