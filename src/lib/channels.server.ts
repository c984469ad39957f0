import type { Channel } from '#lib/channel.ts';
import { shortChannel } from '#lib/short.server.ts';
import { mailChannel } from '#lib/smtp.server.ts';

/** The channels this host has set up: mail by SMTP, and short messages by an HTTP gateway. Null: not set up. */
export const channels: Record<string, Channel | null> = { mail: mailChannel, short: shortChannel };
