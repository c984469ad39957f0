import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { elsewhere } from '../../tests/start/outage.ts';
import type { Ending } from '../../tests/start/madang.ts';

export type Outside = { address: string };

/** The web server of another machine, in a process of its own. */
export async function openOutside(t: Ending, board: string): Promise<Outside> {
	const child = fork(join(import.meta.dirname, 'outside.ts'), [board]);
	t.after(() => void child.kill('SIGKILL'));
	const [address] = (await once(child, 'message')) as [string];
	return { address };
}

if (import.meta.main) process.send!(await elsewhere({ after: () => {} }, process.argv[2]!));
