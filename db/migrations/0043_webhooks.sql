-- Where a host is told of facts. The journal is the queue: its lines are in one order, and a line is there exactly when
-- its fact is. `read_to` is the last line that was looked at for this address.
create table webhooks (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts (id),
	url text not null,
	kinds text[] not null check (cardinality(kinds) > 0),
	read_to bigint not null,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	ended_at timestamptz,
	ended_by uuid references people (id),
	ended_why text check (ended_why in ('by-hand', 'gone')),
	check ((ended_at is null) = (ended_why is null))
);
create index webhooks_of_host on webhooks (host_id, made_at desc);

-- What signs messages. It must be shown to be used, so that no hash is enough; after a new one the one before still
-- signs until its end.
create table webhook_secrets (
	id bigint primary key generated always as identity,
	webhook_id uuid not null references webhooks (id),
	secret text not null,
	made_at timestamptz not null,
	ends_at timestamptz
);
create index webhook_secrets_of on webhook_secrets (webhook_id, id desc);

-- One message for one line: its text as it was first sent, so that every try sends the same.
create table webhook_messages (
	id uuid primary key default gen_random_uuid(),
	webhook_id uuid not null references webhooks (id),
	seq bigint not null,
	body text not null,
	made_at timestamptz not null,
	tries integer not null default 0,
	next_at timestamptz,
	sent_at timestamptz,
	unique (webhook_id, seq)
);
create index webhook_messages_due on webhook_messages (next_at) where next_at is not null;
create index webhook_messages_log on webhook_messages (webhook_id, seq desc);

create table webhook_tries (
	id bigint primary key generated always as identity,
	message_id uuid not null references webhook_messages (id) on delete cascade,
	tried_at timestamptz not null,
	status integer,
	fault text,
	ms integer not null
);
create index webhook_tries_of on webhook_tries (message_id, id desc);
create index webhook_tries_old on webhook_tries (tried_at);
