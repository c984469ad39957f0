import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Visitor } from '#domain/people/rules.ts';
import type { Db } from '#lib/db.server.ts';
import type { Stream } from '#lib/hub.server.ts';
import type { Live } from '#lib/live.server.ts';
import type { Locale } from '#lib/words.ts';

declare global {
	/** Lets the server close what the application opened. */
	var __madangClose: (() => Promise<void>) | undefined;
	/** Lets the server hand over an answer that goes on as a stream, by the ticket it was given for. */
	var __madangStream: ((ticket: string, stream: Stream) => void) | undefined;
	/** Tells the server whether a name is a live domain of a host's. */
	var __madangDomains: ((name: string) => boolean) | undefined;
	/** Whether the page at this path is one for all, and made already: nobody need be put off. */
	var __madangAtHand: ((path: string) => boolean) | undefined;
	/** Answers with a page for all that is made already; false where there is none, and the application is to be asked. */
	var __madangHandOut: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
	namespace App {
		interface Locals {
			/** The store, within the scope of this request. */
			db: Db;
			/** The host whose page is asked for, where it is one host's. */
			hostId: string | null;
			/** The host at whose own domain this was asked, if it was at one. */
			atHostId: string | null;
			/** Where this page is at home: at its host's own domain or at the installation's address. */
			site: string;
			/** Where the pages of a host are at home. */
			siteOf: (hostId: string | null) => string;
			live: Live;
			/** The newest news this process knew of before it asked who the visitor is. */
			heardTo: number;
			/** Whether the store waits for its operator: it is read, and nothing is written. */
			isReadOnly: boolean;
			visitor: Visitor;
			locale: Locale;
			/** The request's one instant: when it arrived, by the program's clock. */
			arrivedAt: Date;
			/** A secret that tells this browser from others before anyone is signed in. */
			browser: string;
		}
		interface Error {
			message: string;
			code?: string;
			id?: string;
		}
	}
}

export {};
