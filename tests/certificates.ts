import { spawnSync } from 'node:child_process';
import {
	createHash,
	generateKeyPairSync,
	randomBytes,
	sign,
	verify,
	X509Certificate,
	type KeyObject
} from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { der, oid, sequence, setOf, time } from '#lib/der.ts';

export type Certified = { certificate: X509Certificate; key: KeyObject; pem: string; keyPem: string };
type Above = { name: string; key: KeyObject };

const day = 86_400_000;
const nameOf = (name: string) => sequence(setOf([sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))]));
const rsaWithSha256 = sequence(oid('1.2.840.113549.1.1.11'), der(0x05));

/** A certificate of this name with a new RSA key, signed by one above it, or by itself. */
export function certified(name: string, above: Above | null, isAuthority = above === null): Certified {
	const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const yes = der(0x01, Buffer.from([255]));
	const basics = sequence(oid('2.5.29.19'), yes, der(0x04, sequence(...(isAuthority ? [yes] : []))));
	const signed = sequence(
		...[der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1, ...randomBytes(8)])), rsaWithSha256],
		...[nameOf(above?.name ?? name), sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day)))],
		...[nameOf(name), publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(basics))]
	);
	const signature = sign('sha256', signed, above?.key ?? privateKey);
	const certificate = new X509Certificate(
		sequence(signed, rsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
	);
	const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	return { certificate, key: privateKey, pem: certificate.toString(), keyPem };
}

/** A root, a certificate between and one that signs, as Apple's are. */
export function chain() {
	const root = certified('Root of the test', null);
	const between = certified('Between', { name: 'Root of the test', key: root.key }, true);
	return { root, between, signer: certified('pass.example.test', { name: 'Between', key: between.key }) };
}

/** Whether a detached signature is over these bytes, by a reader that is not ours; and when it says it was made. */
export function readSignature(signature: Uint8Array, bytes: Uint8Array) {
	const { content } = AsnConvert.parse(signature, ContentInfo);
	const { certificates, signerInfos } = AsnConvert.parse(content, SignedData);
	const { sid, signedAttrs, signature: made } = signerInfos[0]!;
	const brought = Array.from(
		certificates!,
		({ certificate }) => new X509Certificate(Buffer.from(AsnConvert.serialize(certificate!)))
	);
	const number = Buffer.from(sid.issuerAndSerialNumber!.serialNumber).toString('hex').toUpperCase();
	const by = brought.find(({ serialNumber }) => serialNumber === number)!;
	const said = setOf(signedAttrs!.map((one) => Buffer.from(AsnConvert.serialize(one))));
	const value = (type: string) => Buffer.from(signedAttrs!.find(({ attrType }) => attrType === type)!.attrValues[0]!);
	const digest = value('1.2.840.113549.1.9.4').subarray(2);
	const isOver = digest.equals(createHash('sha256').update(bytes).digest());
	const isWhole = verify('sha256', said, by.publicKey, Buffer.from(made.buffer));
	return { isSound: isOver && isWhole, brought, madeAt: value('1.2.840.113549.1.9.5').subarray(2).toString() };
}

/** What OpenSSL says of a detached signature under a root; null where there is none on this machine. */
export function opensslVerifies(signature: Uint8Array, bytes: Uint8Array, root: Certified): boolean | null {
	const folder = mkdtempSync(join(tmpdir(), 'madang-cms-'));
	try {
		const put = (name: string, content: string | Uint8Array) => {
			writeFileSync(join(folder, name), content);
			return join(folder, name);
		};
		const { error, status } = spawnSync('openssl', [
			...['cms', '-verify', '-binary', '-inform', 'DER', '-in', put('signature', signature), '-purpose', 'any'],
			...['-content', put('content', bytes), '-CAfile', put('root.pem', root.pem), '-out', join(folder, 'out')]
		]);
		return error ? null : status === 0;
	} finally {
		rmSync(folder, { recursive: true });
	}
}
