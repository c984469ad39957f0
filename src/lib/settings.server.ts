/** Every setting, read once, with why it exists. `server.js` has checked and completed them before this is loaded. */

/** The database, as a libpq URL: the embedded one's socket, or the host's own server. */
export const databaseUrl = process.env.DATABASE_URL ?? '';

/** A streaming replica, as a libpq URL: what the world reads and nobody acts on is asked of it while it keeps up. Empty: none. */
export const replicaUrl = process.env.DATABASE_REPLICA_URL ?? '';

/** Whether this process does the clock's work; where several serve, `JOBS=0` leaves it to one that the proxy does not know. */
export const runsJobs = process.env.JOBS !== '0';

/** Where mail goes out (`smtp://user:password@host:587`). Without it letters wait in the outbox. */
export const smtpUrl = process.env.SMTP_URL ?? '';

/** Whom letters are from. */
export const mailFrom = process.env.MAIL_FROM ?? 'Madang <madang@localhost>';

/** What signs letters (DKIM): the selector under which the key's public half is in the DNS, and the file of the key. */
export const dkim =
	process.env.DKIM_SELECTOR && process.env.DKIM_KEY_FILE
		? { selector: process.env.DKIM_SELECTOR, keyFile: process.env.DKIM_KEY_FILE }
		: null;

/** What a mail server shows to hand in a report of a letter that came back (`Authorization: Bearer …`). Without it none is taken. */
export const bounceToken = process.env.BOUNCE_TOKEN ?? '';

/** What a Prometheus shows to read what this process measures of itself (`Authorization: Bearer …`). Without it there is nothing to read. */
export const metricsToken = process.env.METRICS_TOKEN ?? '';

/** An OpenTelemetry collector (`http://host:4318`) that is told how long requests, queries and jobs take; empty: none is. */
export const otlpEndpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '';

/** Which share of requests and jobs it is told of, from 0 to 1. */
export const sampledShare = Number(process.env.OTEL_TRACES_SAMPLER_ARG || '1');

/** What this program is called there. */
export const serviceName = process.env.OTEL_SERVICE_NAME || 'madang';

/** The gateway for short messages and its token. Without it nobody is asked for a number. */
export const smsUrl = process.env.SMS_URL ?? '';
export const smsToken = process.env.SMS_TOKEN ?? '';

/**
 * DNS servers to ask about the sender's domain and about where webhooks go (`192.0.2.53,192.0.2.54:5353`), where not the
 * machine's own.
 */
export const dnsServers = (process.env.DNS_SERVERS ?? '').split(',').filter(Boolean);

/** The address people reach this on; links in letters begin with it. */
export const baseUrl = (process.env.BASE_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, '');

/** A rehearsal has made-up people, a mailbox anyone at this machine can read and a clock that can be moved forward. */
export const isRehearsal = process.env.REHEARSAL === '1';

/** Whether webhooks may be sent to addresses of this machine and by plain HTTP: in a rehearsal alone, for tests. */
export const webhooksStayHere = isRehearsal && process.env.WEBHOOKS_STAY_HERE === '1';

/**
 * What seals secrets that must be used again (of authenticator apps, of sign-in providers); the same in every process of one
 * database, and needed again after a restore. Without it a file of the data folder, `secrets.key`, made when first needed.
 */
export const secretsKey = process.env.SECRETS_KEY ?? '';

/**
 * Whose word is taken for which mail addresses: `madang.example=https://login.madang.example, …`, a domain and the OpenID
 * provider that speaks for it. Only whoever runs the program can say so: a host that could would come in as anybody.
 */
export const providerDomains = new Map(
	(process.env.PROVIDER_DOMAINS ?? '')
		.split(',')
		.map((pair) => pair.trim().split('='))
		.filter((pair): pair is [string, string] => pair.length === 2)
		.map(([domain, issuer]) => [domain.trim().toLowerCase(), issuer.trim()])
);

/** Whether sign-in providers may be at addresses of this machine and by plain HTTP: in a rehearsal alone, for tests. */
export const providersStayHere = isRehearsal && process.env.PROVIDERS_STAY_HERE === '1';

/** The drand servers to ask for the beacon, in order. */
export const beaconUrls = (
	process.env.BEACON_URLS ?? 'https://api.drand.sh,https://api2.drand.sh,https://drand.cloudflare.com'
)
	.split(',')
	.filter(Boolean);

/** Where the program lies; `npm start` says so, for its built form does not know. */
export const root = process.env.MADANG_ROOT ?? process.cwd();

/** Where files are kept that no database holds. */
export const dataDir = process.env.DATA_DIR ?? 'data';

/**
 * Where the program keeps what must outlast its database: signed heads of the journal, and who was erased. Beside the
 * files, and in a second place (`KEPT_DIR`), which should be another machine's: whoever restores an old copy has it.
 */
export const keptFolders = [`${dataDir}/kept`, process.env.KEPT_DIR ?? ''].filter(Boolean);

/**
 * Where plain pages are put that say what stands while the program is away: a folder that another machine's web server
 * reads, a bucket that is served as a site, or both. They are no use on the machine that may be down.
 */
export const statusDir = process.env.STATUS_DIR ?? '';
export const statusBucket = bucketIn({
	...{
		endpoint: process.env.STATUS_S3_ENDPOINT,
		bucket: process.env.STATUS_S3_BUCKET,
		region: process.env.STATUS_S3_REGION
	},
	...{ keyId: process.env.STATUS_S3_ACCESS_KEY_ID, key: process.env.STATUS_S3_SECRET_ACCESS_KEY }
});

/** Where people find those pages (`https://status.madang.example`): our own pages lead there. Empty: they do not. */
export const statusUrl = (process.env.STATUS_URL ?? '').replace(/\/+$/, '');

/** A bucket of an S3-compatible store for files (`S3_ENDPOINT`, `S3_BUCKET`, …), or null: then they lie in `dataDir`. */
export const s3 = bucketIn({
	...{ endpoint: process.env.S3_ENDPOINT, bucket: process.env.S3_BUCKET, region: process.env.S3_REGION },
	...{ keyId: process.env.S3_ACCESS_KEY_ID, key: process.env.S3_SECRET_ACCESS_KEY }
});

/** Another origin for files alone (`https://files.example`), so that they share nothing with ours; empty: our own. */
export const filesOrigin = (process.env.FILES_ORIGIN ?? '').replace(/\/+$/, '');

/** What scans files: a command as a JSON list (the file's path is added at its end). Exit 0: clean; 1: flagged. */
export const scanCommand: string[] = JSON.parse(process.env.SCAN_COMMAND || '[]');

/** Or a clamd, as `tcp://host:3310` or `unix:/run/clamd.sock`. */
export const clamdUrl = process.env.CLAMD_URL ?? '';

/** A NATS server (`nats://host:4222/subject`) that carries what is announced to all processes; empty: the database does. */
export const liveBus = process.env.LIVE_BUS ?? '';

const { WALLET_APPLE_PASS_TYPE: passType, WALLET_APPLE_TEAM: team, WALLET_APPLE_CERT_FILE: certFile } = process.env;
const { WALLET_APPLE_KEY_FILE: keyFile, WALLET_APPLE_WWDR_FILE: wwdrFile } = process.env;

/**
 * What tickets for Apple Wallet are signed by: Apple's pass type (`pass.org.example`) and the team they are of, and the files
 * of its certificate, of that one's key and of Apple's certificate above it. Without all five none are offered.
 */
export const walletApple =
	passType && team && certFile && keyFile && wwdrFile ? { passType, team, certFile, keyFile, wwdrFile } : null;

const { WALLET_GOOGLE_ISSUER: issuer, WALLET_GOOGLE_KEY_FILE: accountFile } = process.env;

/** What tickets for Google Wallet are signed by: the issuer's id, and the file of a service account's key (JSON). */
export const walletGoogle = issuer && accountFile ? { issuer, accountFile } : null;

const { ASSISTANT_URL: assistantUrl, ASSISTANT_MODEL: assistantModel } = process.env;

/**
 * A language model on a server that speaks OpenAI's protocol: its address (`https://host/v1`), its key and the model's
 * name; how many seconds an answer may take, whether it comes piece by piece, how many are asked for at once. Without an
 * address and a model there is no assistant anywhere; with them each host decides for itself.
 */
export const assistant =
	assistantUrl && assistantModel
		? {
				...{ url: assistantUrl.replace(/\/+$/, ''), model: assistantModel, key: process.env.ASSISTANT_KEY ?? '' },
				timeoutMs: Number(process.env.ASSISTANT_TIMEOUT_S || '120') * 1000,
				isStreamed: process.env.ASSISTANT_STREAM !== '0',
				atOnce: Number(process.env.ASSISTANT_AT_ONCE || '2')
			}
		: null;

/** The language of whoever says none: a feed reader or a script that asks for a table; Korean unless the host says `en`. */
export const usualLocale = process.env.USUAL_LANGUAGE === 'en' ? 'en' : 'ko';

/** A bucket of an S3-compatible store, or null where its address or name is missing. */
function bucketIn(given: { [part in 'endpoint' | 'bucket' | 'region' | 'keyId' | 'key']: string | undefined }) {
	const { endpoint, bucket, region = 'us-east-1', keyId = '', key = '' } = given;
	return endpoint && bucket ? { endpoint, bucket, region, accessKeyId: keyId, secretAccessKey: key } : null;
}
