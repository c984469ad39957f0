// What HTTP alone leaves of the peer's rate: a server of some ten lines that answers a press by inserting the same row.
// In a process of its own: the database's address and the statement come as arguments, its port goes back as a message.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const [url, text] = process.argv.slice(2) as [string, string];
const pool = new pg.Pool({ connectionString: url, max: 16 });

const server = http.createServer((request, response) => {
	request.resume().on('end', () => {
		pool.query({ name: 'bare', text }).then(
			() => response.writeHead(303, { location: '/' }).end(),
			() => response.writeHead(500).end()
		);
	});
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
