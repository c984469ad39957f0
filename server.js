// `npm start`: takes the port, the data folder and the database, in that order, then serves. See start/.
import http from 'node:http';
import { openDatabase } from './start/database.mjs';
import { prepareEnding, stopServing } from './start/ending.mjs';
import { tellFault } from './start/fault.mjs';
import { lockFolder, openFolder } from './start/folder.mjs';
import { makePorch, namePrivateHeaders } from './start/porch.mjs';
import { takePort } from './start/port.mjs';
import { pause } from './start/processes.mjs';
import { addressOf, passOn, readSettings } from './start/settings.mjs';

const ending = prepareEnding();

try {
	await start();
} catch (error) {
	tellFault(error);
	await ending.end(1);
}

async function start() {
	const settings = readSettings();
	const serving = await listen(settings);
	openFolder(settings.dataDir);
	ending.atEnd(lockFolder(settings.dataDir));

	console.log('Starting the database ...');
	const database = await openDatabase(settings);
	ending.atEnd(database.stop);
	ending.atForce(database.stopNow);
	passOn(settings, database.url);

	const { prepare } = await import('./db/prepare.ts');
	const address = addressOf(settings);
	const { dataDir, rehearsal: isRehearsal } = settings;
	const { lines } = await prepare({ url: database.url, dataDir, address, isRehearsal });
	ending.atEnd(() => Promise.race([globalThis.madangClose?.(), pause(1_000)]));
	ending.atEnd(serving.stop);
	await serving.open();
	console.log(['', `Madang is at ${address}`, ...lines, 'Ctrl-C stops it.'].join('\n'));
}

/** Holds the port from the first moment; who comes before the application is there is asked to come again. */
async function listen(settings) {
	const porch = makePorch(settings);
	const open = new Set();
	let handler = notYet;
	const server = http.createServer((request, response) => {
		if (!porch(request, response)) return;
		open.add(response);
		response.once('close', () => open.delete(response));
		handler(request, response, () => response.writeHead(404).end());
	});
	await takePort(server, settings);
	return {
		stop: () => stopServing(server, open),
		open: async () => {
			namePrivateHeaders();
			({ handler } = await import('./build/handler.js'));
		}
	};
}

function notYet(request, response) {
	response.writeHead(503, { 'retry-after': '2', refresh: '2', 'content-type': 'text/plain; charset=utf-8' });
	response.end('Madang is starting.\n마당을 시작하고 있습니다.\n');
}
