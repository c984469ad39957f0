-- One line per fact, each bound to the line before it. The database links the chain itself,
-- so that no verb can forget to, and refuses every later change.

create table journal (
	seq bigint primary key,
	at timestamptz not null,
	by_id uuid references people,
	call_id uuid,
	verb text not null,
	about text not null,
	detail jsonb not null default '{}',
	hash bytea not null
);
create index journal_call on journal (call_id, seq desc);
create index journal_about on journal (about, seq);

create table journal_head (
	one boolean primary key default true check (one),
	seq bigint not null,
	hash bytea not null
);
insert into journal_head (seq, hash) values (0, sha256('madang/journal/v1'));

-- What a line's hash is made over: its fields in this order, parted by U+001F.
create function journal_text(line journal) returns text language sql stable as $$
	select concat_ws(chr(31),
		line.seq, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		coalesce(line.by_id::text, ''), coalesce(line.call_id::text, ''), line.verb, line.about, line.detail::text)
$$;

-- The head's row lock puts writers in one order until they commit: the chain cannot fork.
create function link_journal() returns trigger language plpgsql as $$
declare before bytea;
begin
	select hash into before from journal_head for update;
	update journal_head set seq = seq + 1 returning seq into new.seq;
	new.at := date_trunc('milliseconds', new.at);
	new.hash := sha256(before || convert_to(journal_text(new), 'UTF8'));
	update journal_head set hash = new.hash;
	return new;
end $$;
create trigger journal_link before insert on journal for each row execute function link_journal();
create trigger journal_kept before update or delete on journal for each row execute function refuse_change();
create trigger journal_whole before truncate on journal for each statement execute function refuse_change();
