import { legal } from './legal.ts';
import { manufacturing } from './manufacturing.ts';
import type { Sector } from './sector.ts';

export const sectors: Sector[] = [manufacturing, legal];
