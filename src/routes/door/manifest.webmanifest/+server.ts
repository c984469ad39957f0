import { m } from '#lib/paraglide/messages.js';

/** What a phone needs to keep the door among its programs. */
export function GET() {
	const icons = [{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }];
	const look = { display: 'standalone', orientation: 'portrait', background_color: '#fbfaf6', theme_color: '#12513f' };
	const body = { id: '/door', name: m.door_app(), short_name: m.door_app(), start_url: '/door', scope: '/door', icons };
	return Response.json({ ...body, ...look }, { headers: { 'content-type': 'application/manifest+json' } });
}
