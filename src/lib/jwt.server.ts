import { sign, type KeyObject } from 'node:crypto';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What is claimed, signed by an RSA key (RFC 7519, RS256). */
export function jwtOf(claims: object, key: KeyObject): string {
	const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
	return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}
