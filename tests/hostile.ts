import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../shared/data/hostile-files');

/** Why tests of the hostile files are skipped: they lie beside the project, and not on every machine. */
export const noHostileFiles = existsSync(folder) ? false : 'the shared hostile files are not on this machine';

/** The names of the files nobody should take unseen, `f01_…` to `f12_…`. */
export const hostileNames = noHostileFiles ? [] : readdirSync(folder).filter((name) => /^f\d/.test(name));

/** One of them. */
export const hostile = (name: string) => readFileSync(join(folder, name));
