import { invitationsLapsing } from '#domain/invitations/read.server.ts';
import { lapseInvitation } from '#domain/invitations/replies.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Lets every invitation lapse whose time to reply has passed. */
export async function lapseInvitations(db: Db, at: Date): Promise<void> {
	for (const { id } of await invitationsLapsing(reading(db), at)) await lapseInvitation(db, id, at);
}
