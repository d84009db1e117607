-- What was added later: calls with nobody, and tasks.

DROP VIEW contact_records;
DROP VIEW activities;
DROP VIEW call_records;

CREATE TABLE new_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT UNIQUE,
  contact_id INTEGER REFERENCES contacts,  -- null: nobody knows yet who it was
  deal_id INTEGER REFERENCES deals,
  subject TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL,
  from_number TEXT NOT NULL DEFAULT '',
  to_number TEXT NOT NULL DEFAULT '',
  started_at TEXT NOT NULL,
  duration INTEGER,
  result TEXT NOT NULL DEFAULT '',
  recording_url TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
);
INSERT INTO new_calls SELECT id, external_id, contact_id, deal_id, subject, body, direction, from_number, to_number, started_at,
                             duration, result, recording_url, version FROM calls;
DELETE FROM sqlite_sequence WHERE name = 'new_calls';
UPDATE sqlite_sequence SET name = 'new_calls' WHERE name = 'calls';  -- an id that was used is not used again
DROP TABLE calls;
ALTER TABLE new_calls RENAME TO calls;

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT UNIQUE,
  contact_id INTEGER REFERENCES contacts,
  deal_id INTEGER REFERENCES deals,
  subject TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  due_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
);

CREATE VIEW call_records AS
  SELECT calls.id, external_id, calls.contact_id, contacts.name AS contact_name, deal_id, deals.title AS deal_title, subject, body,
         direction, from_number, to_number, started_at, duration, result, recording_url, 'v' || version AS etag
  FROM calls LEFT JOIN contacts ON contacts.id = calls.contact_id LEFT JOIN deals ON deals.id = deal_id;

CREATE VIEW task_records AS
  SELECT tasks.id, external_id, tasks.contact_id, contacts.name AS contact_name, deal_id, deals.title AS deal_title, subject, body,
         due_at, 'v' || version AS etag
  FROM tasks LEFT JOIN contacts ON contacts.id = tasks.contact_id LEFT JOIN deals ON deals.id = deal_id;

CREATE VIEW activities AS
  SELECT 'calls' AS resource, id, contact_id, contact_name, deal_title, 'call' AS kind, subject, body, direction,
         started_at AS happened_at, duration FROM call_records
  UNION ALL
  SELECT 'messages', id, contact_id, contact_name, deal_title, kind, subject, body, direction, sent_at, NULL FROM message_records;

CREATE VIEW contact_records AS
  SELECT contacts.id, type, contacts.name, title, email, organization_id, organizations.name AS organization, created_at, updated_at,
         (SELECT max(happened_at) FROM activities WHERE contact_id = contacts.id) AS last_activity_at
  FROM contacts LEFT JOIN organizations ON organizations.id = organization_id;

PRAGMA user_version = 3;
