import net from 'node:net';
import { StartFault } from './fault.mjs';

// In a rush thousands connect in one second. Who finds the system's line full (511 by default) tries again after 1, 3, 7 and
// 15 seconds; waiting in it costs nothing, and the system may have its own, shorter end of it.
const backlog = 4_096;

/**
 * Takes the port before anything else is begun, so that nobody can take it in between.
 * @param {import('node:http').Server} server
 * @param {{ port: number, host: string | undefined }} settings
 */
export async function takePort(server, { port, host }) {
	// A program on [::1] alone lets us have 127.0.0.1, and the browser would then find the other one at "localhost".
	if (await answers(port)) throw portTaken(port);
	await new Promise((done, fail) => {
		server.once('error', (error) => fail(error.code === 'EADDRINUSE' ? portTaken(port) : cannotListen(error, port)));
		server.listen({ port, host, backlog }, () => done(undefined));
	});
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
	return new Promise((done) => {
		const socket = net.connect({ port, host: 'localhost' });
		socket.setTimeout(500, () => socket.destroy());
		socket.once('connect', () => (done(true), socket.destroy()));
		socket.once('error', () => done(false));
		socket.once('close', () => done(false));
	});
}

/** @param {number} port */
function portTaken(port) {
	return new StartFault(
		`Port ${port} is taken by another program: stop it, or start Madang with another one, as in PORT=${port + 1} npm start.`,
		`포트 ${port}은(는) 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끄거나 PORT=${port + 1} npm start처럼 다른 포트로 시작하세요.`
	);
}

/** @param {NodeJS.ErrnoException} error @param {number} port */
function cannotListen(error, port) {
	return new StartFault(
		`Madang may not listen on port ${port} (${error.code}): choose another PORT or HOST.`,
		`포트 ${port}에서 접속을 받을 수 없습니다(${error.code}). 다른 PORT나 HOST를 지정하세요.`
	);
}
