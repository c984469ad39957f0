import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownApplication } from '#domain/applications/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { requestOf } from '../../../tests/fuzz.ts';
import { faultsIn, openApiDoor, tokenFor } from '../../../tests/program.ts';
import { addRegister } from '../../../tests/register.ts';

// `FUZZ_RUNS=2000 FUZZ_SEED=… node --test src/routes/api/fuzz.test.ts` goes on longer, or does again what failed.
const numRuns = Number(process.env.FUZZ_RUNS ?? 6);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

test(`whatever a program sends that has read the document, nothing is a fault of ours (seed ${seed})`, () =>
	scene(async (world) => {
		await applied(world, world.joonApplying, firm(1));
		const { id: application } = (await ownApplication(reading(world.db), world.joonApplying))!;
		const { kind } = await addRegister(world);
		const known = {
			...{ call: 'seoul', stop: 'seoul-stop', tour: 'seoul-stop-tour', session: 'talk', draw: 'none' },
			...{ application, registration: kind, invitation: application }
		};
		let minutes = 0;
		const door = await openApiDoor(world.db, () => new Date(noon.getTime() + Math.floor(minutes++ / 200) * 60_000));
		const token = await tokenFor(world);
		const met = new Set<number>();
		try {
			for (const one of door.operations.values()) {
				const holds = fc.asyncProperty(requestOf(one, known), async (request) => {
					const answer = await door.call(token, one.one.operationId, request);
					met.add(answer.status);
					ok(answer.status < 500, `${one.method} ${one.path} ${answer.text}`);
					deepEqual(faultsIn(one, answer), []);
				});
				await fc.assert(holds, { numRuns, seed });
			}
		} finally {
			await door.close();
		}
		for (const status of [200, 404, 422]) ok(met.has(status), `${status} was never met`);
	}));
