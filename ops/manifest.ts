import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StartFault } from '../start/fault.mjs';

/** One file of a backup: where it is in it, how long it is, and its SHA-256 in hexadecimal. */
export type Kept = { path: string; bytes: number; sha256: string };

/**
 * What a backup says of itself: when it was made, which migrations its tables had, how many rows each has, at which line
 * the journal stood, where each counter stood, and every file in it.
 */
export type Manifest = {
	kind: 'madang/backup/v1';
	at: string;
	migrations: { name: string; sha256: string }[];
	rows: Record<string, number>;
	journal: { seq: number; hash: string };
	sequences: Record<string, number>;
	/** Where uploaded files are: in the backup, or in a bucket that has copies of its own. */
	files: 'here' | 'bucket';
	contents: Kept[];
};

/** The length and SHA-256 of a file. */
export async function measured(folder: string, path: string): Promise<Kept> {
	const hash = createHash('sha256');
	let bytes = 0;
	await pipeline(createReadStream(join(folder, path)), async (source) => {
		for await (const piece of source as AsyncIterable<Buffer>) {
			hash.update(piece);
			bytes += piece.length;
		}
	});
	return { path, bytes, sha256: hash.digest('hex') };
}

/** Every file below a folder, by its path in it; none when there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
	const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return found
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
}

/** Reads a backup and proves that it is whole. Refuses what is none, and names the first file that is not as it was. */
export async function readBackup(folder: string): Promise<Manifest> {
	const manifest = readManifest(folder);
	for (const kept of manifest.contents) {
		const now = await measured(folder, kept.path).catch(() => null);
		if (now?.sha256 === kept.sha256) continue;
		throw new StartFault(
			`The backup ${folder} is not whole: ${kept.path} ${now ? 'was changed' : 'is missing'}.`,
			`백업 ${folder}이(가) 온전하지 않습니다. ${kept.path} 파일이 ${now ? '바뀌었습니다' : '없습니다'}.`
		);
	}
	return manifest;
}

function readManifest(folder: string): Manifest {
	try {
		const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
		if (manifest.kind === 'madang/backup/v1') return manifest;
	} catch {
		// said below
	}
	throw new StartFault(`${folder} is no backup of Madang.`, `${folder}은(는) 마당의 백업이 아닙니다.`);
}
