// `npm start`: the built application. What happens before the first request, and in what order, is in start/run.mjs.
import { run } from './start/run.mjs';

await run(async () => (await import('./build/handler.js')).handler);
