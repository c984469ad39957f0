import type { Visitor } from '#domain/people/rules.ts';
import type { Db } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';

declare global {
	/** Lets the server close what the application opened. */
	var __madangClose: (() => Promise<void>) | undefined;
	namespace App {
		interface Locals {
			db: Db;
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
