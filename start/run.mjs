import http from 'node:http';
import { openDatabase } from './database.mjs';
import { prepareEnding, stopServing } from './ending.mjs';
import { tellFault } from './fault.mjs';
import { lockFolder, openFolder } from './folder.mjs';
import { makeHealth } from './health.mjs';
import { makePorch, namePrivateHeaders } from './porch.mjs';
import { takePort } from './port.mjs';
import { pause } from './processes.mjs';
import { addressOf, passOn, readSettings } from './settings.mjs';
import { makeShed } from './shed.mjs';
import { letStream } from './streams.mjs';

/**
 * @typedef {(request: http.IncomingMessage, response: http.ServerResponse, next: () => void) => unknown} Handler
 */

/**
 * Takes the port, the data folder and the database, in that order, and prepares the database; then loads the
 * application and serves until a signal. What keeps it from starting is told in one sentence, and it ends with 1.
 *
 * @param {(server: http.Server) => Promise<Handler>} load makes the application, once its environment is complete
 */
export async function run(load) {
	const ending = prepareEnding();
	try {
		await start(load, ending);
	} catch (error) {
		tellFault(error);
		await ending.end(1);
	}
}

/** @param {(server: http.Server) => Promise<Handler>} load @param {ReturnType<typeof prepareEnding>} ending */
async function start(load, ending) {
	const settings = readSettings();
	const serving = await listen(settings);
	openFolder(settings.dataDir);
	// The embedded database is one program's. A database of the host's own may have several, with files they share.
	if (!settings.databaseUrl) ending.atEnd(lockFolder(settings.dataDir));

	console.log('Starting the database ...');
	const opening = openDatabase(settings);
	// A signal may come while it starts: then it's waited for, and stopped like any other.
	ending.atEnd(() => opening.then(({ stop }) => stop()).catch(() => {}));
	ending.atForce(() => void opening.then(({ stopNow }) => stopNow()).catch(() => {}));
	const database = await opening;
	passOn(settings, database.servingUrl);
	namePrivateHeaders();

	const { prepare } = await import('./prepare.ts');
	const address = addressOf(settings);
	const { dataDir, isRehearsal } = settings;
	const { lines } = await prepare({ url: database.url, dataDir, address, isRehearsal });
	// Before the database goes: the application's own jobs and connections, if it says how to close them.
	ending.atEnd(() => Promise.race([globalThis.__madangClose?.(), pause(1_000)]));
	ending.atEnd(serving.stop);
	serving.begin(await load(serving.server), database.url);
	console.log(['', `Madang is at ${address}`, ...lines, 'Ctrl-C stops it.'].join('\n'));
}

/**
 * Holds the port from the first moment; who comes before the application is there is asked to come again.
 * @param {import('./settings.mjs').Settings} settings
 */
async function listen(settings) {
	const passPorch = makePorch(settings);
	const passShed = makeShed(settings);
	const health = makeHealth();
	/** @type {Set<http.ServerResponse>} */
	const open = new Set();
	/** @type {Handler} */
	let handler = answerNotYet;
	const server = http.createServer((request, response) => {
		open.add(response);
		response.once('close', () => open.delete(response));
		if (!passPorch(request, response) || health.answer(request, response)) return;
		// So that a proxy sends what comes next on this connection to another process.
		if (health.isDraining()) response.setHeader('connection', 'close');
		if (globalThis.__madangHandOut?.(request, response)) return;
		passShed(request, response, () => {
			letStream(request, response);
			handler(request, response, () => response.writeHead(404).end());
		});
	});
	await takePort(server, settings);
	return {
		server,
		/** @param {Handler} made @param {string} databaseUrl */
		begin: (made, databaseUrl) => {
			handler = made;
			health.begin(databaseUrl);
		},
		// First it only says that it will end, so that a proxy which looks is never sent away.
		stop: async () => {
			health.drain();
			await pause(settings.drainMs);
			await stopServing(server, open);
			await health.close();
		}
	};
}

/** @type {Handler} */
function answerNotYet(request, response) {
	response.writeHead(503, { 'retry-after': '2', refresh: '2', 'content-type': 'text/plain; charset=utf-8' });
	response.end('Madang is starting.\n마당을 시작하고 있습니다.\n');
}
