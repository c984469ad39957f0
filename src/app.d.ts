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
	namespace App {
		interface Locals {
			/** The store, within the scope of this request. */
			db: Db;
			/** The host whose page is asked for, where it is one host's. */
			hostId: string | null;
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
