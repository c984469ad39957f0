import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { byClamd, byCommand } from './scan.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'madang-scanned-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, text: string | Buffer) => {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
};
const fine = fileOf('fine', Buffer.alloc(300_000, 'x'));
// Not the well-known test string itself: no scanner should find anything in this repository.
const bad = fileOf('bad', `${'x'.repeat(100_000)}HARMFUL`);

const script = (code: string) => [process.execPath, '-e', code];
const look = script(`const text = require('fs').readFileSync(process.argv[1], 'utf8');
	if (text.includes('HARMFUL')) { console.log('Harm FOUND'); process.exit(1); }`);

test('a command says clean, flagged, or that it cannot look inside', async () => {
	deepEqual(await byCommand(look, fine), { outcome: 'clean', said: '' });
	deepEqual(await byCommand(look, bad), { outcome: 'flagged', said: 'Harm FOUND' });
	equal((await byCommand(script('process.exit(3)'), fine)).outcome, 'cannot-scan');
});

test('a command that fails, dies or is not there says nothing', async () => {
	for (const code of ['process.exit(2)', 'process.exit(50)', 'process.kill(process.pid, "SIGKILL")']) {
		await rejects(byCommand(script(code), fine));
	}
	await rejects(byCommand(['/nowhere/scanner'], fine));
});

/** A server of clamd's INSTREAM that looks for a word, with what it should answer otherwise. */
async function clamd(answer?: string): Promise<{ url: string; close: () => void }> {
	const server = net.createServer((socket) => {
		const parts: Buffer[] = [];
		socket.on('error', () => {});
		socket.on('data', (piece) => {
			parts.push(piece);
			const all = Buffer.concat(parts);
			if (answer === '') return socket.destroy();
			if (all.subarray(-4).readUInt32BE(0) !== 0) return;
			const content: Buffer[] = [];
			for (let at = 10, length = all.readUInt32BE(10); length > 0; length = all.readUInt32BE(at)) {
				content.push(all.subarray(at + 4, at + 4 + length));
				at += 4 + length;
			}
			const isBad = Buffer.concat(content).includes('HARMFUL');
			socket.end(answer ?? `stream: ${isBad ? 'Test.Harm FOUND' : 'OK'}\0`);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { url: `tcp://127.0.0.1:${port}`, close: () => server.close() };
}

test('clamd says clean or flagged, and that it saw the file to its end', async () => {
	const { url, close } = await clamd();
	deepEqual(await byClamd(url, fine), { outcome: 'clean', said: 'stream: OK' });
	deepEqual(await byClamd(url, bad), { outcome: 'flagged', said: 'stream: Test.Harm FOUND' });
	close();
});

test('a clamd that fails, hangs up or is not there says nothing', async () => {
	for (const answer of ['stream: something\0', '']) {
		const { url, close } = await clamd(answer);
		await rejects(byClamd(url, fine));
		close();
		await rejects(byClamd(url, fine));
	}
});

test('what clamd cannot look into or finds too long is said to be so, and not tried for ever', async () => {
	for (const answer of ['stream: Heuristics.Encrypted.Zip FOUND\0', 'INSTREAM size limit exceeded. ERROR\0']) {
		const { url, close } = await clamd(answer);
		equal((await byClamd(url, fine)).outcome, 'cannot-scan');
		close();
	}
});
