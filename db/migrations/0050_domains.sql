-- A host's own name on the net, where its public pages are as well. Anybody may write down any name; the one who proves it
-- has it, and no other while that lasts.
create table domains (
	host_id uuid primary key references hosts (id),
	name text not null check (name ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$' and length(name) <= 253),
	token text not null check (length(token) between 20 and 80),
	named_at timestamptz not null,
	named_by uuid not null references people (id),
	looked_at timestamptz,
	proof text check (proof in ('good', 'missing', 'other', 'unreachable')),
	way text check (way in ('good', 'missing', 'elsewhere', 'unreachable')),
	live_at timestamptz,
	missed_at timestamptz,
	check (num_nulls(looked_at, proof, way) in (0, 3)),
	check (missed_at is null or live_at is not null)
);
create unique index domains_live on domains (name) where live_at is not null;
grant select, insert, update, delete on domains to madang_web;
select keep_by('domains', 'host_id', 'hosts');

-- A sign-in at a host's own name is good there alone: whoever has the name in hand has what is sent to it.
alter table sign_ins add column at_host_id uuid references hosts (id);

-- When a logo was drawn anew by this program: what came before that is drawn anew once.
alter table host_looks add column logo_drawn_at timestamptz;
