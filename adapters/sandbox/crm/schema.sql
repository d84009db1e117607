-- The sandbox CRM's tables, and the views that the API and the pages read.

CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, time_zone TEXT NOT NULL);

CREATE TABLE organizations (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL DEFAULT 'lead',
  name TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  organization_id INTEGER REFERENCES organizations,
  created_at TEXT NOT NULL
);

CREATE TABLE phones (
  contact_id INTEGER NOT NULL REFERENCES contacts,
  number TEXT NOT NULL,             -- as somebody typed it
  label TEXT NOT NULL DEFAULT '',
  digits TEXT NOT NULL DEFAULT ''   -- of `number`, without an extension
);

CREATE TABLE deals (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts,
  title TEXT NOT NULL,
  stage TEXT NOT NULL,
  status TEXT NOT NULL,             -- open, won, lost
  amount INTEGER NOT NULL,          -- whole units of `currency`
  currency TEXT NOT NULL
);

CREATE TABLE calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT UNIQUE,          -- the phone system's id of the call: one record each
  contact_id INTEGER NOT NULL REFERENCES contacts,
  deal_id INTEGER REFERENCES deals,
  subject TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL,
  from_number TEXT NOT NULL DEFAULT '',
  to_number TEXT NOT NULL DEFAULT '',
  started_at TEXT NOT NULL,
  duration INTEGER,                 -- seconds; null while unknown
  result TEXT NOT NULL DEFAULT '',
  recording_url TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT UNIQUE,          -- the phone system's id of a day of a conversation: one record each
  contact_id INTEGER NOT NULL REFERENCES contacts,
  deal_id INTEGER REFERENCES deals,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE codes (hash TEXT PRIMARY KEY, redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL, scope TEXT NOT NULL,
                    expires_at INTEGER NOT NULL);

-- A sign-in. Refreshing replaces both tokens, so that an old one fits no row.
CREATE TABLE grants (access_hash TEXT NOT NULL, refresh_hash TEXT NOT NULL, scope TEXT NOT NULL, expires_at INTEGER NOT NULL);

CREATE VIEW call_records AS
  SELECT calls.id, external_id, calls.contact_id, contacts.name AS contact_name, deal_id, deals.title AS deal_title, subject, body,
         direction, from_number, to_number, started_at, duration, result, recording_url, 'v' || version AS etag
  FROM calls JOIN contacts ON contacts.id = calls.contact_id LEFT JOIN deals ON deals.id = deal_id;

CREATE VIEW message_records AS
  SELECT messages.id, external_id, messages.contact_id, contacts.name AS contact_name, deal_id, deals.title AS deal_title, kind,
         subject, body, direction, sent_at, 'v' || version AS etag
  FROM messages JOIN contacts ON contacts.id = messages.contact_id LEFT JOIN deals ON deals.id = deal_id;

CREATE VIEW activities AS
  SELECT 'calls' AS resource, id, contact_id, contact_name, deal_title, 'call' AS kind, subject, body, direction,
         started_at AS happened_at, duration FROM call_records
  UNION ALL
  SELECT 'messages', id, contact_id, contact_name, deal_title, kind, subject, body, direction, sent_at, NULL FROM message_records;

CREATE VIEW contact_records AS
  SELECT contacts.id, type, contacts.name, title, email, organization_id, organizations.name AS organization, created_at,
         (SELECT max(happened_at) FROM activities WHERE contact_id = contacts.id) AS last_activity_at
  FROM contacts LEFT JOIN organizations ON organizations.id = organization_id;

PRAGMA user_version = 1;
