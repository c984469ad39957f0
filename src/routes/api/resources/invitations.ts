import { z } from 'zod';
import { invitationById, invitationsOf } from '#domain/invitations/read.server.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { act, list, show } from '../operation.ts';
import { count, id, instant, optional } from '../shapes.ts';
import { auditedCall, noteListed, organisedCall } from './own.ts';

const invitation = z.object({
	...{ id, application_id: id, number: z.string(), organisation: z.string(), track: z.string(), state: z.string() },
	...{ came_from: z.string(), in_place_of: optional(id), invited_at: instant, reply_by: instant },
	...{ replied_at: optional(instant), lapsed_at: optional(instant) }
});

export const invitations = [
	list(
		{
			...{ id: 'listInvitations', path: '/calls/{call}/invitations', right: 'invitations.read' },
			...{ says: m.api_list_invitations, row: invitation }
		},
		{
			rows: async (asked) => {
				const audited = await auditedCall(asked);
				const rows = await invitationsOf(asked.read, audited.call.id);
				await noteListed(asked, audited, { what: 'list', applicationIds: rows.map((row) => row.application_id) });
				return rows;
			},
			key: 'id'
		}
	),
	show({
		...{ id: 'showInvitation', path: '/calls/{call}/invitations/{invitation}', right: 'invitations.read' },
		...{ says: m.api_show_invitation, answer: invitation },
		run: async (asked) => {
			const audited = await auditedCall(asked);
			const one = await invitationById(asked.read, audited.call.id, asked.params.invitation!);
			await noteListed(asked, audited, { what: 'list', applicationIds: [one.application_id] });
			return one;
		}
	}),
	act({
		...{ id: 'sendInvitations', path: '/calls/{call}/invitations', right: 'invitations.write', makes: true },
		...{ says: m.api_send_invitations, answer: z.object({ count }) },
		run: async (asked) => ({ count: await inviteAll(asked.db, (await organisedCall(asked)).who, asked.at) })
	})
];
