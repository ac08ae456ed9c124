/** `wheelhouse price FILE.jsonl`: raw provider usage in, token classes and exact costs out, for anybody to check. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type Command, InvalidArgumentError } from "commander";
import { exactMoney } from "@/lib/core/money";
import { picoDollars } from "@/lib/cost/arithmetic";
import type { Bill } from "@/lib/cost/usage/bill";
import { jsonCommand, type Output, outputOf } from "@/server/output";
import { codeOf, messageOf, PlainError } from "@/server/plain-error";

const FORMAT = `
FILE holds one JSON object a line: a provider's answer as it came, or only its usage. Known are the
forms of OpenAI (chat, responses, embeddings, images, realtime) and who took them over, Anthropic,
Gemini, Bedrock (Converse and InvokeModel) and Cohere. Beside the answer, or around it in "body":
  provider      whose price; without it the form and the model's name decide
  model         where the answer does not name it, as on Bedrock
  at            the instant whose price holds, such as 2026-08-21T12:00:00Z; without it --at
  api_flavor    chat, responses, anthropic, ... where the form is not plain
  service_tier  batch, flex or priority
Costs are exact decimals of US dollars: the lines add up to the cost, with nothing rounded.
A model without a price is unpriced, never 0; a negative or impossible count is refused with its field.

Exit codes: 0 each line is priced or unpriced, 1 a line is refused, 2 wrong usage.`;

type Flags = { readonly at?: Date };
type Numbered = Bill & { readonly line: number };

export function priceCommand(): Command {
  return jsonCommand("price", "token classes and cost of raw provider usage")
    .argument("<file>", "JSON lines")
    .option("--at <instant>", "the instant of lines that have none; now, when left out", instantOf)
    .addHelpText("after", FORMAT)
    .action(async (file: string, flags: Flags, command: Command) => {
      const bills = await billsOf(file, flags.at ?? new Date());
      report(bills, outputOf(command));
    });
}

function instantOf(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError("It must be an instant such as 2026-08-21T12:00:00Z.");
  return at;
}

async function billsOf(file: string, now: Date): Promise<Numbered[]> {
  const { billOf } = await import("@/lib/cost/usage/bill");
  const { priceBook } = await import("@/lib/cost/price-book");
  const { openCatalogue } = await import("@/lib/cost/rate-card");
  const pricing = { priceFor: priceBook((await openCatalogue()).rateCardFor, []), now };
  const bills: Numbered[] = [];
  let line = 0;
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    for await (const text of lines) {
      line += 1;
      if (text.trim() === "") continue;
      const parsed = parsedOf(text);
      bills.push({ line, ...("bad" in parsed ? parsed.bad : billOf(parsed.value, pricing)) });
    }
  } catch (error) {
    const reason = codeOf(error) === "ENOENT" ? "there is no such file" : messageOf(error);
    throw new PlainError(`Cannot read ${file}: ${reason}.`, { cause: error });
  }
  return bills;
}

function parsedOf(text: string): { readonly value: unknown } | { readonly bad: Bill } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const reason = `Not JSON: ${messageOf(error)}`;
    return { bad: { status: "refused", field: null, cost: null, reason } };
  }
}

function report(bills: readonly Numbered[], output: Output): void {
  const counted = (status: Bill["status"]) => bills.filter((one) => one.status === status).length;
  const picos = bills.reduce(
    (sum, one) => sum + (one.status === "priced" ? one.costPicos : 0n),
    0n,
  );
  const summary = {
    lines: bills.length,
    priced: counted("priced"),
    unpriced: counted("unpriced"),
    refused: counted("refused"),
  };
  output.result(
    {
      ok: summary.refused === 0,
      ...summary,
      costPicos: picos,
      cost: picoDollars(picos),
      results: bills,
    },
    [...bills.map(textOf), wordsOf(summary, exactMoney(picos))].join("\n"),
  );
  if (summary.refused > 0) process.exitCode = 1;
}

function textOf(bill: Numbered): string {
  if (bill.status === "refused") return `${bill.line}: refused: ${bill.reason}`;
  const name = `${bill.provider || "?"} ${bill.model ?? "?"}`;
  if (bill.status === "unpriced") return `${bill.line}: ${name}: unpriced: ${bill.reason}`;
  const terms = [
    bill.discount === 0 ? "" : ` less ${bill.discount * 100} %`,
    bill.multiplier === 1 ? "" : ` x ${bill.multiplier}`,
  ].join("");
  return [
    `${bill.line}: ${name}: $${bill.cost} (${bill.catalogue})`,
    ...bill.lines.map(
      ({ of, count, rate, above, cost }) =>
        `    ${of.padEnd(14)} ${String(count).padStart(9)} x $${rate}${above === null ? "" : ` (input above ${above})`}${terms} = $${cost}`,
    ),
    ...bill.notes.map((note) => `    ${note}`),
  ].join("\n");
}

const wordsOf = (
  { priced, unpriced, refused }: Record<"priced" | "unpriced" | "refused", number>,
  total: string,
): string => `${priced} priced, ${unpriced} unpriced, ${refused} refused; ${total} in all`;
