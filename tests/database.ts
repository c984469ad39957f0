import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { openTemplate, tell, withDatabase } from '../scripts/template.mjs';

type Template = { url: string; name: string; close?: () => Promise<void> };

let template: Promise<Template> | undefined;

// At the level of the file: a hook set within a test would run at that test's end.
after(async () => (await template)?.close?.());

/** A migrated database to copy: the run's own, or one on a PostgreSQL started for this file alone. */
function templateOf(): Promise<Template> {
	const { TEST_POSTGRES: url, TEST_TEMPLATE: name } = process.env;
	template ??= url && name ? Promise.resolve({ url, name }) : openTemplate();
	return template;
}

/** A new database with every migration applied; `drop` takes it away again. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
	const { url, name } = await templateOf();
	const fresh = `t_${randomBytes(6).toString('hex')}`;
	// Files are copied: to write them through the log would take twice as long, and nothing here outlives the run.
	await tell(url, `create database ${fresh} template ${name} strategy file_copy`);
	return { url: withDatabase(url, fresh), drop: () => tell(url, `drop database ${fresh} with (force)`) };
}
