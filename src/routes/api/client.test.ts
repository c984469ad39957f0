import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { writeClient } from '../../../scripts/write-client.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { scene } from '../../../tests/cast.ts';
import { openApiDoor, tokenFor } from '../../../tests/program.ts';
import { openApi } from './openapi.ts';

type Said = { data?: { results: { number: string | null }[] }; error?: { code: string } };
type Asking = (path: string, given: object) => Promise<Said>;

const root = resolve(import.meta.dirname, '../../..');
const used = `import { openMadang } from './client.ts';
const madang = openMadang('https://madang.example/api/v1', 'mdg_x');
const { data } = await madang.GET('/calls/{call}/applications', { params: { path: { call: 'seoul' }, query: { limit: 1 } } });
export const number: string | null | undefined = data?.results[0]?.FIELD;
`;

/** What the compiler says of a program in a folder; nothing when it is sound. */
function compiled(folder: string): Promise<string> {
	const options = [
		'--noEmit',
		'--strict',
		'--module',
		'nodenext',
		'--target',
		'es2024',
		'--allowImportingTsExtensions'
	];
	const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
	return new Promise((done) => {
		execFile(process.execPath, [tsc, ...options, 'used.ts'], { cwd: folder }, (_, said, wrong) => done(said + wrong));
	});
}

test('the generated client compiles, a wrong field does not, and a call with it is answered', () =>
	scene(async (world) => {
		await applied(world, world.joonApplying, firm(1));
		const door = await openApiDoor(world.db);
		const folder = await mkdtemp(join(tmpdir(), 'madang-client-'));
		try {
			await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
			await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
			await writeClient(openApi(), folder);
			await writeFile(join(folder, 'used.ts'), used.replace('FIELD', 'number'));
			equal(await compiled(folder), '');
			await writeFile(join(folder, 'used.ts'), used.replace('FIELD', 'nunber'));
			match(await compiled(folder), /nunber/);

			// This test is compiled where there is no generated client: it is known here by what is asked of it.
			const made = (await import(join(folder, 'client.ts'))) as {
				openMadang: (base: string, token: string) => { GET: Asking };
			};
			const madang = made.openMadang(door.base, await tokenFor(world));
			const path = { call: world.call.slug };
			const { data, error } = await madang.GET('/calls/{call}/applications', { params: { path } });
			equal(error, undefined);
			equal(data!.results.length, 1);
			ok(data!.results[0]!.number);
			const refused = await madang.GET('/calls/{call}/applications', { params: { path: { call: 'nowhere' } } });
			deepEqual([refused.data, typeof refused.error?.code], [undefined, 'string']);
		} finally {
			await door.close();
			await rm(folder, { recursive: true, force: true });
		}
	}));
