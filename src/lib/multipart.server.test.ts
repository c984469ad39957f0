import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { readMultipart, type FileSent } from './multipart.server.ts';
import { refusal } from './refusal.ts';

const headOf = (name: string) => `--b\r\nContent-Disposition: form-data${name}; filename="a.pdf"\r\n\r\n`;

/** A form that comes in pieces; after the last it ends, or its sender is gone. */
function sent(pieces: string[], isCut: boolean): Request {
	const body = new ReadableStream<Uint8Array>({
		async pull(way) {
			const piece = pieces.shift();
			await new Promise((done) => setTimeout(done, 5));
			if (piece !== undefined) way.enqueue(new TextEncoder().encode(piece));
			else if (isCut) way.error(new Error('aborted'));
			else way.close();
		}
	});
	const headers = { 'content-type': 'multipart/form-data; boundary=b' };
	return new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

const refused = () => refusal('invalid', 'lib.unreadable-form');

test('a form that is cut off while nobody reads its file any more is refused, and nothing else', async () => {
	const take = () => Promise.reject(refused());
	await rejects(readMultipart(sent([headOf('; name="f"'), 'x'.repeat(100_000), 'x'], true), take), {
		code: 'lib.unreadable-form'
	});
	await new Promise((done) => setTimeout(done, 20)); // an error that nobody hears would end the program
});

test('a file without a name for its input is one of no field', async () => {
	const inputs: string[] = [];
	const take = async ({ input, body }: FileSent) => {
		for await (const piece of body) void piece;
		inputs.push(input);
	};
	const { data, fault } = await readMultipart(sent([headOf(''), 'x\r\n--b--\r\n'], false), take);
	deepEqual([inputs, [...data], fault], [[''], [], undefined]);
});
