import { deepEqual, equal, notEqual, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { certified, chain, opensslVerifies, readSignature } from '../../tests/certificates.ts';
import { signatureOver } from './cms.server.ts';
import { der, oid, time, valuesIn } from './der.ts';

const { root, between, signer } = chain();
const whole = { certificate: signer.certificate, key: signer.key, between: [between.certificate] };
const at = new Date();

test('a signature holds over its bytes and over no others, for two readers that are not ours', () => {
	const bytes = Buffer.from('{"pass.json":"…"}');
	const signature = signatureOver(bytes, whole, at);
	const { isSound, brought, madeAt } = readSignature(signature, bytes);
	ok(isSound);
	equal(madeAt, `${at.toISOString().replace(/\D/g, '').slice(2, 14)}Z`);
	const raws = (all: { raw: Buffer }[]) => all.map(({ raw }) => raw.toString('hex')).sort();
	deepEqual(raws(brought), raws([signer.certificate, between.certificate]));
	notEqual(opensslVerifies(signature, bytes, root), false);
	for (let place = 0; place < bytes.length; place++) {
		const altered = Buffer.from(bytes);
		altered[place]! ^= 1;
		equal(readSignature(signature, altered).isSound, false);
	}
	const altered = Buffer.from(`${bytes} `);
	notEqual(opensslVerifies(signature, altered, root), true);
	notEqual(opensslVerifies(signature, bytes, certified('Another root', null)), true);
	const forged = Buffer.from(signature);
	forged[forged.length - 1]! ^= 1;
	equal(readSignature(forged, bytes).isSound, false);
});

test('a key that is not the certificate’s signs nothing', () => {
	throws(() => signatureOver(Buffer.from('a'), { ...whole, key: between.key }, at), /not that of the certificate/);
});

test('what is written is read again, however long; names and instants as the norm has them', () => {
	fc.assert(
		fc.property(fc.constantFrom(0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000), (length) => {
			const [first, second] = valuesIn(Buffer.concat([der(0x04, Buffer.alloc(length, 7)), der(0x05)]));
			deepEqual([first!.tag, first!.content.length, second!.tag], [4, length, 5]);
		})
	);
	throws(() => valuesIn(Buffer.from([0x30, 5, 1])), /no DER/);
	equal(oid('1.2.840.113549.1.7.2').toString('hex'), '06092a864886f70d010702');
	equal(time(new Date('2049-12-31T23:59:59.9Z')).subarray(2).toString(), '491231235959Z');
	equal(time(new Date('2050-01-01T00:00:00Z')).subarray(2).toString(), '20500101000000Z');
});
