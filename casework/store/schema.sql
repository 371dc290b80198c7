-- What casework keeps. Ids are 16 random bytes chosen by whoever made the thing, so that no number tells how
-- many there are; whatever a reporter does has a date and no time of day (architecture 4, 6).

create schema casework;
set local search_path = casework;

create domain id as bytea check (length(value) = 16);
create domain hash as bytea check (length(value) = 32);

-- People, their keys and how they sign in.

create table officers (
    oid        id primary key,
    name       text not null unique check (name = lower(name) and length(name) between 1 and 64),
    title_en   text not null check (length(title_en) between 1 and 200),
    title_cy   text not null check (length(title_cy) between 1 and 200),
    role       text not null,
    receives   boolean not null,
    replies    boolean not null,
    identity   smallint not null check (identity between 0 and 2),
    custodian  boolean not null
);

create table keys (
    custodian_id id primary key,         -- of vk, whether or not its holder is a custodian
    oid          id not null references officers,
    kid          id unique,              -- null until the first root says which installation this is
    xpk          bytea not null check (length(xpk) = 1216),
    vk           hash not null,
    enrol        bytea not null,
    ended_on     date
);
create unique index one_live_key_a_person on keys (oid) where ended_on is null;

create table accounts (
    oid         id primary key references officers,
    salt        id not null,            -- of the passphrase, given to the browser
    proof_salt  id not null,            -- of the proof
    proof       hash not null,          -- Argon2id of the auth key: never leaves the database
    totp_secret text not null,
    totp_step   bigint not null,        -- the newest code accepted: each is accepted once
    vault       bytea not null check (length(vault) < 65536)
);

create table vault_keys (
    oid        id not null references accounts,
    method     text not null check (method in ('passphrase', 'passkey')),
    credential bytea not null default '',
    salt       id not null,
    wrapped    bytea not null check (length(wrapped) < 1024),
    primary key (oid, method, credential)
);

create table sessions (
    secret_hash hash primary key,
    oid         id not null references officers,
    until       timestamptz not null
);

create unlogged table tries (
    name_hash hash primary key,
    count     integer not null,
    until     timestamptz not null
);

create table invitations (
    token_hash  hash primary key,
    oid         id not null references officers,
    totp_secret text not null,
    expires_on  date not null,
    used        boolean not null default false
);

-- The installation, its roots and keyrings.

create table installation (
    single        boolean primary key default true check (single),
    collector_xpk bytea not null check (length(collector_xpk) = 1216),
    collector_vk  hash not null,
    threshold     integer not null check (threshold between 1 and 64)
);

create table documents (
    hash      hash primary key,
    kind      text not null check (kind in ('root', 'keyring')),
    number    integer not null check (number > 0),
    document  bytea not null,
    not_after date not null,
    published boolean not null default false,
    sent      boolean not null default false      -- to the postbox, by the worker
);
create unique index one_published_of_a_number on documents (kind, number) where published;

create table signatures (
    hash      hash not null references documents on delete cascade,
    id        id not null,
    signature bytea not null check (length(signature) = 64),
    primary key (hash, id)
);

-- Reports and what belongs to them.

create table reports (
    folder      id primary key,
    received_on date not null,
    keyring     hash not null,
    pk_hash     hash not null,
    identity    bytea not null,
    parts       integer not null,
    tree        hash not null,
    item_id     id not null unique,
    item        bytea not null,
    author      hash not null
);
create index newest_first on reports (received_on desc, folder);

create table wraps (
    folder id not null,
    epoch  integer not null check (epoch > 0),
    holder id not null,                            -- a kid, or a group's rid
    wrap   bytea not null check (length(wrap) = 1168),
    live   boolean not null default true,
    primary key (folder, epoch, holder)
);
create index wraps_of on wraps (holder, folder) where live;

create table identity_shares (
    deposit id not null,
    folder  id not null,
    holder  id not null,
    share   bytea not null check (length(share) = 1168),
    primary key (deposit, holder)
);

create table messages (
    item_id     id primary key,
    folder      id not null references reports,
    seq         bigint not null,                   -- claimed by its author: a fork is kept and shown
    received_on date not null,
    keyring     hash not null,
    identity    bytea not null,
    parts       integer not null,
    tree        hash not null,
    item        bytea not null
);
create index messages_of on messages (folder, seq);

create table parts (
    deposit id not null,
    number  integer not null,
    folder  id,                                    -- null: came with a deposit that was refused
    bytes   bytea not null,
    primary key (deposit, number)
);

create table replies (
    item_id   id primary key,
    folder    id not null references reports,
    seq       integer not null check (seq > 0),
    signer    id not null references keys (kid),
    on_day    date not null,
    answers   integer not null,                    -- how many messages had come by then
    item      bytea not null check (length(item) = 18846),
    delivered boolean not null default false,
    unique (folder, seq)
);
create index replies_to_deliver on replies (folder, seq) where not delivered;

create table events (
    folder  id not null references reports,
    seq     integer not null check (seq >= 0),
    act     text not null,
    signer  id not null,
    on_day  date not null,                         -- never earlier than the event before
    item_id id,
    doc_hash hash not null,
    frame   bytea not null,
    primary key (folder, seq)
);

-- The worker's own.

create table mailboxes (
    lookup    id primary key,
    folder    id not null references reports,
    auth_hash hash not null,
    state     bytea not null,
    barred    bytea[] not null                     -- oids left out of the report, and so of its messages
);
create index mailboxes_of on mailboxes (folder);

create table deposits (
    payload_hash hash primary key,
    id           id not null,
    collected_on date not null,
    refused      text,                             -- why it could not be filed; then payload is kept
    payload      bytea
);
create unique index filed_once on deposits (id) where refused is null;

create table beats (
    single       boolean primary key default true check (single),
    collected_at timestamptz not null              -- the worker's own clock: its last whole round
);
