import { patch, type Mutant } from '../mutant.ts';

const outward = 'src/lib/outward.server.ts';

/** What strangers send, ask and lead to: files, floods, scripts, links, addresses. */
export const strange: Mutant[] = [
	{
		id: 'X21',
		says: 'trust declared zip sizes',
		breaks: [
			{
				how: 'what an archive says of its sizes is believed',
				patches: [
					patch('src/lib/inspect/zip.ts', `if (length > entry.size || budget.bytes < 0) throw new Unfit('bomb');`),
					patch('src/lib/inspect/zip.ts', `if (length !== entry.size) throw new Unfit('broken');`)
				],
				caughtBy: { file: 'src/lib/inspect.server.test.ts', name: 'more than is declared' }
			}
		]
	},
	{
		id: 'X22',
		says: 'inline disposition',
		breaks: [
			{
				how: 'an applicant’s file opens in the page',
				patches: [
					patch(
						'src/lib/serving.server.ts',
						`'content-disposition': asAttachment(name),`,
						`'content-disposition': asAttachment(name).replace('attachment', 'inline'),`
					)
				],
				caughtBy: {
					file: 'src/lib/serving.test.ts',
					name: 'whatever a file is, it is sent to be kept, and as nothing that a browser runs'
				}
			}
		]
	},
	{
		id: 'X23',
		says: 'limiter fails open; leftmost X-Forwarded-For',
		breaks: [
			{
				how: 'who cannot be counted is let write',
				patches: [
					patch(
						'src/domain/tokens/answers.write.server.ts',
						`if (changes) throw uncounted();`,
						`void [changes, uncounted];`
					)
				],
				caughtBy: {
					file: 'src/domain/tokens/answers.write.test.ts',
					name: 'while uses cannot be counted a program changes nothing'
				}
			},
			{
				how: 'while the queue cannot be asked everybody is let register',
				patches: [
					patch(
						'src/domain/registrations/queue.read.server.ts',
						`throw rules.queueUncounted(); // not to know`,
						`return null; // not to know`
					)
				],
				caughtBy: {
					file: 'src/domain/registrations/queue.write.test.ts',
					name: 'while the queue cannot be asked nobody registers, and the session can still be read'
				}
			},
			{
				how: 'the address a client claims is taken for its own',
				patches: [patch('start/porch.mjs', `.split(',').at(-1)?.trim()`, `.split(',').at(0)?.trim()`)],
				caughtBy: { file: 'tests/start/porch.test.ts', name: 'X-Forwarded headers are believed of our own proxy only' }
			}
		]
	},
	{
		id: 'X24',
		says: '`{@html}` on one field; CSP off',
		breaks: [
			{
				how: 'what an applicant wrote is put into the page as HTML',
				patches: [
					patch(
						'src/domain/reviews/Proposal.svelte',
						`{:else}{spelled(field.answer, field, locale)}{/if}`,
						`{:else}{@html spelled(field.answer, field, locale)}{/if}`
					)
				],
				caughtBy: { file: 'tests/architecture/words.test.ts', name: 'no page takes text for HTML' }
			},
			{
				how: 'a page may run any script that stands in it',
				built: true,
				patches: [
					patch(
						'start/policy.mjs',
						`'script-src': ['self', 'wasm-unsafe-eval'],`,
						`'script-src': ['*', 'unsafe-inline'],`
					)
				],
				caughtBy: {
					file: 'tests/stories/foreign-hands.test.ts',
					name: 'every kind of answer carries the safety headers; a page its policy'
				}
			}
		]
	},
	{
		id: 'X25',
		says: 'GET consumes the link; no rotation at login',
		breaks: [
			{
				how: 'to open an invitation is to accept it',
				built: true,
				patches: [
					patch(
						'src/routes/invitations/[token]/+page.server.ts',
						`const invitation = await invitationByToken(read, params.token);`,
						`await replyInvitation(db, params.token, { reply: 'accept' }, arrivedAt).catch(() => {});
	const invitation = await invitationByToken(read, params.token);`
					)
				],
				caughtBy: {
					file: 'tests/stories/closed-doors.test.ts',
					name: 'what is only looked at, as a page, as data or by HEAD, is as it was'
				}
			},
			{
				how: 'a person’s sign-ins have one secret',
				patches: [
					patch(
						'src/domain/people/signins.write.server.ts',
						`const secret = newSecret();`,
						`const secret = hashed(personId).toString('base64url');`
					)
				],
				caughtBy: {
					file: 'src/domain/people/write.test.ts',
					name: 'each sign-in has a secret of its own, though it is the same person in the same browser'
				}
			}
		]
	},
	{
		id: 'X26',
		says: 'check host name, then fetch again',
		breaks: [
			{
				how: 'a name is looked up again for the connection',
				patches: [
					patch(
						outward,
						`lookup: (_, options, found) => (options.all ? found(null, [{ address, family }]) : found(null, address, family))`,
						`lookup: (name, options, found) =>
				void [address, family] || addressesBehind(name).then(([one]) => {
					const kind = isIPv6(one!.address) ? 6 : 4;
					return options.all ? found(null, [{ address: one!.address, family: kind }]) : found(null, one!.address, kind);
				})`
					)
				],
				caughtBy: {
					file: 'src/lib/rebinding.test.ts',
					name: 'a name that leads outside when it is looked at and inside afterwards'
				}
			}
		]
	}
];
