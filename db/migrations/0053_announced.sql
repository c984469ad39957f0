-- A deadline may be moved while the program is away: two organisers sign the new one with keys that were handed out before,
-- and put it where the program keeps its pages for such times. Here are the public halves of those keys, and what became of
-- each notice that was found there: adopted as a change of the deadline, or not, and why.
create table announcement_keys (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts,
	person_id uuid not null references people,
	public_key text not null unique,
	made_at timestamptz not null,
	ended_at timestamptz check (ended_at >= made_at)
);
create unique index announcement_keys_live on announcement_keys (host_id, person_id) where ended_at is null;

create table announced_extensions (
	hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
	call_id uuid not null references calls,
	notice jsonb not null,
	change_id uuid unique references deadline_changes,
	refused text,
	judged_at timestamptz not null,
	check ((change_id is null) <> (refused is null))
);
create index announced_extensions_call on announced_extensions (call_id, judged_at);
create trigger announced_extensions_kept before update or delete on announced_extensions
	for each row execute function refuse_change();

grant select, insert on announcement_keys, announced_extensions to madang_web;
grant update (ended_at), delete on announcement_keys to madang_web;
select keep_by('announcement_keys', 'host_id', 'hosts');
select keep_by('announced_extensions', 'call_id', 'calls');
