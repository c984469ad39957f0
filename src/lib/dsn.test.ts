import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { readReport } from './dsn.ts';

// As Postfix writes it (RFC 3464 §4, RFC 6522).
const report = (action: string) =>
	[
		'From: MAILER-DAEMON@mx.example.test (Mail Delivery System)',
		'Subject: Undelivered Mail Returned to Sender',
		'MIME-Version: 1.0',
		'Content-Type: multipart/report; report-type=delivery-status;',
		'\tboundary="AB12.34/mx.example.test"',
		'',
		'This is a MIME-encapsulated message.',
		'',
		'--AB12.34/mx.example.test',
		'Content-Description: Notification',
		'Content-Type: text/plain; charset=us-ascii',
		'',
		'This is the mail system at host mx.example.test.',
		'',
		'--AB12.34/mx.example.test',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example.test',
		'Original-Envelope-Id: 6f0f6f9e-0000-4000-8000-000000000001',
		'',
		'Final-Recipient: rfc822; Gone@Example.test',
		'Original-Recipient: rfc822;gone@example.test',
		`Action: ${action}`,
		'Status: 5.1.1',
		'Diagnostic-Code: smtp; 550 5.1.1 <gone@example.test>: User unknown',
		'    in virtual mailbox table',
		'',
		'--AB12.34/mx.example.test',
		'Content-Type: message/rfc822-headers',
		'',
		'From: host@madang.example',
		'Message-ID: <0a1b@madang>',
		'Subject: hello',
		'',
		'--AB12.34/mx.example.test--',
		''
	].join('\r\n');

test('a report of a failure names the letter, the address and why', () =>
	deepEqual(readReport(report('failed')), [
		{
			messageId: '<0a1b@madang>',
			envelopeId: '6f0f6f9e-0000-4000-8000-000000000001',
			recipient: 'gone@example.test',
			because: '5.1.1 · smtp; 550 5.1.1 <gone@example.test>: User unknown in virtual mailbox table'
		}
	]));

test('a delay, a success and what is no report come to nothing', () => {
	for (const action of ['delayed', 'delivered', 'relayed']) deepEqual(readReport(report(action)), []);
	for (const text of ['', 'hello', 'Content-Type: multipart/report; boundary=x\n\n--x\n--x--', '\0\n\n\n'])
		deepEqual(readReport(text), []);
});
