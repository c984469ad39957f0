// Each part the program leans on, and each way it fails: nonsense, silence, not there. What is asked of it has an end, says
// that it was not done, and takes nothing for granted. All are asked at once, for most of it is waiting.
import { failing, port, ways } from '../../tests/bad-neighbour.ts';
import { deepEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

// The settings are read where they are first asked for: by now they name the neighbour.
const { signatureOf, beaconAnswers } = await import('./beacon.server.ts');
const { channels } = await import('./channels.server.ts');
const { s3Files } = await import('./s3.server.ts');
const { byClamd } = await import('./scan.server.ts');

const file = join(tmpdir(), `madang-failing-${process.pid}`);
writeFileSync(file, 'x');
after(() => rmSync(file));

const at = `http://127.0.0.1:${port}`;
const wanted = { chainHash: 'x', round: 1, isGenuine: () => true };
const files = s3Files({ endpoint: at, bucket: 'b', region: 'r', accessKeyId: 'a', secretAccessKey: 's' }, 500);
const letter = {
	...{ id: randomUUID(), to_address: 'a@b.example', subject: 'x', body: 'x', message_id: '<x@y>', attachments: [] }
};
const key = randomUUID();

const parts: [what: string, ask: () => Promise<unknown>, came: unknown][] = [
	['a round of a beacon', () => signatureOf([at], wanted), undefined],
	['whether a beacon answers', () => beaconAnswers([at], 'x'), false],
	['a file to keep in a bucket', () => files.put(key, file), 'failed'],
	['a file of a bucket', () => files.read(key), 'failed'],
	['a file to remove from a bucket', () => files.remove(key), 'failed'],
	['a file to scan', () => byClamd(`tcp://127.0.0.1:${port}`, file, 500), 'failed'],
	['a letter', () => channels.mail!.send(letter).then(became), 'waits, at our end'],
	['a short message', () => channels.short!.send(letter).then(became), 'waits, at our end']
];

const became = (delivery: { is: string; isOurs?: boolean }) =>
	delivery.is === 'later' && delivery.isOurs ? 'waits, at our end' : delivery.is;

/** An answer, or that it failed; `never ended` where it does neither. */
function outcome(asked: Promise<unknown>): Promise<unknown> {
	const late = new Promise((done) => setTimeout(() => done('never ended'), 25_000).unref());
	return Promise.race([asked, late]).catch(() => 'failed');
}

for (const way of ways) {
	test(`${way}: nothing is taken for granted, and everything ends`, async () => {
		failing(way);
		const came = await Promise.all(parts.map(async ([what, ask]) => [what, await outcome(ask())]));
		deepEqual(
			came,
			parts.map(([what, , came]) => [what, came])
		);
	});
}
