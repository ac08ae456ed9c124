/** A notice or a message as it was stored, with its dates as dates again. */
import type { Message, Told } from "./message";
import type { Notice, NoticeAlert } from "./notice";

type Stored<T> = { readonly [K in keyof T]: T[K] extends Date | null ? string | null : T[K] };

/** Only what we wrote ourselves is read back: JSON turns dates into texts and changes nothing else. */
export function storedNotice(value: unknown): Told {
  const { kind } = value as Pick<Told, "kind">;
  return kind === "message" ? storedMessage(value as Stored<Message>) : storedAlerts(value);
}

const storedMessage = (stored: Stored<Message>): Message =>
  ({ ...stored, at: new Date(String(stored.at)) }) as Message;

function storedAlerts(value: unknown): Notice {
  const stored = value as Omit<Stored<Notice>, "alerts"> & {
    alerts: readonly Stored<NoticeAlert>[];
  };
  return {
    ...stored,
    at: new Date(String(stored.at)),
    alerts: stored.alerts.map((alert) => ({
      ...alert,
      startedAt: new Date(String(alert.startedAt)),
      endedAt: alert.endedAt === null ? null : new Date(String(alert.endedAt)),
    })),
  } as Notice;
}
