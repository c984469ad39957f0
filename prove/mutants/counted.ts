import { patch, type Mutant } from '../mutant.ts';

const places = 'src/domain/registrations/places.write.server.ts';
const heldAlone = `.where('id', '=', id)
		.forUpdate()
		.executeTakeFirstOrThrow(rules.kindNotFound);`;
const heldByNobody = `.where('id', '=', id)
		.executeTakeFirstOrThrow(rules.kindNotFound);`;

/** Who comes when many want the same: queues, places, limits, the draw. */
export const counted: Mutant[] = [
	{
		id: 'X7',
		says: 'queue position in a cookie',
		breaks: [
			{
				how: 'what a browser brings of its turn is believed',
				patches: [
					patch(
						'src/domain/registrations/queue.read.server.ts',
						`const isOurs = key !== undefined && isSignedBy(key, token.slice(0, cut), token.slice(cut + 1));`,
						`const isOurs = key !== undefined;`
					)
				],
				caughtBy: {
					file: 'src/domain/registrations/queue.write.test.ts',
					name: 'only who was let in is let in: none without, of another session, run out, edited or made up'
				}
			}
		]
	},
	{
		id: 'X8',
		says: 'status page served by the app',
		breaks: [
			{
				how: 'what is put outside only leads to a page of the program',
				patches: [
					patch(
						'src/jobs/keep-board.ts',
						'const pages = boardPages(said, []);',
						`const pages = { 'index.html': \`<meta http-equiv="refresh" content="0;url=\${baseUrl}/board">\` };`
					)
				],
				caughtBy: { file: 'src/domain/calls/extensions.write.test.ts', name: 'the board says outside' }
			},
			{
				how: 'what was announced while the program was there is adopted',
				patches: [
					patch('src/domain/calls/extensions.write.server.ts', 'checkAnnounced(extension.content, boardAt, at);')
				],
				caughtBy: { file: 'src/domain/calls/extensions.write.test.ts', name: 'what does not hold moves nothing' }
			}
		]
	},
	{
		id: 'X9',
		says: 'count-then-insert',
		breaks: [
			{
				how: 'places are counted, and then taken',
				patches: [
					patch(places, heldAlone, heldByNobody),
					patch(
						places,
						`const { numUpdatedRows } = await tx`,
						`const { taken } = await tx.selectFrom('place_kinds').select('taken').where('id', '=', kindId).executeTakeFirstOrThrow();
	const { numUpdatedRows } = await tx`
					),
					patch(places, `.set((eb) => ({ taken: eb('taken', '+', count) }))`, `.set({ taken: taken + count })`),
					patch(
						places,
						`.where((eb) => eb(eb('taken', '+', count), '<=', eb('capacity', '+', eb.ref('overbooked'))))`,
						`.where((eb) => eb(eb.val(taken + count), '<=', eb('capacity', '+', eb.ref('overbooked'))))`
					)
				],
				caughtBy: {
					file: 'src/domain/registrations/places.write.test.ts',
					name: 'of many who come at once by two processes as many have a place as there are'
				}
			}
		]
	},
	{
		id: 'X10',
		says: 'advisory lock + REPEATABLE READ',
		breaks: [
			{
				how: 'a lock is taken under an older view of the store',
				patches: [
					patch(
						'src/lib/db.server.ts',
						`db.transaction().execute(work)`,
						`db.transaction().setIsolationLevel('repeatable read').execute(work)`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/submit.write.test.ts',
					name: 'two processes that write to one call at once give each number once'
				}
			}
		]
	},
	{
		id: 'X11',
		says: 'two promotion workers without lock; expiry by cron only',
		breaks: [
			{
				how: 'two jobs move the same place on',
				patches: [
					patch(
						'src/domain/invitations/moves.write.server.ts',
						`await heldCall(tx, callId);
		if ((await settingsOf`,
						`if ((await settingsOf`
					)
				],
				caughtBy: {
					file: 'src/domain/invitations/moves.write.test.ts',
					name: 'two jobs at once invite one person once into one place'
				}
			},
			{
				how: 'a hold is good until the clock’s job has swept it',
				patches: [
					patch(
						'src/domain/registrations/holds.write.server.ts',
						`if (own.state !== 'held' || own.until! <= at) return`,
						`if (own.state !== 'held') return`
					)
				],
				caughtBy: {
					file: 'src/domain/registrations/holds.write.test.ts',
					name: 'a hold that has run out is said to have, before and after it is swept'
				}
			}
		]
	},
	{
		id: 'X12',
		says: 'limit counts rows, not entities',
		breaks: [
			{
				how: 'one application for each person, however many come for one firm',
				patches: [
					patch(
						'src/domain/applications/organisations.write.server.ts',
						`if (holder && holder !== own.id) return own.set_aside_at ?? at;`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/submit.write.test.ts',
					name: 'one applicant’s two presses, and two people of one firm, among many'
				}
			}
		]
	},
	{
		id: 'X13',
		says: 'unsorted `SELECT` feeds the draw',
		breaks: [
			{
				how: 'lots are given in the order in which rows came',
				patches: [
					patch(
						'packages/draw/src/roster.ts',
						`return Array.from(order, (i) => candidates[i]!);`,
						`return [...candidates];`
					)
				],
				caughtBy: {
					file: 'packages/draw/test/properties.test.ts',
					name: 'the order of input changes nothing, and what was drawn verifies'
				}
			}
		]
	},
	{
		id: 'X14',
		says: 'UPDATE allowed on audit/draw tables',
		breaks: [
			{
				how: 'a line of the journal can be rewritten',
				patches: [
					patch(
						'db/migrations/0003_journal.sql',
						`create trigger journal_kept before update or delete on journal for each row execute function refuse_change();`
					)
				],
				caughtBy: { file: 'src/domain/journal/write.test.ts', name: 'a line cannot be changed or taken away' }
			},
			{
				how: 'a draw’s result can be rewritten',
				patches: [
					patch(
						'db/migrations/0008_draws.sql',
						`create trigger draw_results_kept before update or delete on draw_results for each row execute function refuse_change();`
					)
				],
				caughtBy: {
					file: 'src/domain/draws/write.test.ts',
					name: 'a second draw of a conducted draw is refused, and the first result stays'
				}
			},
			{
				how: 'an approval is not bound to the hash of what was shown',
				patches: [
					patch(
						'src/domain/approvals/write.server.ts',
						`if (changed.length || form.hash !== asked.shown_hash) throw shownChanged(changed);`,
						`if (changed.length) throw shownChanged(changed);`
					)
				],
				caughtBy: {
					file: 'src/domain/approvals/write.test.ts',
					name: 'the same person twice, two devices, an own second account, a replay, a changed object, another hash: none approves any act'
				}
			},
			{
				how: 'one organiser makes a draw void alone',
				patches: [
					patch(
						'src/domain/approvals/rules.ts',
						`const neverAlone: readonly Act[] = ['draw-void', 'unblind', 'call-delete'];`,
						`const neverAlone: readonly Act[] = [];`
					)
				],
				caughtBy: {
					file: 'src/domain/approvals/write.test.ts',
					name: 'what nobody does alone is not asked for where there is nobody to ask, and is not done'
				}
			},
			{
				how: 'why a draw was made void can be taken away',
				patches: [
					patch(
						'db/migrations/0051_serious_acts.sql',
						`create trigger draw_voids_kept before update or delete on draw_voids for each row execute function refuse_change();`
					)
				],
				caughtBy: {
					file: 'src/domain/draws/voids.write.test.ts',
					name: 'a draw is void by two: all of it stays published and verifies, everybody is told why, and another is sealed'
				}
			}
		]
	},
	{
		id: 'X15',
		says: 'first-N-days bias (DV-2012)',
		breaks: [
			{
				how: 'the first quarter of the roster is drawn more often',
				patches: [
					patch(
						'packages/draw/src/order.ts',
						`heads[from + i] = digests[8 * i]!;`,
						`heads[from + i] = (digests[8 * i]! >>> 0) >>> (from + i < heads.length / 4 ? 1 : 0);`
					)
				],
				caughtBy: {
					file: 'packages/draw/test/uniformity.test.ts',
					name: 'uniform: over many seeds each entrant and each pair is drawn as often as their chance says'
				}
			}
		]
	},
	{
		id: 'X16',
		says: 'backup without WAL / head not compared',
		breaks: [
			{
				how: 'tables are copied one after the other, each as it is by then',
				patches: [patch('ops/backup.ts', `begin isolation level repeatable read read only`, `begin read only`)],
				caughtBy: { file: 'tests/start/instant.test.ts', name: 'a backup taken among writers is of one instant' }
			},
			{
				how: 'where the journal stood is not compared after a restore',
				patches: [
					patch(
						'ops/restore.ts',
						`if (broken === null && head.rows[0]!.hash === journal.hash) return;`,
						`if (broken === null || head) return;`
					)
				],
				caughtBy: {
					file: 'tests/start/instant.test.ts',
					name: 'a backup whose journal is not the one it names is refused'
				}
			}
		]
	}
];
