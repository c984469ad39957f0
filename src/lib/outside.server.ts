import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { askBucket, type Bucket } from './s3.server.ts';

/** A place outside the program from which others serve plain files: a folder that a web server reads, or a bucket. */
export type Outside = {
	/** Puts a text under a name (`calls/seoul.html`), whole or not at all: whoever reads meanwhile has the one before. */
	put: (name: string, text: string) => Promise<void>;
	/** The text of this name, or null where there is none. */
	read: (name: string) => Promise<string | null>;
	/** Takes one away; one that is not there is no fault. */
	remove: (name: string) => Promise<void>;
};

/** So long a store may take for one of these small files. */
const patienceMs = 15_000;
const kinds: Record<string, string> = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8' };

/** A name as we make them; anything else could lead elsewhere. */
function checked(name: string): string {
	if (!/^([a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*\.(html|json)$/.test(name)) throw new Error('not a name of a page');
	return name;
}

/** Files in a folder. */
export function folderOutside(folder: string): Outside {
	const pathOf = (name: string) => join(folder, checked(name));
	return {
		put: async (name, text) => {
			const path = pathOf(name);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(`${path}.new`, text, { flush: true });
			await rename(`${path}.new`, path);
		},
		read: (name) =>
			readFile(pathOf(name), 'utf8').catch((fault: NodeJS.ErrnoException) => {
				if (fault.code === 'ENOENT') return null;
				throw fault;
			}),
		remove: (name) => rm(pathOf(name), { force: true })
	};
}

/** Files in a bucket of an S3-compatible store, which serves them as a site. Nobody on the way keeps one for long. */
export function bucketOutside(bucket: Bucket): Outside {
	const askIt = askBucket(bucket);
	const ask = (name: string, asked: RequestInit, fine: number[]) =>
		askIt(checked(name), { ...asked, signal: AbortSignal.timeout(patienceMs) }, fine);
	return {
		put: async (name, text) => {
			const headers = { 'content-type': kinds[name.split('.').at(-1)!]!, 'cache-control': 'public, max-age=30' };
			await (await ask(name, { method: 'PUT', body: text, headers }, [200])).body?.cancel();
		},
		read: async (name) => {
			const answer = await ask(name, {}, [200, 404]);
			const text = await answer.text();
			return answer.status === 200 ? text : null;
		},
		remove: async (name) => {
			await (await ask(name, { method: 'DELETE' }, [200, 204, 404])).body?.cancel();
		}
	};
}
