import { equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '../tests/database.ts';
import { describe } from './describe.ts';

const root = join(import.meta.dirname, '..');

test('schema.sql and tables.ts say what the migrations make', async () => {
	const { url, drop } = await freshDatabase();
	try {
		equal(await describe(url), readFileSync(join(root, 'db/schema.sql'), 'utf8'));
		execFileSync(join(root, 'node_modules/.bin/kysely-codegen'), ['--url', url, '--verify'], {
			cwd: root,
			stdio: 'pipe'
		});
	} finally {
		await drop();
	}
});
