-- What a person lets a program do for them at one host: a secret of which only the hash is kept, the rights it was
-- given, and until when. It never may more than the person may at that moment.
create table tokens (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts (id),
	person_id uuid not null references people (id),
	name text not null,
	hash bytea not null unique,
	rights text[] not null check (cardinality(rights) > 0),
	made_at timestamptz not null,
	expires_at timestamptz not null,
	revoked_at timestamptz,
	revoked_by uuid references people (id),
	check (expires_at > made_at),
	check ((revoked_at is null) = (revoked_by is null))
);
create index tokens_of_host on tokens (host_id, made_at desc);
create index tokens_of_person on tokens (person_id);

-- How often a token is used in a minute, and when it was last. Apart, so that a token's row is not written with each request.
create table token_uses (
	token_id uuid primary key references tokens (id) on delete cascade,
	used_at timestamptz not null,
	minute timestamptz not null,
	count integer not null
);

-- What a request with a key was answered, kept a day: the same again is answered the same, and done once.
create table token_answers (
	token_id uuid not null references tokens (id) on delete cascade,
	key text not null,
	asked_hash bytea not null,
	status integer not null,
	body text not null,
	answered_at timestamptz not null,
	primary key (token_id, key)
);
create index token_answers_old on token_answers (answered_at);

-- Since when an address has read the same to a token: what `If-Modified-Since` is held against.
create table token_sights (
	token_id uuid not null references tokens (id) on delete cascade,
	path_hash bytea not null,
	body_hash bytea not null,
	since timestamptz not null,
	seen_at timestamptz not null,
	primary key (token_id, path_hash)
);
create index token_sights_old on token_sights (seen_at);
