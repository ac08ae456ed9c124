/** The routes of alerts, rules, silences and notifications, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

const RULE = { name: "{one}", severity: "high", signal: { kind: "errorRate" }, threshold: 0.05 };
const RULE_FILE = "groups: [{ name: g, rules: [{ alert: '{one}', expr: up == 0 }] }]";

const SILENCE = {
  matchers: [{ name: "agent", operator: "=", value: "{one}" }],
  reason: "tried",
  ...{ startsAt: "2098-12-31T00:00:00Z", endsAt: "2099-01-01T00:00:00Z" },
};
const WINDOW = {
  name: "{one}",
  matchers: SILENCE.matchers,
  spec: {
    ...{ zone: "UTC", from: "22:00", to: "23:00", days: { every: "day" } },
    ...{ firstAt: null, lastAt: null },
  },
};
const READ_LONG_AGO = { was: "2026-01-01T00:00:00Z" };
const AM = "/api/compat/alertmanager";
const AM_SILENCE = {
  matchers: [{ name: "agent", value: "{one}", isRegex: false, isEqual: true }],
  ...{ startsAt: "2098-12-31T00:00:00Z", endsAt: "2099-01-01T00:00:00Z" },
  ...{ createdBy: "{one}", comment: "tried" },
};
const FOREIGN = "takes what programs of others send, and reads from it only what it knows";

const SCHEDULE = { name: "{one}", zone: "UTC", layers: [] };
/** Known to the policy that is made for the trial; new in another, it is refused. */
const TARGET = { kind: "channel", id: "00000000-0000-4000-8000-000000000001" };
const POLICY = {
  ...{ name: "{one}", repeats: 0, skipsEmpty: true, acknowledgedForMinutes: null },
  steps: [{ targets: [TARGET], waitMinutes: 5 }],
};
const LATER = { from: "2098-12-31T00:00:00Z", to: "2099-01-01T00:00:00Z" };
const NOBODYS_SHIFT = { personId: "00000000-0000-4000-8000-000000000002", ...LATER };

export const ALERT_ROUTES: readonly Route[] = [
  // Alerts
  route("GET /api/v1/alerts", "alerts:read"),
  route("GET /api/v1/alerts/history", "alerts:read"),
  route("GET /api/v1/alerts/{id}", "alerts:read", { objects: { id: "alert" } }),
  route("GET /api/v1/alerts/{id}/deliveries", "alerts:read", { objects: { id: "alert" } }),
  route("POST /api/v1/alerts/{id}/acknowledge", "alerts:acknowledge", {
    objects: { id: "alert" },
  }),
  route("POST /api/v1/alerts/{id}/take-back", "alerts:acknowledge", { objects: { id: "alert" } }),

  // Alert rules
  route("GET /api/v1/alert-rules", "alerts:read"),
  route("POST /api/v1/alert-rules", "rules:write", { body: { rule: RULE } }),
  route("POST /api/v1/alert-rules/backtest", "alerts:read", { body: { rule: RULE, days: 1 } }),
  route("GET /api/v1/alert-rules/export", "alerts:read"),
  route("POST /api/v1/alert-rules/import/preview", "rules:write", { body: { text: RULE_FILE } }),
  route("POST /api/v1/alert-rules/import", "rules:write", {
    body: { text: RULE_FILE, chosen: [0] },
  }),
  route("GET /api/v1/alert-rules/{id}", "alerts:read", { objects: { id: "alert-rule" } }),
  route("PUT /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { revision: 0, rule: RULE },
  }),
  route("PATCH /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { isEnabled: false },
  }),
  route("DELETE /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { reason: "tried" },
  }),
  route("POST /api/v1/alert-rules/{id}/duplicate", "rules:write", {
    objects: { id: "alert-rule" },
  }),
  route("POST /api/v1/alert-rules/{id}/test", "rules:write", { objects: { id: "alert-rule" } }),

  // Silences and maintenance windows
  route("GET /api/v1/silences", "alerts:read"),
  route("POST /api/v1/silences", "silences:write", { body: SILENCE }),
  route("POST /api/v1/silences/preview", "alerts:read", { body: { matchers: SILENCE.matchers } }),
  route("GET /api/v1/silences/{id}", "alerts:read", { objects: { id: "silence" } }),
  route("PUT /api/v1/silences/{id}", "silences:write", {
    objects: { id: "silence" },
    body: { ...SILENCE, ...READ_LONG_AGO },
    answers: 409,
  }),
  route("POST /api/v1/silences/{id}/extend", "silences:write", {
    objects: { id: "silence" },
    body: { forMinutes: 30 },
  }),
  route("POST /api/v1/silences/{id}/end", "silences:write", { objects: { id: "silence" } }),
  route("GET /api/v1/maintenance-windows", "alerts:read"),
  route("POST /api/v1/maintenance-windows", "rules:write", { body: WINDOW }),
  route("POST /api/v1/maintenance-windows/preview", "alerts:read", { body: { spec: WINDOW.spec } }),
  route("PUT /api/v1/maintenance-windows/{id}", "rules:write", {
    objects: { id: "maintenance-window" },
    body: { ...WINDOW, ...READ_LONG_AGO, isEnabled: true },
    answers: 409,
  }),
  route("DELETE /api/v1/maintenance-windows/{id}", "rules:write", {
    objects: { id: "maintenance-window" },
  }),

  // The wires of others
  route(`GET ${AM}/api/v2/alerts`, "alerts:read"),
  route(`POST ${AM}/api/v2/alerts`, "alerts:send", {
    ...{ ownProject: true, answers: 400 },
    unfielded: "takes a list of alerts, each judged by itself",
  }),
  route(`GET ${AM}/api/v2/alerts/groups`, "alerts:read"),
  route(`GET ${AM}/api/v2/silences`, "alerts:read"),
  route(`POST ${AM}/api/v2/silences`, "silences:write", {
    ...{ body: AM_SILENCE, unfielded: FOREIGN },
  }),
  route(`GET ${AM}/api/v2/silence/{id}`, "alerts:read", { objects: { id: "silence" } }),
  route(`DELETE ${AM}/api/v2/silence/{id}`, "silences:write", {
    ...{ objects: { id: "silence" }, unfielded: FOREIGN },
  }),
  route(`GET ${AM}/api/v2/status`, "alerts:read"),
  route(`GET ${AM}/api/v2/receivers`, "alerts:read"),
  route(`POST ${AM}/webhook`, "alerts:send", {
    ...{ ownProject: true, body: { version: "4", alerts: [] }, unfielded: FOREIGN },
  }),
  route("POST /api/compat/pagerduty/v2/enqueue", "alerts:send", {
    ownProject: true,
    body: { event_action: "resolve", dedup_key: "{one}" },
    unfielded: FOREIGN,
  }),

  // Channels and what was told by them
  route("GET /api/v1/channels", "channels:read"),
  route("POST /api/v1/channels", "channels:write", {
    body: { name: "{one}", kind: "webhook", config: { url: "https://hooks.example.com/x" } },
  }),
  route("PATCH /api/v1/channels/{id}", "channels:write", {
    objects: { id: "channel" },
    body: {
      ...{ name: "{one}", revision: 0, wantsResolved: true, fallbackId: null },
      config: { url: "https://hooks.example.com/y" },
    },
  }),
  route("POST /api/v1/channels/{id}/switch", "channels:write", {
    objects: { id: "channel" },
    body: { isEnabled: false },
  }),
  route("POST /api/v1/channels/{id}/test", "channels:write", { objects: { id: "channel" } }),
  route("POST /api/v1/channels/{id}/rotate", "channels:write", { objects: { id: "channel" } }),
  route("POST /api/v1/channels/{id}/remove", "channels:write", { objects: { id: "channel" } }),
  route("PUT /api/v1/notification-policy", "channels:write", { body: { revision: 0, policy: {} } }),
  route("GET /api/v1/deliveries", "channels:read"),
  route("GET /api/v1/deliveries/{id}", "channels:read", { objects: { id: "delivery" } }),
  route("POST /api/v1/deliveries/{id}/replay", "channels:write", { objects: { id: "delivery" } }),
  route("PUT /api/v1/outbound-hosts", "instance:write", { body: { hosts: [] } }),

  // On-call
  route("GET /api/v1/schedules", "alerts:read"),
  route("POST /api/v1/schedules", "on-call:write", { body: { schedule: SCHEDULE } }),
  route("PUT /api/v1/schedules/{id}", "on-call:write", {
    objects: { id: "schedule" },
    body: { revision: 0, schedule: SCHEDULE },
  }),
  route("DELETE /api/v1/schedules/{id}", "on-call:write", { objects: { id: "schedule" } }),
  route("GET /api/v1/schedules/{id}/timeline", "alerts:read", { objects: { id: "schedule" } }),
  route("GET /api/v1/schedules/{id}/hand-off", "alerts:read", { objects: { id: "schedule" } }),
  route("POST /api/v1/schedules/{id}/overrides", "on-call:override", {
    objects: { id: "schedule" },
    body: { override: LATER },
  }),
  route("DELETE /api/v1/on-call-overrides/{id}", "on-call:override", {
    objects: { id: "override" },
  }),
  route("POST /api/v1/schedules/{id}/swaps", "on-call:override", {
    objects: { id: "schedule" },
    body: { swap: { mine: NOBODYS_SHIFT, theirs: { ...NOBODYS_SHIFT, personId: TARGET.id } } },
    answers: 409,
  }),
  route("GET /api/v1/escalation-policies", "alerts:read"),
  route("POST /api/v1/escalation-policies", "on-call:write", {
    body: { policy: POLICY },
    answers: 400,
  }),
  route("PUT /api/v1/escalation-policies/{id}", "on-call:write", {
    objects: { id: "escalation-policy" },
    body: { revision: 0, policy: POLICY },
  }),
  route("DELETE /api/v1/escalation-policies/{id}", "on-call:write", {
    objects: { id: "escalation-policy" },
  }),
  route("GET /api/v1/calendar-feeds", "on-call:override"),
  route("POST /api/v1/calendar-feeds", "on-call:override", { body: { scheduleId: null } }),
  route("DELETE /api/v1/calendar-feeds/{id}", "on-call:override", {
    objects: { id: "calendar-feed" },
  }),
  // With what is no token: those who have one are tried in tests of their own
  route("GET /api/v1/calendar/{file}", "link:use", { at: { file: "none.ics" }, answers: 404 }),
  route("POST /api/v1/alert-links/read", "link:use", { body: { token: "{one}" }, answers: 404 }),
  route("POST /api/v1/alert-links/use", "link:use", { body: { token: "{one}" }, answers: 404 }),
];
