// A process of its own for one file that a stranger sent: it may read the file and this folder, write nothing, and when
// it takes too much or too long, it alone ends. Started by `lib/inspect.server.ts`; answers with one line of JSON.
import { Unfit } from './found.ts';
import { digest, inspect } from './inspect.ts';
import { fileSource } from './source.ts';

const source = fileSource(process.argv[2]!);
try {
	const found = await inspect(source);
	console.log(JSON.stringify({ found: { ...found, sha256: digest(source) } }));
} catch (fault) {
	// Whatever a file made us stumble over, it is the file that is broken.
	console.log(JSON.stringify({ unfit: fault instanceof Unfit ? fault.reason : 'broken' }));
}
