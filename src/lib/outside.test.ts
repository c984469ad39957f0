import { equal, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import S3rver from 's3rver';
import { bucketOutside, folderOutside, type Outside } from './outside.server.ts';

function scratch(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'madang-outside-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

const places: Record<string, (t: TestContext) => Outside | Promise<Outside>> = {
	'a folder': (t) => folderOutside(scratch(t)),
	'a bucket': async (t) => {
		const configureBuckets = [{ name: 'board', configs: [] }];
		const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: scratch(t), configureBuckets });
		const { port } = await server.run();
		t.after(() => server.close());
		const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
		return bucketOutside({ endpoint: `http://127.0.0.1:${port}`, bucket: 'board', region: 'us-east-1', ...keys });
	}
};

for (const [name, open] of Object.entries(places))
	test(`${name} outside takes a page, over one that was there, and lets go of it`, async (t) => {
		const place = await open(t);
		equal(await place.read('board.json'), null);
		await place.put('calls/seoul.en.html', '<p>하나');
		await place.put('calls/seoul.en.html', '<p>둘');
		equal(await place.read('calls/seoul.en.html'), '<p>둘');
		await place.remove('calls/seoul.en.html');
		await place.remove('calls/seoul.en.html');
		equal(await place.read('calls/seoul.en.html'), null);
		for (const bad of ['../etc/x.html', '/x.html', 'a/b/c.html', 'x.exe', 'calls/.html'])
			await rejects(place.put(bad, ''), /not a name/);
	});
