#!/usr/bin/env node
import { runLine } from './cli/main.ts';

const { exit, out, error } = await runLine(process.argv.slice(2));
for (const line of out) console.log(line);
for (const line of error) console.error(line);
process.exitCode = exit;
