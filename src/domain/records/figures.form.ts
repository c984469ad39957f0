import { z } from 'zod';
import { prose } from '#lib/schema.ts';

export const FiguresForm = z.object({ reason: z.preprocess((raw) => raw ?? '', prose(300)) });
