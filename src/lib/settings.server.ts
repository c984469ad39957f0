/** Every setting, read once, with why it exists. `server.js` has checked and completed them before this is loaded. */

/** The database, as a libpq URL: the embedded one's socket, or the host's own server. */
export const databaseUrl = process.env.DATABASE_URL ?? '';

/** Where mail goes out (`smtp://user:password@host:587`). Without it letters wait in the outbox. */
export const smtpUrl = process.env.SMTP_URL ?? '';

/** Whom letters are from. */
export const mailFrom = process.env.MAIL_FROM ?? 'Madang <madang@localhost>';

/** The address people reach this on; links in letters begin with it. */
export const baseUrl = (process.env.BASE_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, '');

/** A rehearsal has made-up people, a mailbox anyone at this machine can read and a clock that can be moved forward. */
export const isRehearsal = process.env.REHEARSAL === '1';

/** The drand servers to ask for the beacon, in order. */
export const beaconUrls = (
	process.env.BEACON_URLS ?? 'https://api.drand.sh,https://api2.drand.sh,https://drand.cloudflare.com'
)
	.split(',')
	.filter(Boolean);
