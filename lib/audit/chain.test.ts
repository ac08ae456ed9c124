/** Whatever is done to a log after it was written, the chain shows it, and says what. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainBreak, checkChain, type Link } from "./chain";

const sha = (text: string) => createHash("sha256").update(text).digest("hex");

/** A log as the database writes it. */
function logOf(acts: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const [i, act] of acts.entries()) {
    const prevHash = links.at(-1)?.hash ?? "0".repeat(64);
    const text = JSON.stringify([i + 1, "an-id", act]);
    links.push({ seq: i + 1, prevHash, hash: sha(prevHash + text), text });
  }
  return links;
}

const TEN = logOf(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);

const edited = (link: Link): Link => ({ ...link, text: link.text.replace('an-id"', 'other"') });
/** A forger who knows how an entry is hashed. */
const rehashed = (link: Link): Link => ({ ...link, hash: sha(link.prevHash + link.text) });
const renumbered = (link: Link, by: number): Link => ({
  ...link,
  seq: link.seq + by,
  text: link.text.replace(/^\[\d+/, `[${link.seq + by}`),
});
const at = (links: readonly Link[], seq: number, change: (link: Link) => Link): Link[] =>
  links.map((link) => (link.seq === seq ? change(link) : link));

/** A forger's own entry, chained to entry 4, in the place of entry 5. */
function withForged(): Link[] {
  const [head, tail] = [TEN.slice(0, 4), TEN.slice(4)];
  const forged = logOf(["a", "b", "c", "d", "forged"])[4];
  return [...head, ...(forged ? [forged] : []), ...tail.map((link) => renumbered(link, 1))];
}

const without = (...seqs: number[]) => TEN.filter(({ seq }) => !seqs.includes(seq));

type Row = readonly [string, Link[], ChainBreak["what"], number];

describe("a log", () => {
  test("that nobody touched is whole, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "binary" })), async (acts) => {
        const links = logOf(acts);
        const newest = links.at(-1);
        expect(await checkChain(links)).toEqual({
          ok: true,
          entries: acts.length,
          newest: newest ? { seq: newest.seq, hash: newest.hash } : null,
          broken: null,
        });
      }),
    );
  });

  // biome-ignore format: a table reads in columns
  test.each<Row>([
    ["with an entry edited",                       at(TEN, 5, edited),                          "changed",  5],
    ["with an entry edited and hashed again",      at(TEN, 5, (one) => rehashed(edited(one))),  "changed",  5],
    ["with its last entry edited",                 at(TEN, 10, edited),                         "changed", 10],
    ["with a hash replaced",                       at(TEN, 5, (one) => ({ ...one, hash: sha("x") })), "changed", 5],
    ["without its first entry",                    without(1),                                  "missing",  1],
    ["without one in the middle",                  without(5),                                  "missing",  5],
    ["without several",                            without(5, 6, 7),                            "missing",  5],
    ["without one, the gap closed by renumbering", without(5).map((one) => one.seq > 5 ? renumbered(one, -1) : one), "missing", 5],
    ["without its beginning, renumbered",          without(1, 2).map((one) => renumbered(one, -2)), "missing", 1],
    ["without its beginning, renumbered and rehashed at the new start",
      without(1).map((one) => renumbered(one, -1)).map((one) => one.seq === 1 ? rehashed(one) : one), "missing", 1],
    ["with an entry put in at a number taken",     [...TEN.slice(0, 5), ...at(TEN, 5, (one) => rehashed(edited(one))).slice(4)], "inserted", 5],
    ["with a forged entry, the rest renumbered",   withForged(),                                "inserted", 5],
    ["with an entry put in past the chain",        [...TEN, { seq: 11, prevHash: "", hash: "", text: "[11]" }], "inserted", 11],
    ["with an entry before the first",             [{ seq: 0, prevHash: "", hash: "", text: "[0]" }, ...TEN], "inserted", 0],
  ])("%s is broken", async (_how, links, what, seq) => {
    const { ok, broken } = await checkChain(links);
    expect(ok).toBe(false);
    expect(broken).toMatchObject({ what, seq });
  });

  test("with any one entry changed, in any way, is broken there or right after", async () => {
    const place = fc.integer({ min: 1, max: 10 });
    const field = fc.constantFrom("prevHash", "hash", "text" as const);
    await fc.assert(
      fc.asyncProperty(place, field, fc.string({ minLength: 1 }), async (seq, name, junk) => {
        const { broken } = await checkChain(
          at(TEN, seq, (link) => ({ ...link, [name]: link[name] + junk })),
        );
        expect(broken?.seq).toBe(seq);
      }),
    );
  });

  test("that lost its newest entries is whole by itself, but not against a noted head", async () => {
    const noted = TEN[8];
    const cut = TEN.slice(0, 7);
    expect(await checkChain(cut)).toMatchObject({ ok: true, newest: { seq: 7 } });
    expect((await checkChain(cut, { expected: noted })).broken).toMatchObject({
      what: "missing",
      seq: 8,
      message: "Entries 8 to 9 are missing",
    });
    expect(await checkChain(TEN, { expected: noted })).toMatchObject({ ok: true, entries: 10 });
  });

  test("that was written anew is whole by itself, but not against a noted head", async () => {
    const anew = logOf(["a", "b", "c", "d", "another story", "f", "g", "h", "i", "j"]);
    expect((await checkChain(anew)).ok).toBe(true);
    expect((await checkChain(anew, { expected: TEN[8] })).broken).toMatchObject({
      what: "changed",
      seq: 9,
    });
  });

  test("can be checked by its tail alone", async () => {
    const tail = TEN.slice(5);
    expect((await checkChain(tail)).broken).toMatchObject({ what: "missing", seq: 1 });
    expect(await checkChain(tail, { isTail: true })).toMatchObject({ ok: true, entries: 5 });
    const spoilt = at(tail, 8, edited);
    expect((await checkChain(spoilt, { isTail: true })).broken).toMatchObject({ seq: 8 });
  });
});
