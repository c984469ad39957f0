import { openNameServer } from './name-server.ts';

/** A name server of the test's own. Imported before anything that reads the settings: names are asked of it alone. */
export const names = await openNameServer();
process.env.DNS_SERVERS = `127.0.0.1:${names.port}`;
