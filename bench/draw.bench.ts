// What the draw costs: its own bench, beside the package it measures. `npm run bench draw fair [DRAWS]`: how fair it is.
import { fairness } from '../packages/draw/bench/uniformity.ts';

if (process.argv[2] === 'fair') process.exitCode = (await fairness(Number(process.argv[3] ?? 1_000_000))) ? 0 : 1;
else await import('../packages/draw/bench.ts');
