// `npm run dev`: the same start, with the sources served as they change instead of the build.
import { createServer } from 'vite';
import { run } from '../start/run.mjs';

await run(async (server) => {
	// SvelteKit 3 does not come up in Vite's middleware mode. So Vite listens on a port of its own, which nobody needs
	// to know: the requests, and the socket that tells a browser of changes, come through the same porch as ever.
	const ours = process.listeners('SIGTERM');
	const vite = await createServer({ server: { host: '127.0.0.1', hmr: { server } }, clearScreen: false });
	await vite.listen();
	// Vite would end the process at this signal, before the database was stopped.
	for (const listener of process.listeners('SIGTERM')) {
		if (!ours.includes(listener)) process.off('SIGTERM', listener);
	}
	return vite.middlewares;
});
