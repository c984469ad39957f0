import { nobody } from '#domain/people/rules.ts';
import { seenSession } from '#domain/questions/views.read.server.ts';
import { registerOf } from '#domain/registrations/read.server.ts';
import { registerTold } from '#domain/registrations/widgets.rules.ts';
import { reading } from '#lib/db.server.ts';
import { widgetResponse } from '../../response.ts';

/** What `<madang-registration>` shows, to whatever site asks: what nobody in particular may know. */
export async function GET({ params, locals: { db, live, arrivedAt, site } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await seenSession(reading(db), params.session, nobody, stamp);
	const { kinds, ...register } = await registerOf(reading(db), session.id);
	return widgetResponse(registerTold({ session, register, kinds, baseUrl: site }, arrivedAt));
}
