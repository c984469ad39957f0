import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * One digest (hex) of the TypeScript of a folder, which anybody can make again with ordinary tools: in that folder,
 * `find src -name '*.ts' | LC_ALL=C sort | xargs sha256sum | sha256sum`. Undefined where the sources are not at hand.
 */
export function codeDigest(folder: string): string | undefined {
	const files = globSync('src/**/*.ts', { cwd: folder }).sort((a, b) => (a < b ? -1 : 1));
	if (files.length === 0) return undefined;
	return sha256(files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}\n`).join(''));
}
