-- What stands under every stage: letters to send, keys to sign with, the rehearsal's clock.

create table letters (
	id uuid primary key default gen_random_uuid(),
	to_address text not null,
	subject text not null,
	body text not null,
	message_id text not null unique,
	written_at timestamptz not null,
	tries int not null default 0,
	next_try_at timestamptz not null,
	sent_at timestamptz,
	failed_because text
);
create index letters_waiting on letters (next_try_at) where sent_at is null;

create table signing_keys (
	purpose text primary key,
	public_key text not null,
	private_key text not null,
	made_at timestamptz not null
);

-- One row at most; only a rehearsal ever writes it.
create table rehearsal_clock (
	one boolean primary key default true check (one),
	ahead_ms bigint not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
