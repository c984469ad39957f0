import * as client from 'openid-client';
import { askOutward } from '#lib/outward.server.ts';

/** A provider of OpenID Connect as a client of it knows it; the issuer is its address. */
export type OidcClient = { issuer: string; clientId: string; clientSecret: string; staysHere: boolean };

/** What a browser goes to a provider with: each is a secret of this one time. */
export type OidcAsking = { state: string; nonce: string; verifier: string };

/** What a provider says of somebody, its signature, issuer, audience, age and nonce checked. */
export type OidcClaims = {
	subject: string;
	email: string | null;
	isEmailVerified: boolean;
	claims: Record<string, unknown>;
};

export const newOidcAsking = (): OidcAsking => ({
	state: client.randomState(),
	nonce: client.randomNonce(),
	verifier: client.randomPKCECodeVerifier()
});

/** The page of the provider to go to (OpenID Connect Core §3.1.2, with PKCE by S256). Throws where there is no provider. */
export async function oidcAddress(of: OidcClient, asking: OidcAsking, back: string): Promise<string> {
	const url = client.buildAuthorizationUrl(await discovered(of), {
		...{ redirect_uri: back, scope: 'openid email profile', state: asking.state, nonce: asking.nonce },
		code_challenge: await client.calculatePKCECodeChallenge(asking.verifier),
		code_challenge_method: 'S256'
	});
	return url.href;
}

/**
 * What the provider says of whoever came back, for the code in the address they came back to. Throws where any of it is not
 * as it was asked for: state, nonce, verifier, issuer, signature, time.
 */
export async function oidcClaims(of: OidcClient, asking: OidcAsking, cameTo: URL): Promise<OidcClaims> {
	const config = await discovered(of);
	const tokens = await client.authorizationCodeGrant(config, cameTo, {
		...{ pkceCodeVerifier: asking.verifier, expectedState: asking.state, expectedNonce: asking.nonce },
		idTokenExpected: true
	});
	const told = tokens.claims()!;
	// Many tell mail address and groups only to who asks with the token.
	const more = config.serverMetadata().userinfo_endpoint
		? await client.fetchUserInfo(config, tokens.access_token, told.sub)
		: {};
	const claims: Record<string, unknown> = { ...told, ...more };
	return {
		...{ subject: told.sub, email: typeof claims.email === 'string' ? claims.email : null },
		...{ isEmailVerified: claims.email_verified === true, claims }
	};
}

function discovered({ issuer, clientId, clientSecret, staysHere }: OidcClient): Promise<client.Configuration> {
	return client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
		[client.customFetch]: outwardFetch(staysHere),
		execute: [client.enableNonRepudiationChecks, ...(staysHere ? [client.allowInsecureRequests] : [])]
	});
}

const ours = 'the provider:';

// Where a provider is, strangers say: its own words name the addresses that are asked next.
const outwardFetch =
	(staysHere: boolean): client.CustomFetch =>
	async (url, { method, headers, body }) => {
		const text = body === undefined || body === null ? undefined : String(body);
		const answer = await askOutward({ url, method, headers, body: text, staysHere });
		if ('fault' in answer) throw new Error(`${ours} ${answer.fault}`);
		return new Response(answer.body || null, { status: answer.status, headers: answer.headers });
	};

/** Why a provider's answer was not taken, for whoever runs the program: the kind of fault, and nothing that was said. */
export function oidcFault(fault: unknown): string {
	const { code, name, message, cause } = fault as Error & { code?: string };
	if (cause instanceof Error && cause.message.startsWith(ours)) return cause.message;
	return message.startsWith(ours) ? message : (code ?? name);
}
