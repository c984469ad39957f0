// What the draw costs: its own bench, beside the package it measures.
import '../packages/draw/bench.ts';
