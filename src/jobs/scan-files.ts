import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { filesToScan } from '#domain/applications/attachments.read.server.ts';
import { leaveScan } from '#domain/applications/attachments.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { hasScanner, scanFile, type Scanned } from '#lib/scan.server.ts';
import { writeFault } from '#lib/fault.server.ts';

const againMs = 60_000;
let scanning = false;

/** Has files scanned that nobody has scanned yet. Where the scanner fails they stay unscanned, and are tried again. */
export function scanFiles(db: Db, at: Date): Promise<void> {
	if (hasScanner && !scanning) {
		scanning = true;
		// A scanner may take minutes: the other jobs, a draw among them, do not wait for it.
		scanDue(db, at)
			.catch((fault: unknown) => writeFault({ job: 'scan-files', at }, fault))
			.finally(() => (scanning = false));
	}
	return Promise.resolve();
}

/** Scans what is due at `at`, one file after the other. */
export async function scanDue(db: Db, at: Date): Promise<void> {
	for (const { id, call_id } of await filesToScan(reading(db), at, new Date(at.getTime() - againMs))) {
		await leaveScan(db, { id, callId: call_id }, await scanned(id), at);
	}
}

// A copy under a plain name: the scanner needs a path, and the store may be far away.
async function scanned(id: string): Promise<Scanned | null> {
	const folder = await mkdtemp(join(tmpdir(), 'madang-scan-'));
	try {
		await pipeline(await files.read(id), createWriteStream(join(folder, 'file'), { mode: 0o644 }));
		return await scanFile(join(folder, 'file'));
	} catch (fault) {
		writeFault({ job: 'scan-files', file: id }, fault);
		return null;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
