import { listOf } from '#domain/programme/list.rules.ts';
import { asJson, takesPlace } from '../feed.ts';

export async function GET(asked) {
	const { sessions, around } = await takesPlace(asked);
	return asJson(listOf(sessions, around));
}
