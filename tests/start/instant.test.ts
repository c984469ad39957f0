// A backup is of one instant, whatever is written meanwhile, and a restore believes none whose journal is another.
import { equal, match } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { note } from '#domain/journal/write.server.ts';
import { together } from '#lib/db.server.ts';
import { backUp } from '../../ops/backup.ts';
import { restore } from '../../ops/restore.ts';
import { noon, scene } from '../cast.ts';
import { freshDatabase } from '../database.ts';
import { urlOf } from '../processes.ts';

function shelf(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'madang-backup-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

test('a backup taken among writers is of one instant: it can be restored', (t) =>
	scene(async ({ db, owner, hana }) => {
		const folder = shelf(t);
		let [isOver, written] = [false, 0];
		const line = { at: noon, by: hana.id, callId: null, verb: 'person.signed-in', about: hana.id } as const;
		const writing = [1, 2, 3].map(async () => {
			for (; !isOver; written++) await together(db, (tx) => note(tx, line));
		});
		while (written < 20) await new Promise((done) => setTimeout(done, 10));
		await backUp({ url: await urlOf(owner), dataDir: folder, inBucket: true }, join(folder, 'copy'), noon);
		isOver = true;
		await Promise.all(writing);
		const away = await freshDatabase();
		const { rows } = await restore({ url: away.url, dataDir: folder }, join(folder, 'copy'));
		equal(rows.journal! > 0, true);
		await away.drop();
	}));

test('a backup whose journal is not the one it names is refused', (t) =>
	scene(async ({ db, owner, hana }) => {
		const folder = shelf(t);
		const line = { at: noon, by: hana.id, callId: null, verb: 'person.signed-in', about: hana.id } as const;
		await together(db, (tx) => note(tx, line));
		await backUp({ url: await urlOf(owner), dataDir: folder, inBucket: true }, join(folder, 'copy'), noon);
		const manifest = join(folder, 'copy', 'manifest.json');
		const told = JSON.parse(readFileSync(manifest, 'utf8')) as { journal: { seq: number; hash: string } };
		writeFileSync(manifest, JSON.stringify({ ...told, journal: { ...told.journal, hash: 'ab'.repeat(32) } }));
		const away = await freshDatabase();
		const said = await restore({ url: away.url, dataDir: folder }, join(folder, 'copy')).then(
			() => 'it was restored',
			(fault: Error) => fault.message
		);
		match(said, /journal in the backup is broken/);
		await away.drop();
	}));
