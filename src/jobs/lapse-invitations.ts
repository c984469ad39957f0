import { invitationsLapsing } from '#domain/invitations/read.server.ts';
import { lapseInvitation } from '#domain/invitations/replies.write.server.ts';
import { channels } from '#lib/channels.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Lets every invitation lapse whose time to reply has passed, and whose letter is not still waiting to be sent. */
export async function lapseInvitations(db: Db, at: Date): Promise<void> {
	for (const { id } of await invitationsLapsing(reading(db), at, Boolean(channels.mail)))
		await lapseInvitation(db, id, at);
}
