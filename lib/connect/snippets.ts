/** Programs to copy that send a first request with its LLM call, in three languages. */

export type Target = { readonly url: string; readonly key: string };
export type Language = "curl" | "node" | "python";

export const LANGUAGES: readonly { readonly value: Language; readonly label: string }[] = [
  { value: "curl", label: "curl" },
  { value: "node", label: "Node" },
  { value: "python", label: "Python" },
];

const SNIPPETS: Record<Language, (target: Target) => string> = { curl, node, python };

export const snippet = (language: Language, target: Target): string => SNIPPETS[language](target);

const eventsAt = (url: string): string => `${url.replace(/\/+$/, "")}/api/v1/events`;

function curl({ url, key }: Target): string {
  return `uuid() { uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid; }
now=$(date -u +%Y-%m-%dT%H:%M:%SZ); trace=$(uuid)

curl -sS ${eventsAt(url)} \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d @- <<END
{"events":[
  {"kind":"request","id":"$(uuid)","ts":"$now","traceId":"$trace",
   "agent":"support-bot","agentType":"rag","status":"ok",
   "durationMs":1840,"cache":"miss","user":"user-1"},
  {"kind":"llm_call","id":"$(uuid)","ts":"$now","traceId":"$trace",
   "agent":"support-bot","provider":"openai","model":"gpt-4o",
   "durationMs":1520,"ttftMs":310,"inputTokens":1200,"outputTokens":180}
]}
END`;
}

function node({ url, key }: Target): string {
  return `// first-event.mjs: run with "node first-event.mjs" (Node 20 or newer)
import { randomUUID } from "node:crypto";

const trace = { traceId: randomUUID(), ts: new Date().toISOString(), agent: "support-bot" };
const events = [
  { kind: "request", id: randomUUID(), ...trace, agentType: "rag", status: "ok",
    durationMs: 1840, cache: "miss", user: "user-1" },
  { kind: "llm_call", id: randomUUID(), ...trace, provider: "openai", model: "gpt-4o",
    durationMs: 1520, ttftMs: 310, inputTokens: 1200, outputTokens: 180 },
];

const response = await fetch("${eventsAt(url)}", {
  method: "POST",
  headers: {
    "Authorization": "Bearer ${key}",
    "Content-Type": "application/json",
  },
  body: JSON.stringify({ events }),
});
console.log(response.status, await response.json());`;
}

function python({ url, key }: Target): string {
  return `# first_event.py: run with "python3 first_event.py"
import json, urllib.request, uuid
from datetime import datetime, timezone

trace = {"traceId": str(uuid.uuid4()), "agent": "support-bot",
         "ts": datetime.now(timezone.utc).isoformat()}
events = [
    {"kind": "request", "id": str(uuid.uuid4()), **trace, "agentType": "rag", "status": "ok",
     "durationMs": 1840, "cache": "miss", "user": "user-1"},
    {"kind": "llm_call", "id": str(uuid.uuid4()), **trace, "provider": "openai", "model": "gpt-4o",
     "durationMs": 1520, "ttftMs": 310, "inputTokens": 1200, "outputTokens": 180},
]

request = urllib.request.Request(
    "${eventsAt(url)}",
    data=json.dumps({"events": events}).encode(),
    headers={
        "Authorization": "Bearer ${key}",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    print(response.status, json.load(response))`;
}
