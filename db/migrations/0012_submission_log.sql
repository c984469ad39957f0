-- Each receipt and each withdrawal leaves a leaf in its call's public log: hashes only. In their order the leaves make a
-- Merkle tree (RFC 9162), whose head is signed every few seconds: whoever has seen one head can ask of every later one
-- whether it still holds the same leaves.

alter table application_counts add column logged int not null default 0;

create table submission_log (
	call_id uuid not null references calls,
	place int not null,
	leaf text not null,
	receipt_id uuid not null references receipts,
	primary key (call_id, place)
);
create index submission_log_receipt on submission_log (receipt_id);
create trigger submission_log_kept before update or delete on submission_log for each row execute function refuse_change();
create trigger submission_log_whole before truncate on submission_log for each statement execute function refuse_change();

create table submission_checkpoints (
	call_id uuid not null references calls,
	size int not null,
	root text not null,
	note text not null,
	signed_at timestamptz not null,
	primary key (call_id, size)
);
create trigger submission_checkpoints_kept before update or delete on submission_checkpoints
	for each row execute function refuse_change();

-- What was submitted before there was a log comes first in it, in the order of its receipts; then what was withdrawn.
insert into submission_log (call_id, place, leaf, receipt_id)
select call_id, row_number() over (partition by call_id order by round, at, id) - 1, leaf, id
from (
	select call_id, 1 as round, submitted_at as at, id,
		'{"commitment":"' || commitment || '","event":"submitted"'
		|| coalesce(',"replaces":"' || lag(commitment) over (partition by application_id order by submitted_at, id) || '"', '')
		|| '}' as leaf
	from (
		select call_id, application_id, receipts.id, receipts.submitted_at, encode(sha256(
			'madang/roster/v1'::bytea || decode(salt, 'hex') || decode(content_hash, 'hex')), 'hex') as commitment
		from receipts join applications on applications.id = application_id
	) given
	union all
	select call_id, 2, withdrawn_at, newest.id,
		'{"commitment":"' || encode(sha256('madang/roster/v1'::bytea || decode(salt, 'hex')
			|| decode(content_hash, 'hex')), 'hex') || '","event":"withdrawn"}'
	from applications
	join lateral (
		select * from receipts where application_id = applications.id order by submitted_at desc, id limit 1
	) newest on true
	where withdrawn_at is not null
) leaves;
update application_counts set logged = (
	select count(*) from submission_log where submission_log.call_id = application_counts.call_id
);

-- A firm is looked up by those who applied for it, each time it is named again.
create index applications_organisation on applications (organisation_id);

-- A code asked for with a proof of work goes out at once; each proof counts once. Without one it waits its turn in the
-- slow lane, whose length is counted by the block of addresses that asked (as a keyed hash).
alter table sign_in_codes
	add column block_hash bytea,
	add column proof_hash bytea unique,
	add column goes_out_at timestamptz;
create index sign_in_codes_asked on sign_in_codes (asked_at);
