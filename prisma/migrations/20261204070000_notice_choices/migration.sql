-- How a user wants to be told. A user without a row is told as the settings say.
create table notice_choices (
  user_id integer primary key references users (id) on delete cascade on update cascade,
  mail boolean not null default true,
  low_balance bigint check (low_balance >= 0),
  expiry_days integer check (expiry_days between 0 and 60),
  webhook_url text,
  webhook_secret bytea,
  constraint notice_choices_webhook check ((webhook_url is null) = (webhook_secret is null))
);

-- Wallets whose owner has been told that little is left. The row goes when there is enough again.
create table low_balances (
  wallet_id integer primary key references wallets (id) on delete cascade on update cascade,
  since timestamptz(3) not null default now()
);
