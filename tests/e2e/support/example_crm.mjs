// The CRM that nobody has, as a host tells of it: for the fake host, and for screens without one.
export const platform = {
  id: 'crm',
  name: 'Example CRM',
  icon: '',
  version: '1',
  signIn: [
    { kind: 'oauth', available: true, fields: [] },
    {
      kind: 'apiKey',
      available: true,
      fields: [
        { id: 'apiKey', label: 'API key', help: 'Any word but “wrong”.', secret: true, required: true },
      ],
    },
  ],
  regions: [
    { id: 'eu', name: 'Europe' },
    { id: 'us', name: 'United States' },
  ],
  contactTypes: [
    { id: 'person', name: 'Person' },
    { id: 'lead', name: 'Lead' },
  ],
  relatedRecords: [{ kind: 'deals', label: 'Deal', multiple: false }],
  messageLogs: true,
  operations: ['contact.find', 'contact.create', 'callLog.create', 'callLog.update'],
};
