-- The record of a stop: an article in both languages, kept version by version, and the words it explains.

-- The article as it is being written. `version` counts its saves, so that nobody overwrites what they have not seen.
create table records (
	stop_id uuid primary key references stops (id),
	content jsonb not null,
	version integer not null check (version >= 1),
	saved_at timestamptz not null,
	saved_by uuid not null references people (id),
	begun_at timestamptz not null,
	begun_by uuid not null references people (id)
);

-- What it said earlier: kept before somebody else writes on, from time to time, and whenever it is published.
create table record_versions (
	stop_id uuid not null references records (stop_id),
	number integer not null check (number >= 1),
	content jsonb not null,
	written_at timestamptz not null,
	written_by uuid not null references people (id),
	kept_at timestamptz not null,
	primary key (stop_id, number)
);
create trigger record_versions_kept before update or delete on record_versions
	for each row execute function refuse_change();

-- A version that the public may read from an instant on. Every one after the first is a correction, and says why.
-- One can be called back only while nobody could read it.
create table record_editions (
	stop_id uuid not null,
	edition integer not null check (edition >= 1),
	number integer not null,
	public_from timestamptz not null,
	reason jsonb,
	published_at timestamptz not null,
	published_by uuid not null references people (id),
	recalled_at timestamptz,
	primary key (stop_id, edition),
	foreign key (stop_id, number) references record_versions (stop_id, number),
	check (recalled_at < public_from)
);
create index record_editions_public on record_editions (public_from);

-- What was published, and when, is not changed afterwards; only the mark that it was called back in time is added.
create function keep_edition() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and old.recalled_at is null
		and (new.stop_id, new.edition, new.number, new.public_from, new.published_at, new.published_by)
			= (old.stop_id, old.edition, old.number, old.public_from, old.published_at, old.published_by)
		and new.reason is not distinct from old.reason then
		return new;
	end if;
	raise exception 'an edition of a record is kept as it was published';
end $$;
create trigger record_editions_kept before update or delete on record_editions
	for each row execute function keep_edition();

-- Pictures of a record. The public sees one that an edition it may read names.
create table record_pictures (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	name text not null,
	kind text not null check (kind in ('jpg', 'png', 'webp')),
	size bigint not null,
	sha256 text not null,
	added_at timestamptz not null,
	added_by uuid not null references people (id)
);

-- That a record's address was sent to somebody by a reader: only hashes, to keep it from being used for spam.
create table record_mails (
	id bigint generated always as identity primary key,
	stop_id uuid not null references stops (id),
	browser_hash bytea not null,
	address_hash bytea not null,
	sent_at timestamptz not null
);
create index record_mails_sent on record_mails (sent_at);

-- Words that a tour's records explain: what readers do not know, with where it is from and when that was looked up.
-- (`terms` are what applicants of a call agree to.)
create table glossary_terms (
	id uuid primary key default gen_random_uuid(),
	tour_id uuid not null references tours (id),
	host_id uuid not null references hosts (id),
	word jsonb not null,
	aliases text[] not null default '{}',
	explanation jsonb not null,
	source_title jsonb not null,
	source_url text not null check (source_url ~ '^https?://'),
	checked_on date not null,
	written_at timestamptz not null,
	written_by uuid not null references people (id),
	removed_at timestamptz
);
create unique index glossary_terms_word on glossary_terms (tour_id, lower(word ->> 'ko')) where removed_at is null;
create unique index glossary_terms_english on glossary_terms (tour_id, lower(word ->> 'en')) where removed_at is null;
