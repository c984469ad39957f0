import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from 'svelte/compiler';

const root = resolve(import.meta.dirname, '..');
const sheet = /\$\$css = \{\s*hash: '[^']*',\s*code: ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/;

/**
 * Parts of a record carry their style sheet in themselves, for a copy on somebody's disk has nothing else. What is in them
 * is known when the program is built: the policy lets these sheets stand, by their hashes, and no other.
 * @returns {`sha256-${string}`[]}
 */
export function injectedStyles() {
	return globSync('src/**/*.svelte', { cwd: root }).flatMap((file) => {
		const source = readFileSync(join(root, file), 'utf8');
		if (!source.includes('css="injected"')) return [];
		const { js } = compile(source, { filename: join(root, file), generate: 'server', dev: false });
		const [, literal] = sheet.exec(js.code) ?? [];
		if (!literal) return [];
		const code = new Function(`return ${literal}`)();
		return [/** @type {const} */ (`sha256-${createHash('sha256').update(code).digest('base64')}`)];
	});
}
