// The software that is shipped is the software that was looked at: all of it is listed, under licences that are allowed,
// and none of it was taken on the day it came out.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { npmCommand } from '../../scripts/npm.mjs';
import { billOf, forbiddenIn, installedAt, supplies, tooYoung } from '../../scripts/supplies.mjs';

const root = join(import.meta.dirname, '../..');
const all = supplies();
const days = JSON.parse(readFileSync(join(root, 'supplies.json'), 'utf8')) as Parameters<typeof tooYoung>[1];

test('the bill of materials lists everything that is installed, each with its version, hash and licence', () => {
	const { components } = billOf(all);
	const listed = new Map(components.map((one) => [one['bom-ref'], `${one.name}@${one.version}`]));
	const installed = installedAt();
	ok(installed.length > 200);
	for (const path of installed) {
		const { name, version } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Record<
			string,
			string
		>;
		// A package may go by another name here than its own (`npm:typescript`).
		equal(listed.get(path), `${name}@${version}`, path);
	}
	deepEqual(
		components.filter(({ hashes }) => !/^[0-9a-f]{40,128}$/.test(hashes?.[0]?.content ?? '')).map(({ name }) => name),
		[]
	);
	equal(new Set(components.map((one) => one['bom-ref'])).size, components.length);
});

test('what is built in is under licences that are allowed', () => {
	deepEqual(forbiddenIn(all), []);
	const [one] = all;
	const under = (licence: string) => forbiddenIn([{ ...one!, licence, isBuiltIn: true }]);
	for (const licence of [
		'GPL-3.0',
		'AGPL-3.0-only',
		'BUSL-1.1',
		'SSPL-1.0',
		'UNLICENSED',
		'unknown',
		'(MIT AND GPL-2.0)'
	])
		equal(under(licence).length, 1, licence);
	deepEqual(under('(GPL-2.0 OR MIT)'), []);
});

test('nothing in the lock file was taken before it was seven days old', () => {
	deepEqual(tooYoung(all, days), []);
});

test('a version that was too new when it was taken is refused, and one nobody has looked at', () => {
	const fresh = { ...all[0]!, name: 'fresh', version: '1.0.0' };
	const taken = (published: string) => ({
		before: [],
		taken: { 'fresh@1.0.0': { published, taken: '2026-11-20T12:00:00Z' } }
	});
	deepEqual(tooYoung([fresh], taken('2026-11-13T11:59:00Z')), []);
	match(tooYoung([fresh], taken('2026-11-13T12:01:00Z'))[0] ?? '', /7\.0 days old|6\.9/);
	equal(tooYoung([fresh], taken('2026-11-20T11:00:00Z')).length, 1);
	match(tooYoung([fresh], { before: [], taken: {} })[0] ?? '', /record/);
});

const [npm = 'npm', ...first] = npmCommand();
const [major = 0, minor = 0] = execFileSync(npm, [...first, '--version'], { encoding: 'utf8' })
	.split('.')
	.map(Number);
const tooOld = major > 11 || (major === 11 && minor >= 16) ? false : 'this npm knows neither rule';

/** A registry on this machine with one package of three versions: of years ago, of this morning, and one that runs something. */
async function registry(t: TestContext): Promise<{ url: string; home: string }> {
	const home = mkdtempSync(join(tmpdir(), 'madang-registry-'));
	const old = '2020-01-01T00:00:00.000Z';
	const time: Record<string, string> = {
		'1.0.0': old,
		'1.0.1': new Date(Date.now() - 3_600_000).toISOString(),
		'2.0.0': old
	};
	for (const version of Object.keys(time)) pack(home, version);
	const server = http.createServer((request, response) => {
		const file = /\/(probe-[\d.]+\.tgz)$/.exec(request.url ?? '')?.[1];
		if (file) return response.end(readFileSync(join(home, file)));
		if (request.url !== '/probe') return response.writeHead(404).end();
		const { port } = server.address() as AddressInfo;
		const versions = Object.fromEntries(Object.keys(time).map((version) => [version, told(version, port)]));
		response
			.setHeader('content-type', 'application/json')
			.end(JSON.stringify({ name: 'probe', 'dist-tags': { latest: '1.0.1' }, versions, time }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	t.after(() => (server.close(), server.closeAllConnections(), rmSync(home, { recursive: true, force: true })));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, home };
}

const told = (version: string, port: number) => ({
	...{
		name: 'probe',
		version,
		...(version === '2.0.0' && { hasInstallScript: true, scripts: { postinstall: 'touch ran' } })
	},
	dist: { tarball: `http://127.0.0.1:${port}/probe/-/probe-${version}.tgz` }
});

function pack(home: string, version: string): void {
	const folder = join(home, version, 'package');
	mkdirSync(folder, { recursive: true });
	const scripts = version === '2.0.0' ? { postinstall: 'touch ran' } : {};
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'probe', version, scripts }));
	execFileSync('tar', ['-czf', join(home, `probe-${version}.tgz`), '-C', join(home, version), 'package']);
}

/** Installs from that registry under the rules of this project, in a folder of its own; answers with what came of it. */
function install({ url, home }: { url: string; home: string }, wanted: string) {
	const folder = mkdtempSync(join(home, 'project-'));
	cpSync(join(root, '.npmrc'), join(folder, '.npmrc'));
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', version: '1.0.0', private: true }));
	const settings = [
		`--registry=${url}`,
		`--cache=${join(home, 'cache')}`,
		'--no-audit',
		'--no-fund',
		'--userconfig=/dev/null'
	];
	return new Promise<{ code: number; said: string; version: string | null; ran: boolean }>((done) => {
		execFile(npm, [...first, 'install', wanted, ...settings], { cwd: folder }, (fault, stdout, stderr) => {
			const own = join(folder, 'node_modules', 'probe');
			const version = existsSync(own)
				? (JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { version: string }).version
				: null;
			done({ code: fault ? 1 : 0, said: stdout + stderr, version, ran: existsSync(join(own, 'ran')) });
		});
	});
}

test(
	'npm takes no version younger than seven days, and none that runs something unasked',
	{ skip: tooOld },
	async (t) => {
		const place = await registry(t);
		equal((await install(place, 'probe@^1.0.0')).version, '1.0.0', 'the newest that is old enough');
		const fresh = await install(place, 'probe@1.0.1');
		deepEqual([fresh.code, fresh.version], [1, null], fresh.said);
		const running = await install(place, 'probe@2.0.0');
		deepEqual([running.code, running.ran], [1, false], running.said);
	}
);
