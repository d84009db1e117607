// The shapes that pass between the modules. Not shipped.

export type Phase = 'ringing' | 'answered' | 'ended';
export type Direction = 'inbound' | 'outbound';

export interface Party {
  number?: string;
  /** The country that the number is dialled in, where the host has still to read it. */
  region?: string;
  ext?: string;
  name?: string;
}

/** One stretch of a call's way: who talked to whom. */
export interface Leg {
  direction?: Direction;
  from?: Party;
  to?: Party;
  startedAt?: string;
  durationSec?: number;
  result?: string;
}

/** What a softphone said about a call; every member but `session` may be absent. */
export interface CallFacts {
  session: string;
  aliases: string[];
  /** The id that the log goes by, where that is not the session. */
  logSession?: string;
  direction?: Direction;
  from?: Party;
  to?: Party;
  queue?: string;
  startedAt?: string;
  answeredAt?: string;
  endedAt?: string;
  /** The agent declined it, from our card. */
  declinedAt?: string;
  durationSec?: number;
  /** The phone has still to tell how long it lasted. */
  durationPending?: true;
  result?: string;
  recording?: { id?: string; url?: string };
  recordingPending?: true;
  transferOf?: string;
  transferTo?: Party;
  legs?: Leg[];
}

/** Where an event comes from; the origin is stamped by the extension. */
export interface Source {
  provider: string;
  account: string;
  origin: string;
  /** One of several devices that share the agent's calls. */
  device?: string;
}

/** A validated `softphone.event/1` about a call. */
export interface PhoneEvent {
  type: string;
  at: string;
  seq: number;
  source: Source;
  call: CallFacts;
}

/** One fact and when it was said; the younger one wins. */
export interface Register {
  value: unknown;
  stamp: string;
}

/** A call as the reducer keeps it: nothing but sets, minima and registers, so that order cannot matter. */
export interface Call {
  scope: string;
  ids: string[];
  first: { stamp: string; session: string };
  /** When it first rang, was answered, ended, or was taken elsewhere; `answered@desk` is one device's. */
  reached: Record<string, string>;
  facts: Record<string, Register>;
}

/** A call as people and the host see it. */
export interface CallView {
  key: string;
  session: string;
  direction: Direction;
  phase: Phase;
  held: boolean;
  missed: boolean;
  far: Party;
  near: Party;
  queue: string;
  startedAt: string;
  answeredAt?: string;
  endedAt?: string;
  durationSec?: number;
  result: string;
  recording?: { id?: string; url?: string };
  recordingPending: boolean;
  transferOf?: string;
  transferTo?: Party;
  legs: Leg[];
  provider: string;
  origin: string;
}

export type HostState =
  'checking' | 'missing' | 'forbidden' | 'stopped' | 'outdated_host' | 'outdated_extension' | 'connected';
export interface HostStatus {
  state: HostState;
  version?: string;
  /** major.minor */
  protocol?: string;
  /** How often in a row it could not be reached. */
  failures?: number;
  detail?: string;
}

export interface Field {
  id: string;
  label: string;
  help?: string;
  secret: boolean;
  required: boolean;
}
export interface SignIn {
  kind: 'oauth' | 'apiKey';
  available: boolean;
  reason?: string;
  fields: Field[];
}
export interface ContactType {
  id: string;
  name: string;
  /** What a new contact of this type takes beside its name. */
  fields?: { id: string; label: string; required: boolean }[];
}
export interface Platform {
  id: string;
  name: string;
  icon?: string;
  version?: string;
  signIn: SignIn[];
  regions: { id: string; name: string; needsHostname?: boolean }[];
  /** What to type where a region needs a host name, or where there are no regions. */
  hostname?: { label: string; help?: string };
  contactTypes: ContactType[];
  relatedRecords: { kind: string; label: string; multiple: boolean; group?: string }[];
  /** A call may be logged with nobody. */
  logsWithoutContact?: boolean;
  operations: string[];
}
export interface Connection {
  account: string;
  jwtToken: string;
  platform: string;
  user: { id: string; name?: string; email?: string };
  state: 'active' | 'expired' | 'error';
  reason?: string;
}
export interface RelatedOption {
  const: string;
  title: string;
  description?: string;
}
export interface Contact {
  id: string;
  name: string;
  type?: string;
  phone?: string;
  organization?: string;
  organizationId?: string;
  title?: string;
  email?: string;
  owner?: string;
  url?: string;
  mostRecentActivityDate?: string;
  platform: string;
  account: string;
  additionalInfo?: Record<string, RelatedOption[]>;
  evidence?: { field: string; value: string; strength: 'exact' | 'e164' | 'suffix' };
  /** The agent linked it; the CRM does not know it by this number. */
  linked?: boolean;
}

export type LogState = 'none' | 'held' | 'waiting' | 'saving' | 'queued' | 'logged' | 'existing' | 'failed';
/** The records that a log is filed under, by kind. */
export type Filed = Record<string, string | string[]>;
/** Whom a log is with, as the host takes it; without an id, nobody. */
export interface LoggedContact {
  contactId?: string;
  contactType?: string;
  contactName?: string;
  /** Their company, as a record of the CRM. */
  organizationId?: string;
}
export interface LogRequest extends LoggedContact {
  account: string;
  /** The session that the log goes by, for good. */
  sessionId?: string;
  additionalSubmission: Filed;
  note: string;
}
export interface Log {
  state: LogState;
  request?: LogRequest;
  logId?: string;
  url?: string;
  /** Held until then (epoch ms), so that it can be undone. */
  until?: number;
  /** What the CRM was told last, so that only what changed is sent again. */
  sent?: { note: string; facts: string; filed?: Filed; subject?: string };
  /** An update on its way; kept so that it survives the worker and the host. */
  pending?: { note: string };
  /** Whom it shall be with instead, until the CRM knows. */
  moving?: LoggedContact;
  /** What the CRM has for sure while it is asked for something else. */
  had?: { contact: LoggedContact; sent: NonNullable<Log['sent']> };
  /** Changes that the CRM refused, as text: they are asked for again only when the agent says so. */
  refused?: string;
  /** Another contact, or other records, that the CRM refused; until the agent has seen it. */
  undone?: Undone;
  /** The host still wants that, and is to give it up. */
  revoke?: true;
  error?: string;
  /** What the host found fault with. */
  field?: string;
  /** It was deleted in the CRM. */
  gone?: boolean;
  /** Somebody changed the note in the CRM; ours waits until the agent has seen theirs. */
  conflict?: { theirs: string };
}
export interface Undone {
  /** In words. */
  reason?: string;
  related: Record<string, string[]>;
  /** Whom it was to be with, if somebody else, and what it was to be filed under then. */
  chosen?: string;
  contact?: LoggedContact;
  filed?: Filed;
}
/** What is to be done after the call, and how far that is: `none` until the log is written. */
export interface FollowUp {
  choice: 'hour' | 'tomorrow' | 'monday' | 'picked';
  /** ISO 8601. */
  due: string;
  state: LogState;
  /** Held until then (epoch ms), so that it can be undone. */
  until?: number;
  url?: string;
  error?: string;
}
/** What becomes of a call by itself: it is logged, needs the person, stays out, or something is to come. */
export interface Decision {
  act: 'log' | 'ask' | 'skip' | 'wait';
  /** Its words are `why_<reason>`. */
  reason: string;
}
/** What a phone can be told about a call that rings. */
export type Control = 'answer' | 'decline';
/** The page of the phone that can be told about a call, and what the phone knows the call by. */
export interface Reach {
  tabId: number;
  via: 'page' | 'frame';
  origin: string;
  hosted?: boolean;
  session: string;
  alias?: string;
  controls: Control[];
  /** When it was told something (epoch ms). */
  toldAt?: number;
}
/** What the agent and the host made of a call. */
export interface Work {
  lookup: 'none' | 'asking' | 'done' | 'failed';
  contacts: Contact[];
  failures: string[];
  error?: string;
  /** Where the number may be (IANA names), if it is the same time in all of them. */
  timeZones?: string[];
  chosen?: string;
  /** The contact whose number this is always taken to be. */
  regular?: string;
  /** The one of several whose page the person opened in the CRM. */
  opened?: string;
  /** Contacts that the agent said it is not. */
  rejected?: string[];
  /** What the agent says of the call in the place of what the phone says. */
  edits?: { subject?: string; result?: string };
  related: Record<string, string[]>;
  /** The person picked or made the contact, so that there is no doubt. */
  confirmed?: boolean;
  /** Where it can be answered from here. */
  reach?: Reach;
  /** A phone waits for the record of the call; what it was told of that. */
  phoneTold?: 'nothing' | 'failed' | 'made';
  /** It is not logged by itself: the person does not want it, or took the log back. */
  skipped?: boolean;
  /** Its page in the CRM was opened. */
  popped?: boolean;
  /** The person wants to log it later. */
  later?: boolean;
  /** It was over before anybody here heard of it, or its end was not heard. */
  unheard?: boolean;
  /** Somebody wrote a note on it. */
  noted?: boolean;
  /** And went on with it after the CRM was told. */
  unsent?: boolean;
  creating?: boolean;
  createError?: string;
  /** The field that the host found fault with. */
  createField?: string;
  followUp?: FollowUp;
  log: Log;
}

export interface SignInProgress {
  platform: string;
  kind: string;
  state: 'asking' | 'browser' | 'failed';
  url?: string;
  error?: string;
  field?: string;
}
export interface Toast {
  id: number;
  text: string;
  kind: 'success' | 'warning' | 'error';
}

/** What the panel shows about the host; lives in storage.session. */
export interface Office {
  host: HostStatus;
  platforms: Platform[];
  refused: { path: string; reason: string }[];
  /** What it answered to host.info. */
  info?: any;
  connections: Connection[];
  /** The connections are known, so that "none" means signed out. */
  known: boolean;
  signIn: SignInProgress | null;
  toast: Toast | null;
  /** Origins of pages that asked to report calls, about which nobody decided. */
  knocks: string[];
}
/** What can be set, by the person or by their organisation. */
export interface Settings {
  /** Which calls are logged by themselves. */
  logMode: 'hand' | 'sure' | 'all';
  /** What becomes of a call whose number nobody has. */
  noMatch: 'ask' | 'skip';
  /** What becomes of one whose number several have, where all are logged. */
  several: 'ask' | 'first';
  /** How long a call waits before it logs itself. */
  wrapUpSeconds: number;
  /** How long a log can be taken back before it is sent. */
  undoSeconds: number;
  /** When the caller's page in the CRM opens. */
  screenPop: 'off' | 'answer' | 'ring';
  notifications: 'all' | 'needed' | 'off';
  /** Notifications name nobody. */
  hideDetails: boolean;
  /** Keys without a modifier act while nobody types. */
  singleKeys: boolean;
  /** Numbers whose calls stay out of the CRM; an asterisk at the end stands for any digits. */
  doNotLog: string[];
  /** Where numbers without a country's code are from, unless the phone says; '': as the host has it. */
  defaultCountry: string;
  /** The only sites that may report calls; none listed, the person decides. */
  allowedOrigins: string[];
}
/** The settings that count; lives in storage.session. */
export interface SettingsView {
  values: Settings;
  /** Which of them the organisation set, and where. */
  locked: Partial<Record<keyof Settings, 'managed' | 'policy'>>;
  /** What the organisation set wrongly, as source and key. */
  problems: string[];
}
/** The calls and the work on them; lives in storage.local. */
export interface Desk {
  calls: Call[];
  work: Record<string, Work>;
  dismissed: string[];
  /** How many were forgotten though nobody had logged them. */
  dropped?: number;
  /** The calls of the last day that are not kept any more, and how many of them are in the CRM. */
  past?: { day: string; calls: number; logged: number };
}

/** One text message, voicemail or fax. */
export interface Message {
  id: string;
  conversation: string;
  channel: string;
  direction: Direction;
  /** The agent's own end, where the phone tells. */
  self?: Party;
  from?: Party;
  to: Party[];
  text?: string;
  sentAt: string;
  attachments: { url?: string; mime?: string; name?: string; content?: string }[];
}
/** A validated `softphone.event/1` about a message. */
export interface MessageEvent {
  at: string;
  source: Source;
  message: Message;
}
/** The messages of one conversation on one of the agent's days. */
export interface Conversation {
  scope: string;
  channel: string;
  conversation: string;
  day: string;
  messages: Record<string, { at: string; value: Message }>;
}
export interface ConversationView {
  key: string;
  conversation: string;
  channel: string;
  day: string;
  messages: Message[];
  correspondents: Party[];
}
/** What the agent and the host made of one correspondent of a conversation. */
export interface LetterWork {
  lookup: 'none' | 'asking' | 'done' | 'failed';
  contacts: Contact[];
  chosen?: string;
  state: LogState;
  error?: string;
  /** The agent does not want it logged. */
  skipped?: boolean;
  creating?: boolean;
  createError?: string;
  createField?: string;
  /** The ids of the messages that the host took. */
  told: string[];
}
/** Something that the host has and the CRM not yet, as outbox.list gives it. */
export interface Waiting {
  id: string;
  platform: string;
  userId: string;
  kind: 'call' | 'message' | 'attachment' | 'task';
  sessionId?: string;
  conversation?: string;
  subject: string;
  contactName?: string;
  note?: string;
  state: 'queued' | 'blocked' | 'failed' | 'setAside';
  since: string;
  /** When a queued one is tried again. */
  nextAttempt?: string;
  reason?: { name: string; message: string; field?: string };
  help?: string;
}
/** What the host's outbox holds; lives in storage.session. */
export interface OutboxState {
  entries: Waiting[];
  /** The host tells when the time of the next attempt changes. */
  tells?: boolean;
  /** The one that is being tried or dropped. */
  busy?: string;
}
/** The agent's search and what it found; lives in storage.session. */
export interface SearchState {
  text: string;
  state: 'none' | 'asking' | 'done' | 'failed';
  contacts: Contact[];
  failures: string[];
  error?: string;
}
/** Conversations and, by conversation and correspondent, the work on them; lives in storage.local. */
export interface Mail {
  conversations: Conversation[];
  work: Record<string, Record<string, LetterWork>>;
  /** How many were forgotten though nobody had logged them. */
  dropped?: number;
}

/** One message that passed, for the diagnostics: what it was, never what it said. */
export interface Traffic {
  with: 'host' | 'phone';
  /** Epoch ms. */
  at: number;
  method: string;
  /** Bytes of its parameters, about. */
  size: number;
  /** Bytes of the answer, and how long it took. */
  answer?: number;
  ms?: number;
  /** `ok`, `told` (nobody answers that), or the name of what went wrong. */
  outcome: string;
}
/** When a call went through which hands, in epoch ms; nothing of whom it was with. */
export interface Trace {
  call: string;
  provider: string;
  marks: Partial<Record<'phone' | 'received' | 'asked' | 'answered' | 'painted', number>>;
}
