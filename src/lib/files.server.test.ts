import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import S3rver from 's3rver';
import { diskFiles, type Files } from './disk.server.ts';
import { s3Files } from './s3.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'madang-stores-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// A server that speaks S3, on the disk.
const server = new S3rver({
	...{ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3') },
	configureBuckets: [{ name: 'madang', configs: [] }]
});
let endpoint = '';
before(async () => {
	const { port } = await server.run();
	endpoint = `http://127.0.0.1:${port}`;
});
after(() => server.close());

const bucket = (accessKeyId = 'S3RVER') =>
	s3Files({ endpoint, bucket: 'madang', region: 'us-east-1', accessKeyId, secretAccessKey: 'S3RVER' });

function fileOf(bytes: Buffer): string {
	const path = join(folder, randomUUID());
	writeFileSync(path, bytes);
	return path;
}

async function all(files: Files, key: string, span?: { from: number; to: number }): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of await files.read(key, span)) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

const stores: [string, () => Files][] = [
	['a folder', () => diskFiles(join(folder, 'disk'))],
	['a bucket', () => bucket()]
];

for (const [name, open] of stores) {
	test(`${name}: what is put is read back, whole and in part, and is gone when removed`, async () => {
		const files = open();
		const [key, bytes] = [randomUUID(), randomBytes(300_000)];
		const path = fileOf(bytes);
		await files.put(key, path);
		equal(existsSync(path), true);
		deepEqual(await all(files, key), bytes);
		deepEqual(await all(files, key, { from: 10, to: 19 }), bytes.subarray(10, 20));
		const later = randomBytes(10);
		await files.put(key, fileOf(later)); // again, after a crash between the two halves of a put
		deepEqual(await all(files, key), later);
		await files.remove(key);
		await files.remove(key);
		await rejects(files.read(key));
	});

	test(`${name}: a key that is a path is none`, async () => {
		for (const key of ['../../etc/passwd', 'a', '']) {
			await rejects(async () => open().read(key), /not a key/);
			await rejects(async () => open().put(key, fileOf(Buffer.from('x'))), /not a key/);
		}
	});
}

test('a bucket that does not know us is a fault, not a file', async () => {
	await rejects(bucket('stranger').put(randomUUID(), fileOf(Buffer.from('x'))), /answers 403/);
});
