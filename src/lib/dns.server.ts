import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { dnsServers } from './settings.server.ts';

type Waits = { timeout: number; tries: number };

/** Who answers about names: these servers, or the machine's own. */
export function openResolver(waits: Waits, servers = dnsServers): Resolver {
	const resolver = new Resolver(waits);
	if (servers.length) resolver.setServers(servers);
	return resolver;
}

// There is no such name, or it has no such record. All else is no answer.
const saysNone = (fault: unknown) => ['ENOTFOUND', 'ENODATA'].includes((fault as { code?: string }).code ?? '');

/** The TXT records at a name, each in one piece; none where there are none, null where nobody answers. */
export async function textsAt(resolver: Resolver, name: string): Promise<string[] | null> {
	try {
		return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
	} catch (fault) {
		return saysNone(fault) ? [] : null;
	}
}

/**
 * All addresses behind a name, as the settings' name servers say, or the machine's own; an address is its own. None where
 * there are none, null where nobody answers.
 */
export async function addressesOf(name: string, waits: Waits): Promise<string[] | null> {
	const bare = name.replace(/^\[|\]$/g, '');
	if (isIP(bare)) return [bare];
	const asked =
		dnsServers.length === 0
			? [lookup(bare, { all: true }).then((found) => found.map(({ address }) => address))]
			: byServers(openResolver(waits), bare);
	const answers = await Promise.allSettled(asked);
	const found = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
	if (found.length > 0) return found;
	return answers.every((one) => one.status === 'fulfilled' || saysNone(one.reason)) ? [] : null;
}

const byServers = (resolver: Resolver, name: string) => [resolver.resolve4(name), resolver.resolve6(name)];
