import { openApi } from '../openapi.ts';

/** The API's document for machines, in the reader's language. */
export function GET() {
	return Response.json(openApi(), { headers: { 'access-control-allow-origin': '*', vary: 'accept-language' } });
}
