import { createHash, sign, type KeyObject, type X509Certificate } from 'node:crypto';
import { der, oid, sequence, setOf, time, valuesIn } from './der.ts';

const names = {
	...{ data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2' },
	...{ contentType: '1.2.840.113549.1.9.3', digest: '1.2.840.113549.1.9.4', signedAt: '1.2.840.113549.1.9.5' },
	...{ sha256: '2.16.840.1.101.3.4.2.1', rsa: '1.2.840.113549.1.1.1' }
};
const one = der(0x02, Buffer.from([1]));
const nothing = der(0x05);
const sha256 = sequence(oid(names.sha256), nothing);

/** Who signs: a certificate with its RSA key, and the certificates between it and the root its readers know. */
export type Signer = { certificate: X509Certificate; key: KeyObject; between: X509Certificate[] };

/**
 * A detached signature over bytes (CMS SignedData, RFC 5652; formerly PKCS #7), RSA with SHA-256, that says when it was
 * made and brings its certificates with it.
 */
export function signatureOver(bytes: Uint8Array, { certificate, key, between }: Signer, at: Date): Buffer {
	if (!certificate.checkPrivateKey(key)) throw new Error('The key is not that of the certificate.');
	const said = [
		sequence(oid(names.contentType), setOf([oid(names.data)])),
		sequence(oid(names.signedAt), setOf([time(at)])),
		sequence(oid(names.digest), setOf([der(0x04, createHash('sha256').update(bytes).digest())]))
	];
	// What is signed is the set as such; in the message it goes by the tag of its place.
	const signature = sign('sha256', setOf(said), key);
	const signer = sequence(
		...[one, issuerAndNumber(certificate), sha256, setOf(said, 0xa0)],
		...[sequence(oid(names.rsa), nothing), der(0x04, signature)]
	);
	const certificates = [certificate, ...between].map(({ raw }) => raw);
	const whole = sequence(one, setOf([sha256]), sequence(oid(names.data)), setOf(certificates, 0xa0), setOf([signer]));
	return sequence(oid(names.signedData), der(0xa0, whole));
}

/** What a certificate is found by: who issued it, and under which number. Before both stands its version, if any. */
function issuerAndNumber({ raw }: X509Certificate): Buffer {
	const [certificate] = valuesIn(raw);
	const [signed] = valuesIn(certificate!.content);
	const [number, , issuer] = valuesIn(signed!.content).filter(({ tag }) => tag !== 0xa0);
	return sequence(issuer!.whole, number!.whole);
}
