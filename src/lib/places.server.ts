import { appendFile, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a list of texts is kept outside the database: a file of one name in each of these folders. */
export type Places = { folders: string[]; name: string };

/** Adds a text at the end of the list, in every place. */
export async function keepIn({ folders, name }: Places, text: string): Promise<void> {
	for (const folder of folders) {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		await appendFile(join(folder, name), text, { mode: 0o600, flush: true });
	}
}

/** The list as each place has it; where there is none yet, an empty one. */
export function keptIn({ folders, name }: Places): Promise<string[]> {
	return Promise.all(
		folders.map((folder) =>
			readFile(join(folder, name), 'utf8').catch((fault: NodeJS.ErrnoException) => {
				if (fault.code === 'ENOENT') return '';
				throw fault;
			})
		)
	);
}

/** Puts the list of every place aside, under another name, so that a new one begins; nothing of it is lost. */
export async function putAside({ folders, name }: Places, at: Date): Promise<void> {
	const aside = `${name}.until-${at.toISOString().replaceAll(':', '-')}`;
	for (const folder of folders) {
		await rename(join(folder, name), join(folder, aside)).catch((fault: NodeJS.ErrnoException) => {
			if (fault.code !== 'ENOENT') throw fault;
		});
	}
}
