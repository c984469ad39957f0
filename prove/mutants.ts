import type { Mutant } from './mutant.ts';
import { closed } from './mutants/closed.ts';
import { counted } from './mutants/counted.ts';
import { running } from './mutants/running.ts';
import { sent } from './mutants/sent.ts';
import { strange } from './mutants/strange.ts';

/** All the named mutants, X1 to X37. */
export const mutants: Mutant[] = [...sent, ...counted, ...closed, ...strange, ...running];
