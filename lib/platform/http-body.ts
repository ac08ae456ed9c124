/** What a request carries, as far as anybody should have to read it. */
import { Fault } from "@/lib/core/fault";

/** Settings and forms; events have a door of their own. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A JSON object; nothing at all is an empty one. */
export async function bodyOf(request: Request): Promise<object> {
  const text = await textOf(request);
  if (text === "") return {};
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Fault("invalid", "The body must be a JSON object");
  }
  return body;
}

/** The body as text; what is longer is refused as soon as it is known to be. */
export async function textOf(request: Request, most = MAX_BODY_BYTES): Promise<string> {
  const tooLarge = () =>
    new Fault("too-large", `The body is larger than ${Math.floor(most / 1024)} KiB`);
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault("invalid", "The body is not JSON", {}, { cause });
  }
}
