import { AwsClient } from 'aws4fetch';
import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { checked, type Files } from './disk.server.ts';

/** A bucket of an S3-compatible store, addressed by path (`endpoint/bucket/key`), as every one of them understands. */
export type Bucket = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };

/** So long a store may take to begin its answer; for what is put, besides, a second for every 100 KB. */
const usualPatienceMs = 60_000;
const bytesPerMs = 100;

/** Asks a bucket one thing by a key as it stands in its address. An answer with a status that is not `fine` is a fault. */
export function askBucket({ endpoint, bucket, ...keys }: Bucket) {
	const client = new AwsClient({ ...keys, service: 's3', retries: 2 });
	return async (key: string, asked: RequestInit, fine: number[]): Promise<Response> => {
		const answer = await client.fetch(`${endpoint.replace(/\/+$/, '')}/${bucket}/${key}`, asked);
		if (fine.includes(answer.status)) return answer;
		await answer.body?.cancel();
		throw new Error(`the store answers ${answer.status} to ${asked.method ?? 'GET'} ${key}`);
	};
}

/** Files in a bucket. What is put is acknowledged by the store before `put` returns. A store that says nothing is a fault. */
export function s3Files(bucket: Bucket, patienceMs = usualPatienceMs): Files {
	const askIt = askBucket(bucket);
	function ask(key: string, asked: RequestInit, fine: number[]): Promise<Response> {
		// Only until it begins to answer: what is read may take as long as it takes.
		const silent = new AbortController();
		const sendingMs = asked.body instanceof Blob ? asked.body.size / bytesPerMs : 0;
		const timer = setTimeout(() => silent.abort(new Error('the store does not answer')), patienceMs + sendingMs);
		return askIt(checked(key), { ...asked, signal: silent.signal }, fine).finally(() => clearTimeout(timer));
	}
	return {
		put: async (key, path) => {
			// Read from the disk as it goes out.
			const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
			const answer = await ask(key, { method: 'PUT', body: await openAsBlob(path), headers }, [200]);
			await answer.body?.cancel();
		},
		read: async (key, span) => {
			const headers = span ? { range: `bytes=${span.from}-${span.to}` } : undefined;
			const { body } = await ask(key, { headers }, [200, 206]);
			return Readable.fromWeb(body as ReadableStream);
		},
		remove: async (key) => {
			const answer = await ask(key, { method: 'DELETE' }, [200, 204, 404]);
			await answer.body?.cancel();
		}
	};
}
