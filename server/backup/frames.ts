/** The shape of a backup file: gzip around frames of one type byte, a length and a payload. */
import { PlainError } from "@/server/plain-error";

/** A file that ends without a manifest was cut short. */
export const FRAME = { header: 1, table: 2, data: 3, tableEnd: 4, manifest: 5 } as const;
type FrameType = (typeof FRAME)[keyof typeof FRAME];
export type Frame = { readonly type: number; readonly payload: Buffer };

export const FORMAT = 1;

export type TableEntry = { readonly name: string; readonly columns: readonly string[] };
export type PartitionEntry = {
  readonly parent: string;
  readonly name: string;
  /** As in CREATE TABLE … PARTITION OF … <bound>. */
  readonly bound: string;
  /** Its own indexes and constraints, as statements. */
  readonly extras: readonly string[];
};
export type Header = {
  readonly product: "wheelhouse";
  readonly format: number;
  readonly version: string;
  readonly createdAt: string;
  readonly serverVersion: string;
  readonly migrations: readonly string[];
  readonly tables: readonly TableEntry[];
  readonly partitions: readonly PartitionEntry[];
};
export type TableSum = { readonly name: string; readonly rows: number; readonly sha256: string };
export type Manifest = {
  readonly tables: readonly TableSum[];
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
};

const HEAD_BYTES = 5;
const MAX_PAYLOAD = 64 * 1024 * 1024;

export function frame(type: FrameType, payload: Buffer | object): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

export function json<T>({ payload }: Frame): T {
  return JSON.parse(payload.toString("utf8"));
}

export const damaged = (file: string, cause?: unknown): PlainError =>
  new PlainError(`${file} is cut short or damaged: nothing was restored from it.`, { cause });

/** The frames of an unpacked stream, one after another. */
export async function* readFrames(
  stream: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<Frame> {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  const take = async (bytes: number): Promise<Buffer | null> => {
    const parts = [rest];
    let have = rest.length;
    while (have < bytes) {
      const { done, value } = await chunks.next().catch((error: unknown) => {
        throw damaged(file, error);
      });
      if (done) return null;
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts);
    rest = all.subarray(bytes);
    return all.subarray(0, bytes);
  };

  for (;;) {
    const head = await take(HEAD_BYTES);
    if (!head) return;
    const length = head.readUInt32BE(1);
    const payload = length <= MAX_PAYLOAD ? await take(length) : null;
    if (!payload) throw damaged(file);
    yield { type: head.readUInt8(0), payload };
  }
}
