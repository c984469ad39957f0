import { patch, type Mutant } from '../mutant.ts';

/** Who may see and do what: entry points, rows, searches, conflicts. */
export const closed: Mutant[] = [
	{
		id: 'X17',
		says: 'remove the check from one random entry point',
		breaks: [
			{
				how: 'anybody may ask for the applications as a table',
				built: true,
				patches: [
					patch(
						'src/policies.ts',
						`'/desk/calls/[call]/applications.csv': { GET: organiser }`,
						`'/desk/calls/[call]/applications.csv': { GET: anyone }`
					),
					patch(
						'src/routes/desk/calls/[call]/applications.csv/+server.ts',
						`const who = gate.organiser(visitor, call);`,
						`const who = { personId: call.id, callId: call.id } as never; void [gate, visitor];`
					)
				],
				caughtBy: {
					file: 'tests/stories/closed-doors.test.ts',
					name: 'a closed door shows nothing, changes nothing, and looks as if nothing were there'
				}
			},
			{
				how: 'whoever asks at the gate is an organiser of the call',
				patches: [
					patch(
						'src/domain/people/gate.server.ts',
						`const id = prove(visitor, forCall(call, 'organiser'));`,
						`const id = personId(visitor);`
					)
				],
				caughtBy: {
					file: 'src/domain/calls/write.test.ts',
					name: 'an organiser of another host, a reviewer and an applicant get no proof for this call'
				}
			}
		]
	},
	{
		id: 'X18',
		says: 'drop the tenant/owner predicate from one random query',
		breaks: [
			{
				how: 'any application in the call is one’s own',
				patches: [
					patch(
						'src/domain/applications/read.server.ts',
						`.selectAll()
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId)`,
						`.selectAll()
		.where('call_id', '=', who.callId)`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/write.test.ts',
					name: 'draft, application or receipt by a guessed id is not there'
				}
			},
			{
				how: 'another host’s token can be ended',
				patches: [
					patch(
						'src/domain/tokens/write.server.ts',
						`.where('host_id', '=', who.hostId)
			.forUpdate()`,
						`.forUpdate()`
					)
				],
				caughtBy: {
					file: 'src/domain/tokens/write.test.ts',
					name: 'a revoked token is refused at once; twice changes nothing, and another host finds none'
				}
			},
			{
				how: 'another host’s log of reads is there',
				patches: [
					patch(
						'src/domain/reads/read.server.ts',
						`.where('reads.host_id', '=', who.hostId)
		.where('read_at', '>=', from)`,
						`.where('read_at', '>=', from)`
					)
				],
				caughtBy: { file: 'src/domain/reads/write.test.ts', name: 'log is not there' }
			},
			{
				how: 'an application assigned to another reviewer can be worked on',
				patches: [
					patch(
						'src/domain/reviews/scores.write.server.ts',
						`.where('assignments.reviewer_id', '=', who.personId)
		.where('applications.call_id', '=', who.callId)`,
						`.where('applications.call_id', '=', who.callId)`
					)
				],
				caughtBy: {
					file: 'src/domain/reviews/scores.write.test.ts',
					name: 'a withdrawn one, a made-up id: none of them is there'
				}
			}
		]
	},
	{
		id: 'X19',
		says: 'search runs before the visibility filter',
		breaks: [
			{
				how: 'drafts are found by words that may not be read in them',
				patches: [
					patch(
						'src/domain/applications/desk.read.server.ts',
						`eb('applications.number', 'ilike', like),`,
						`eb('applications.number', 'ilike', like), eb(sql\`applications.answers::text\`, 'ilike', like),`
					)
				],
				caughtBy: {
					file: 'src/domain/applications/desk.test.ts',
					name: 'a draft and a withdrawn application are listed without what is in them'
				}
			}
		]
	},
	{
		id: 'X20',
		says: 'COI cached 5 min; reads not logged',
		breaks: [
			{
				how: 'a conflict is seen five minutes later',
				patches: [
					patch(
						'src/domain/reviews/desk.read.server.ts',
						`.where('conflicts.reviewer_id', 'is', null)`,
						`.where(sql<boolean>\`(conflicts.reviewer_id is null or conflicts.declared_at > \${new Date(at.getTime() - 300_000)})\`)`
					)
				],
				caughtBy: {
					file: 'src/domain/reviews/scores.write.test.ts',
					name: 'a conflict hides the proposal at once: page, list and open tabs'
				}
			},
			{
				how: 'what is read leaves nothing',
				patches: [
					patch(
						'src/domain/reads/write.server.ts',
						`if (read.applicationIds.length === 0) return;`,
						`if (read) return;`
					)
				],
				caughtBy: {
					file: 'src/domain/reads/write.test.ts',
					name: 'each read names who, when, from where, whose and what'
				}
			},
			{
				how: 'what a program reads page by page is never an export',
				patches: [
					patch(
						'src/domain/reads/programs.write.server.ts',
						`if (applications >= read.most) {`,
						`if (applications > 1_000_000) {`
					)
				],
				caughtBy: {
					file: 'src/domain/reads/programs.write.test.ts',
					name: 'a program may read 99 applications of a call within a day; the hundredth is an export, which another approves'
				}
			}
		]
	}
];
