import { z } from 'zod';

/** Nobody's data is destroyed by a slip: the box says what cannot be undone. */
export const ErasureForm = z.object({ understood: z.literal('yes', { error: 'erasures.not-understood' }) });
