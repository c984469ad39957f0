// A real provider of OpenID Connect (panva's oidc-provider) on this machine, where everybody is who a test says.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const back = 'http://localhost:3000/sign-in/provider/back';
export const client = { clientId: 'madang', clientSecret: 'a secret of this client, and long enough' };

type Account = { email?: string; email_verified?: boolean; groups?: string[] };

/** Opens it; `says` is what it knows of whoever comes next. */
export async function openProvider(backTo = back) {
	const server = http.createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
	let account: Account = {};
	const provider = new Provider(issuer, {
		clients: [
			{
				...{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [backTo] },
				...{ token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code'] }
			}
		],
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
		features: { devInteractions: { enabled: false } },
		interactions: { url: (_, { uid }) => `/interaction/${uid}` },
		pkce: { required: () => true },
		findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...account }) }),
		loadExistingGrant: async ({ oidc }) => {
			const grant = new provider.Grant({ clientId: client.clientId, accountId: oidc.session!.accountId! });
			grant.addOIDCScope('openid email profile');
			await grant.save();
			return grant;
		}
	});
	const answer = provider.callback();
	server.on('request', (request, response) => {
		if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
		void provider.interactionFinished(request, response, { login: { accountId: 'somebody' } });
	});
	return {
		issuer,
		says: (said: Account) => void (account = said),
		close: () => (server.closeAllConnections(), server.close())
	};
}

/** Goes where a browser is sent, with its cookies, until it is sent back to us: the address it comes with. */
export async function goThrough(address: string): Promise<URL> {
	const cookies = new Map<string, string>();
	let at = new URL(address);
	for (let hops = 0; hops < 10; hops++) {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
		for (const line of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
			cookies.set(name!, value!);
		}
		const next = response.headers.get('location');
		if (!next) throw new Error(`${response.status} ${await response.text()}`);
		at = new URL(next, at);
		if (at.href.startsWith(back)) return at;
	}
	throw new Error('sent round and round');
}
