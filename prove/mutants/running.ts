import { patch, type Mutant } from '../mutant.ts';

/** That it goes on: changes of the store, ends, news, doors, letters, parts that fail. */
export const running: Mutant[] = [
	{
		id: 'X27',
		says: '`ALTER … SET NOT NULL` directly',
		breaks: [
			{
				how: 'a migration reads a whole table while nobody may use it',
				patches: [
					patch(
						'db/migrations/0043_webhooks.sql',
						`create index webhooks_of_host on webhooks (host_id, made_at desc);`,
						`create index webhooks_of_host on webhooks (host_id, made_at desc);
alter table applications alter column track_id set not null;`
					)
				],
				caughtBy: {
					file: 'tests/architecture/migrations.test.ts',
					name: 'no migration after the first release holds up a running program or breaks the one before'
				}
			}
		]
	},
	{
		id: 'X28',
		says: 'no SIGTERM handling',
		breaks: [
			{
				how: 'a deploy’s signal ends the program on the spot',
				patches: [patch('start/ending.mjs', `['SIGINT', 'SIGTERM', 'SIGHUP']`, `['SIGINT', 'SIGHUP']`)],
				caughtBy: {
					file: 'tests/start/lasting.test.ts',
					name: 'a lock of a process that is gone, whose id another one has, is taken over'
				}
			},
			{
				how: 'streams are not told to move',
				patches: [patch('start/ending.mjs', `for (const response of open) if (isStream(response)) move(response);`)],
				caughtBy: { file: 'tests/start/streams.test.ts', name: 'at a signal every stream is told to move' }
			}
		]
	},
	{
		id: 'X29',
		says: 'publish before commit',
		breaks: [
			{
				how: 'news is said while its transaction is under way',
				patches: [
					patch(
						'src/lib/news.server.ts',
						`from told\`.execute(tx);`,
						`from told\`.execute(tx);
	await sql\`commit\`.execute(tx);
	await sql\`begin\`.execute(tx);`
					)
				],
				caughtBy: {
					file: 'src/lib/live.test.ts',
					name: 'what is announced is heard when it is committed and never before'
				}
			}
		]
	},
	{
		id: 'X30',
		says: 'filter unapproved text in the client',
		breaks: [
			{
				how: 'every question is sent out, whatever became of it',
				patches: [
					patch(
						'src/domain/questions/read.server.ts',
						`.where('questions.state', 'in', shownStates)
			.where('questions.merged_into', 'is', null)`,
						`.where('questions.merged_into', 'is', null)`
					)
				],
				caughtBy: {
					file: 'src/domain/questions/ask.write.test.ts',
					name: 'a question waits for its approval: its asker finds it, nobody else does'
				}
			}
		]
	},
	{
		id: 'X31',
		says: 'last-write-wins check-in; drop 4xx scans',
		breaks: [
			{
				how: 'a reading that comes again takes the place of the first',
				patches: [
					patch(
						'src/domain/doors/scans.write.server.ts',
						`oc.columns(['device_id', 'nonce']).doNothing()`,
						`oc.columns(['device_id', 'nonce']).doUpdateSet((eb) => ({ said: eb.ref('excluded.said'), reason: eb.ref('excluded.reason') }))`
					)
				],
				caughtBy: {
					file: 'src/domain/doors/scans.write.test.ts',
					name: 'a reading is kept once however often it comes, and its answer is the one it had'
				}
			},
			{
				how: 'a reading that cannot be read is thrown away',
				patches: [
					patch(
						'src/domain/doors/scans.write.server.ts',
						`scans.map((raw, nth) => readScan(raw, nth, taking.at));`,
						`scans.map((raw, nth) => readScan(raw, nth, taking.at)).filter(({ isNonsense }) => !isNonsense);`
					)
				],
				caughtBy: {
					file: 'src/domain/doors/scans.write.test.ts',
					name: 'nonsense among readings is kept as it came, and holds up none of the others'
				}
			}
		]
	},
	{
		id: 'X32',
		says: 'deletion skips thumbnails/index',
		breaks: [
			{
				how: 'what is searched of a proposal stays',
				patches: [
					patch(
						'src/domain/erasures/followups.write.server.ts',
						`await erase('comments', sql\`delete from proposals where application_id in \${these}\`);`
					)
				],
				caughtBy: {
					file: 'src/domain/erasures/followups.write.test.ts',
					name: 'what a follow-up says is gone, and that contacts were agreed to stays'
				}
			},
			{
				how: 'the names of files stay',
				patches: [
					patch(
						'src/domain/erasures/write.server.ts',
						`update attachments set name = '', touched_at`,
						`update attachments set touched_at`
					)
				],
				caughtBy: {
					file: 'src/domain/erasures/write.test.ts',
					name: 'after a deletion no word of theirs is left in any table, and what was done is on record'
				}
			}
		]
	},
	{
		id: 'X33',
		says: 'log the request body',
		breaks: [
			{
				how: 'what is sent is printed',
				built: true,
				patches: [
					patch(
						'src/hooks.server.ts',
						`const begun = ticking();`,
						`const begun = ticking();
	console.log(asked.event.url.pathname, await asked.event.request.clone().text().catch(() => ''));`
					)
				],
				caughtBy: {
					file: 'tests/stories/closed-doors.test.ts',
					name: 'nothing that was sent, no link and no secret is in what the program printed'
				}
			}
		]
	},
	{
		id: 'X34',
		says: 'mark sent before sending',
		breaks: [
			{
				how: 'a letter is marked, and then handed on',
				patches: [
					patch(
						'src/lib/outbox.server.ts',
						`return together(db, async (tx) => {
		const letter`,
						`return (async (tx: Db) => {
		const letter`
					),
					patch(
						'src/lib/outbox.server.ts',
						`const delivery = await by.send(letter);`,
						`await tx.updateTable('letters').set(whatBecame(letter, { is: 'sent' } as Delivery, at)).where('id', '=', letter.id).execute();
		const delivery = await by.send(letter);`
					),
					patch(
						'src/lib/outbox.server.ts',
						`return delivery;
	});`,
						`return delivery;
	})(db);`
					)
				],
				caughtBy: {
					file: 'src/jobs/send-letters.test.ts',
					name: 'a sender killed between "accepted" and the mark leaves one double, with the same Message-ID'
				}
			}
		]
	},
	{
		id: 'X35',
		says: 'release-age off',
		breaks: [
			{
				how: 'npm takes a version of this morning',
				patches: [patch('.npmrc', `min-release-age=7`, `min-release-age=0`)],
				caughtBy: { file: 'tests/architecture/supplies.test.ts', name: 'npm takes no version younger than seven days' }
			},
			{
				how: 'the recorded days are not looked at',
				patches: [patch('scripts/supplies.mjs', `days < leastDays`, `days < 0`)],
				caughtBy: {
					file: 'tests/architecture/supplies.test.ts',
					name: 'a version that was too new when it was taken is refused'
				}
			}
		]
	},
	{
		id: 'X36',
		says: 'N+1 on the review list',
		breaks: [
			{
				how: 'the board asks once more for each application',
				patches: [
					patch(
						'src/domain/bands/board.read.server.ts',
						`const byApplication = Map.groupBy(rows, (row) => row.application_id);
	const rated`,
						`for (const { id } of applications) await commentsOn(db, id);
	const byApplication = Map.groupBy(rows, (row) => row.application_id);
	const rated`
					)
				],
				caughtBy: {
					file: 'src/domain/bands/board.read.test.ts',
					name: 'the board of the organiser'
				}
			}
		]
	},
	{
		id: 'X37',
		says: 'scanner error treated as clean',
		breaks: [
			{
				how: 'a scanner that fails has found nothing',
				patches: [
					patch(
						'src/lib/scan.server.ts',
						'if (!outcome) throw new Error(`the scanner ended with ${code}: ${said}`);',
						`if (!outcome) return { outcome: 'clean', said };`
					)
				],
				caughtBy: {
					file: 'src/lib/scan.server.test.ts',
					name: 'a command that fails, dies or is not there says nothing'
				}
			},
			{
				how: 'a scanner that hangs up has found nothing',
				patches: [
					patch(
						'src/lib/scan.server.ts',
						"throw new Error(`the scanner says: ${said || 'nothing'}`);",
						`return { outcome: 'clean', said };`
					)
				],
				caughtBy: {
					file: 'src/lib/scan.server.test.ts',
					name: 'a clamd that fails, hangs up or is not there says nothing'
				}
			}
		]
	}
];
