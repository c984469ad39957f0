// `npm run dev`: the same start, with the sources served as they change instead of the build.
import { createServer } from 'vite';
import { run } from '../start/run.mjs';

await run(async (server) => {
	const vite = await createServer({ appType: 'custom', server: { middlewareMode: true, hmr: { server } } });
	return vite.middlewares;
});
