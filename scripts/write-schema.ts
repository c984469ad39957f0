// Writes schema.sql and tables.ts from the migrations: `node scripts/write-schema.ts`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../start/postgres.mjs';
import { describe } from '../db/describe.ts';
import { migrate } from '../db/migrate.ts';

const root = join(import.meta.dirname, '..');
const dataDir = mkdtempSync(join(tmpdir(), 'madang-schema-'));
const { url, stop } = await startPostgres({ dataDir, fast: true });
try {
	await migrate(url);
	writeFileSync(join(root, 'db/schema.sql'), await describe(url));
	execFileSync(join(root, 'node_modules/.bin/kysely-codegen'), ['--url', url], { cwd: root, stdio: 'inherit' });
} finally {
	await stop();
	rmSync(dataDir, { recursive: true, force: true });
}
