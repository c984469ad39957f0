import { vocTwoOf } from '#domain/programme/voctwo.rules.ts';
import { asJson, takesPlace } from '../feed.ts';

export async function GET(asked) {
	const { sessions, around } = await takesPlace(asked);
	return asJson(vocTwoOf(sessions, around));
}
