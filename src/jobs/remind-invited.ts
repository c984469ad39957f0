import { invitationsToRemind } from '#domain/invitations/read.server.ts';
import { remindInvitation } from '#domain/invitations/replies.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Reminds everybody whose time to reply is about to end and who has not answered, once each. */
export async function remindInvited(db: Db, at: Date): Promise<void> {
	for (const { id } of await invitationsToRemind(reading(db), at)) await remindInvitation(db, id, at);
}
