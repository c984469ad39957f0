import { frabOf } from '#domain/programme/frab.rules.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { takesPlace } from '../feed.ts';

export async function GET(asked) {
	const { sessions, around } = await takesPlace(asked);
	return feedResponse(frabOf(sessions, around), 'application/xml; charset=utf-8');
}
