import type { Cookies } from '@sveltejs/kit';

import { baseUrl } from '#lib/settings.server.ts';

const isSecure = () => baseUrl.startsWith('https:');

/** Keeps a small thing in the browser for a year: its language, the secret that tells it from others. */
export function keepCookie(cookies: Cookies, name: 'language' | 'browser', value: string): void {
	keep(cookies, name, value, 365);
}

/** Keeps a sign-in's secret, where no script can read it. */
export function keepSignIn(cookies: Cookies, secret: string): void {
	keep(cookies, 'sign-in', secret, 14);
}

/** Keeps what lets somebody in whose turn it is in a queue; it runs out by itself. */
export function keepAdmission(cookies: Cookies, token: string): void {
	keep(cookies, 'admission', token, 1);
}

export function forgetSignIn(cookies: Cookies): void {
	cookies.delete('sign-in', { path: '/' });
}

function keep(cookies: Cookies, name: string, value: string, days: number): void {
	const maxAge = days * 24 * 60 * 60;
	cookies.set(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(), maxAge });
}
