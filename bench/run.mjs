// `npm run bench [name …]`: runs the benches of this folder, or the named ones. Each prints a table; none is a test.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

const files = globSync(join(import.meta.dirname, '*.bench.ts')).sort();
const nameOf = (file) => basename(file, '.bench.ts');
const [wanted, ...rest] = process.argv.slice(2);

const chosen = files.filter((file) => !wanted || nameOf(file) === wanted);
if (!chosen.length) {
	console.error(`There is no bench "${wanted}" but ${files.map(nameOf).join(', ')}.`);
	process.exit(1);
}
for (const file of chosen) {
	console.log(`\n# ${nameOf(file)}`);
	const { status } = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' });
	if (status) process.exit(status);
}
