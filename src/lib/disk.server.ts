import { createReadStream } from 'node:fs';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Which bytes of a file, both ends included. */
export type Span = { from: number; to: number };

/** Where files lie, by keys of our own making: 36 letters of hexadecimal and hyphens, unrelated to any name. */
export type Files = {
	/** Takes in a copy of a file on the disk, over one that was there. When it returns, it is there to stay. */
	put: (key: string, path: string) => Promise<void>;
	/** The bytes of a file, whole or in part. Throws when it is not there. */
	read: (key: string, span?: Span) => Promise<Readable>;
	/** Takes a file away; one that is not there is no fault. */
	remove: (key: string) => Promise<void>;
};

/** Files in a folder, spread over 256 others. What is put must lie on the same disk: it gets a second name there. */
export function diskFiles(folder: string): Files {
	const pathOf = (key: string) => join(folder, checked(key).slice(0, 2), key);
	return {
		put: async (key, path) => {
			const home = pathOf(key);
			await mkdir(dirname(home), { recursive: true, mode: 0o700 });
			await sync(path);
			await rm(home, { force: true });
			await link(path, home);
			// The name lives in the folder, and the folder's name in the one above: both must be on the disk as well.
			for (const at of [dirname(home), folder]) await sync(at);
		},
		read: async (key, span) => {
			await stat(pathOf(key));
			return createReadStream(pathOf(key), span && { start: span.from, end: span.to });
		},
		remove: (key) => rm(pathOf(key), { force: true })
	};
}

/** A key as we make them; anything else could be a path. */
export function checked(key: string): string {
	if (!/^[0-9a-f-]{36}$/.test(key)) throw new Error('not a key of a file');
	return key;
}

async function sync(path: string): Promise<void> {
	const file = await open(path, 'r');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
