-- What was added to the tables later: who follows the contacts learns what changed and what is gone.

ALTER TABLE contacts ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
UPDATE contacts SET updated_at = created_at;

CREATE TABLE deleted_contacts (id INTEGER PRIMARY KEY, type TEXT NOT NULL, deleted_at TEXT NOT NULL);

DROP VIEW contact_records;
CREATE VIEW contact_records AS
  SELECT contacts.id, type, contacts.name, title, email, organization_id, organizations.name AS organization, created_at, updated_at,
         (SELECT max(happened_at) FROM activities WHERE contact_id = contacts.id) AS last_activity_at
  FROM contacts LEFT JOIN organizations ON organizations.id = organization_id;

PRAGMA user_version = 2;
