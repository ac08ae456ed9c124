/** COPY into a table, on a connection whose transaction is the caller's. */
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyBlocks } from "@/lib/telemetry/fold/copy";
import type { Partials } from "@/lib/telemetry/fold/fold";

export async function copyPartials(client: ClientBase, partials: Partials): Promise<void> {
  for (const { table, columns, text } of copyBlocks(partials)) {
    await copy(client, table, columns, text);
  }
}

export function copy(
  client: ClientBase,
  table: string,
  columns: string,
  text: string | Buffer,
): Promise<void> {
  if (text.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`));
    stream.once("error", reject);
    stream.once("finish", resolve);
    stream.end(text);
  });
}
