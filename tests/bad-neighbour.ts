// A part that fails as parts do: it is not there, it is silent, or it talks nonsense. Imported before anything that reads the
// settings: mail and short messages go to it.
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

export const ways = ['garbage', 'slow', 'down'] as const;
export type Way = (typeof ways)[number];

const nonsense = '\u0000\u0001<html>220 250 OK {"round": []} stream: what\r\n\r\n';
let way: Way = 'garbage';
const open = new Set<Socket>();
const server = net.createServer((socket) => {
	open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
	if (way === 'garbage') socket.end(nonsense);
});
await once(server.listen(0, '127.0.0.1'), 'listening');

/** Where it is, whatever it does. */
export const { port } = server.address() as AddressInfo;
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
process.env.SMS_URL = `http://127.0.0.1:${port}/send`;

/** It fails in this way from now on; `down` is for good. */
export function failing(now: Way): void {
	way = now;
	for (const socket of open) socket.destroy();
	if (now === 'down') server.close();
}
