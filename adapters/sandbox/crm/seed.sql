-- What a new sandbox holds. Nobody here exists, and the numbers are those that numbering plans keep free for fiction.

INSERT INTO users VALUES (1, 'Robin Ashby', 'robin@sandbox.example', 'America/Los_Angeles');

INSERT INTO organizations VALUES
  (1, 'Northwind Orchards'), (2, 'Halden & Ross Architects'), (3, 'Blue Kettle Coffee'), (4, 'Lindqvist Robotics'),
  (5, 'Meridian Dental'), (6, 'Kestrel Logistics');

INSERT INTO contacts (id, type, name, title, email, organization_id, created_at) VALUES
  (1, 'customer', 'Maya Okafor', 'Head of Purchasing', 'maya@northwind.example', 1, '2026-02-11T17:05:00Z'),
  (2, 'customer', 'Tom Halden', 'Partner', 'tom@haldenross.example', 2, '2026-02-18T09:40:00Z'),
  (3, 'lead', 'Priya Raman', 'Owner', 'priya@bluekettle.example', 3, '2026-03-02T15:12:00Z'),
  (4, 'customer', 'Jonas Lindqvist', 'Chief Engineer', 'jonas@lindqvist.example', 4, '2026-03-19T08:30:00Z'),
  (5, 'lead', 'Elena Marchetti', 'Practice Manager', 'elena@meridian.example', 5, '2026-04-07T18:22:00Z'),
  (6, 'customer', 'Sam Whitfield', 'Dispatcher', 'sam@kestrel.example', 6, '2026-04-21T13:00:00Z'),
  (7, 'customer', 'Grace Whitfield', 'Fleet Manager', 'grace@kestrel.example', 6, '2026-04-21T13:04:00Z'),
  (8, 'lead', 'Oliver Penhallow', '', 'oliver@penhallow.example', NULL, '2026-05-12T10:45:00Z'),
  (9, 'customer', 'Katrin Vogt', 'Buyer', 'katrin@northwind.example', 1, '2026-06-03T07:55:00Z'),
  (10, 'lead', 'André Lefèvre', 'Designer', 'andre@haldenross.example', 2, '2026-07-15T14:31:00Z'),
  (11, 'customer', 'Dolores "Lola" Reyes', 'Barista Trainer', 'lola@bluekettle.example', 3, '2026-08-09T16:18:00Z'),
  (12, 'lead', 'Winston Achebe', 'Supply Planner', 'winston@northwind.example', 1, '2026-09-28T11:02:00Z'),
  (13, 'lead', 'Yuki Tanabe', 'Student', '', NULL, '2026-10-30T20:47:00Z');

INSERT INTO phones (contact_id, number, label) VALUES
  (1, '+1 415 555 0132', 'work'), (1, '415.555.0133', 'mobile'),
  (2, '+44 20 7946 0018', 'work'),
  (3, '(415) 555-0147', 'mobile'),
  (4, '+46 8 465 004 17', 'work'),
  (5, '415-555-0161', 'work'),
  (6, '+1 (415) 555-0175', 'work'), (7, '+1 (415) 555-0175', 'work'), (7, '+14155550176', 'mobile'),
  (8, '020 7946 0733', 'home'),
  (9, '+49 30 23125 144', 'work'), (9, '030 / 23125-145', 'home'),
  (10, '+33 1 99 00 56 21', 'work'),
  (11, '1-415-555-0188', 'mobile'),
  (12, '+1 415 555 0100 ext. 204', 'work'),
  (13, '0491 570 156', 'mobile');

INSERT INTO deals VALUES
  (1, 1, 'Cider press, spring delivery', 'Proposal', 'open', 12400, 'USD'),
  (2, 1, 'Service contract 2027', 'Negotiation', 'open', 3600, 'USD'),
  (3, 1, 'Bottling line', 'Closed', 'won', 48000, 'USD'),
  (4, 2, 'Town hall refit', 'Qualified', 'open', 21500, 'GBP'),
  (5, 3, 'Grinder trial', 'Demo', 'open', 900, 'USD'),
  (6, 4, 'Welding cell', 'Closed', 'won', 126000, 'SEK'),
  (7, 6, 'Yard telephones', 'Proposal', 'open', 5200, 'USD'),
  (8, 7, 'Driver headsets', 'Negotiation', 'open', 2750, 'USD'),
  (9, 9, 'Crates for Berlin', 'Qualified', 'open', 7800, 'EUR'),
  (10, 11, 'Training day', 'Closed', 'lost', 600, 'USD');

INSERT INTO calls (external_id, contact_id, deal_id, subject, body, direction, from_number, to_number, started_at, duration, result)
VALUES
  ('seed-1', 1, 1, 'Inbound call from Maya Okafor',
   '- Note: Wants the press before the first of April. Send the revised quote today.
- Summary: Inbound call from Maya Okafor
- Date/time: 2026-11-18 09:12:30 AM
- Duration: 4 minutes, 12 seconds
- Result: Call connected',
   'inbound', '+14155550132', '+14155550110', '2026-11-18T17:12:30Z', 252, 'Call connected'),
  ('seed-2', 6, 7, 'Outbound call to Sam Whitfield',
   '- Note: No answer; try again after the morning round.
- Duration: 0 seconds
- Result: No answer',
   'outbound', '+14155550110', '+14155550175', '2026-11-19T15:03:00Z', 0, 'No answer');

INSERT INTO messages (external_id, contact_id, kind, subject, body, direction, sent_at) VALUES
  ('seed-conversation-1', 3, 'sms', 'SMS conversation with Priya Raman - 2026-11-19',
   'Priya Raman (08:41 AM)
Is the grinder trial still on for Tuesday?

Robin Ashby (08:44 AM)
Yes, ten o''clock. I bring the beans.',
   'inbound', '2026-11-19T16:41:00Z');
