import { logosToRedraw } from '#domain/looks/read.server.ts';
import { redrawLogo } from '#domain/looks/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Draws hosts' marks anew that came before this was done. */
export async function redrawLogos(db: Db, at: Date): Promise<void> {
	for (const logo of await logosToRedraw(reading(db))) await redrawLogo(db, logo, at);
}
