import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A data folder for the tests of one file. Imported before anything that reads the settings. */
export const dataFolder = mkdtempSync(join(tmpdir(), 'madang-files-'));
process.env.DATA_DIR = dataFolder;
after(() => rmSync(dataFolder, { recursive: true, force: true }));
