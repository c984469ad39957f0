import { c3vocOf } from '#domain/programme/voc.rules.ts';
import { asJson, takesPlace } from '../feed.ts';

export async function GET(asked) {
	const { sessions, around } = await takesPlace(asked);
	return asJson(c3vocOf(sessions, around));
}
