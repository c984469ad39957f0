-- Who audits a host may have the newest signed head of the journal by mail, once a day: then whoever alters the journal must
-- alter letters that lie elsewhere too. Every letter has a link of its own by which it ends.
create table head_subscriptions (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts,
	person_id uuid not null references people,
	begun_at timestamptz not null,
	ended_at timestamptz,
	told_size bigint not null default 0,
	told_at timestamptz
);
create unique index head_subscriptions_once on head_subscriptions (host_id, person_id) where ended_at is null;
grant select, insert, update on head_subscriptions to madang_web;
select keep_by('head_subscriptions', 'host_id', 'hosts');

create table head_links (
	token_hash bytea primary key,
	subscription_id uuid not null references head_subscriptions,
	made_at timestamptz not null
);
create index head_links_subscription on head_links (subscription_id);
grant select, insert, delete on head_links to madang_web;
select keep_with('head_links', 'subscription_id', 'head_subscriptions');
