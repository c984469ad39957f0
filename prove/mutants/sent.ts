import { patch, type Mutant } from '../mutant.ts';

const submit = 'src/domain/applications/submit.write.server.ts';

/** What people send in, and that it is kept: once, in time, for good. */
export const sent: Mutant[] = [
	{
		id: 'X1',
		says: 'synchronous_commit=off',
		breaks: [
			{
				how: 'the embedded database answers before the disk has it',
				patches: [patch('start/postgres.mjs', `synchronous_commit: 'on'`, `synchronous_commit: 'off'`)],
				caughtBy: {
					file: 'tests/start/durable.test.ts',
					name: 'kill -9 of every process of the database under writers loses nothing that was acknowledged'
				}
			}
		]
	},
	{
		id: 'X2',
		says: 'fsync=off',
		breaks: [
			{
				how: 'the embedded database does not wait for the disk',
				patches: [patch('start/postgres.mjs', `fsync: 'on'`, `fsync: 'off'`)],
				caughtBy: { file: 'tests/start/durable.test.ts', name: 'the database waits for the disk' }
			},
			{
				how: 'a database of the operator’s own is not asked whether it waits',
				patches: [patch('start/database.mjs', `if (unsafe.length === 0) return;`, `return;`)],
				caughtBy: { file: 'tests/start/durable.test.ts', name: 'a start is refused on a database that does not' }
			}
		]
	},
	{
		id: 'X3',
		says: 'idempotency kept in memory / written after commit',
		breaks: [
			{
				how: 'the intents of presses are remembered by the process alone',
				patches: [
					patch(submit, `const lanes = lanesOf(`, `const remembered = new Set<string>();\nconst lanes = lanesOf(`),
					patch(
						submit,
						`mine.find((receipt) => receipt.intent === intent.toLowerCase());`,
						`remembered.has(intent) ? mine.find((receipt) => receipt.intent === intent) : void remembered.add(intent);`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/submit.write.test.ts',
					name: 'a press whose answer was lost is answered with its receipt by a process that was started since'
				}
			},
			{
				how: 'a program’s key is kept after the work has been committed',
				patches: [
					patch(
						'src/domain/tokens/answers.write.server.ts',
						`const answer = await work(tx);`,
						`const answer = await work(tx);\n\t\tawait sql\`commit\`.execute(tx);`
					)
				],
				caughtBy: {
					file: 'src/domain/tokens/answers.write.test.ts',
					name: 'what was done under a key is undone where its answer cannot be kept'
				}
			}
		]
	},
	{
		id: 'X4',
		says: 'drop unique(call, applicant)',
		breaks: [
			{
				how: 'a person may have two applications in a call',
				patches: [
					patch('db/migrations/0006_applications.sql', `unique (call_id, applicant_id)`, `check (call_id is not null)`)
				],
				caughtBy: {
					file: 'src/domain/applications/write.test.ts',
					name: 'two devices that begin at once: one draft, the other is told'
				}
			}
		]
	},
	{
		id: 'X5',
		says: '`now()` instead of `clock_timestamp()`, or client time',
		breaks: [
			{
				how: 'a request says itself when it arrived',
				patches: [
					patch(
						'start/porch.mjs',
						`if (name.startsWith(hopByHop)) delete request.headers[name];`,
						`if (!name) delete request.headers[name];`
					),
					patch('start/porch.mjs', '`${hopByHop}arrived-at`] = ', '`${hopByHop}arrived-at`] ??= ')
				],
				caughtBy: { file: 'tests/start/porch.test.ts', name: 'the arrival is ours, whatever a client says' }
			},
			{
				how: 'the deadline is judged when the work is done, not when the request came',
				patches: [
					patch(
						submit,
						`await checkHours(db, who, { form, trackId }, at);`,
						`await checkHours(db, who, { form, trackId }, new Date());`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/write.test.ts',
					name: 'a submitted application stands, with a receipt'
				}
			}
		]
	},
	{
		id: 'X6',
		says: 'upload inside the submit request',
		breaks: [
			{
				how: 'the press of the button may carry a file',
				patches: [patch('start/porch.mjs', String.raw`apply(\?\/attach|`, String.raw`apply(\?\/attach|\/submit|`)],
				caughtBy: {
					file: 'tests/start/porch.test.ts',
					name: 'what is too long, or does not say how long it is, is not read'
				}
			}
		]
	}
];
