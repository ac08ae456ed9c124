/** Tells whoever started Wheelhouse what is going on: ticks and seconds, or JSON lines. */

export type Progress = {
  /** Shows the work while it runs and how long it took. `note` adds a word to the finished line. */
  readonly step: <T>(
    label: string,
    work: (note: (text: string) => void) => Promise<T>,
  ) => Promise<T>;
  readonly say: (text: string, fields?: object) => void;
};

const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const STILL_EVERY_MS = 15_000;

const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1_000).toFixed(1);

export function terminalProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  return {
    say: (text) => {
      out.write(`${text}\n`);
    },
    step: async (label, work) => {
      const since = performance.now();
      let note = "";
      const stopShowing = show(out, () => `${label} (${seconds(since)} s)`);
      try {
        const result = await work((text) => {
          note = ` ${text}`;
        });
        stopShowing();
        out.write(`✓ ${label}${note} (${seconds(since)} s)\n`);
        return result;
      } catch (error) {
        stopShowing();
        out.write(`✗ ${label} (${seconds(since)} s)\n`);
        throw error;
      }
    },
  };
}

/** A line that moves on a terminal; elsewhere a sign of life now and then. */
function show(out: NodeJS.WriteStream, text: () => string): () => void {
  if (!out.isTTY) {
    const timer = setInterval(() => out.write(`… ${text()}\n`), STILL_EVERY_MS);
    return () => clearInterval(timer);
  }
  let frame = 0;
  const draw = () => out.write(`\r\u001b[2K${FRAMES[frame++ % FRAMES.length]} ${text()}`);
  draw();
  const timer = setInterval(draw, 100);
  return () => {
    clearInterval(timer);
    out.write("\r\u001b[2K");
  };
}

export function jsonProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  const line = (fields: object) => out.write(`${JSON.stringify(fields)}\n`);
  return {
    say: (text, fields) => {
      line({ message: text, ...fields });
    },
    step: async (label, work) => {
      const since = performance.now();
      let note: string | undefined;
      const result = await work((text) => {
        note = text;
      });
      line({ step: label, note, seconds: Number(seconds(since)) });
      return result;
    },
  };
}
