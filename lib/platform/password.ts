/** Passwords are kept as scrypt hashes that name their own parameters, so that they can be raised later. */
import "server-only";
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { type About, weaknessOf } from "@/lib/core/password-rules";
import { COMMON_PASSWORDS } from "./common-passwords";
import { shared } from "./process";

/** 32 MiB and three passes: one of the equal choices of the OWASP password storage sheet (2^15, 8, 3). */
const COST = { ln: 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashing holds memory and a thread each; more at once than this would starve everything else. */
const MAX_AT_ONCE = 6;

/** Throws for a password that guessers would come upon soon; every way to choose one asks here. */
export function judgePassword(password: string, about: About): void {
  const weakness = weaknessOf(password, about, (word) => common().has(word));
  if (weakness === null) return;
  const message = `This password ${weakness}: choose a few words that nobody would put together`;
  throw new Fault("invalid", message, { field: "password" });
}

const common = () =>
  shared("common-passwords", () => new Set(COMMON_PASSWORDS.trim().split(/\s+/)));

type Cost = { readonly ln: number; readonly r: number; readonly p: number };

/** `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, base64url without padding. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  return encode(COST, salt, hash);
}

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const kept = decode(stored ?? NEVER) ?? decode(NEVER);
  if (!kept) return false;
  const hash = await derive(password, kept.salt, kept.cost);
  const isEqual = hash.length === kept.hash.length && timingSafeEqual(hash, kept.hash);
  return isEqual && stored !== null;
}

const encode = (cost: Cost, salt: Buffer, hash: Buffer): string =>
  `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;

const NEVER = encode(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

function decode(stored: string) {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return null;
  const [, ln, r, p, salt = "", hash = ""] = match;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}

async function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const working = shared("password-hashing", () => ({ now: 0 }));
  if (working.now >= MAX_AT_ONCE) {
    throw new Fault("unavailable", "Too many people are signing in at this moment; try again", {
      retryAfterSeconds: 2,
    });
  }
  working.now++;
  try {
    const N = 2 ** ln;
    return await scryptAsync(password.normalize("NFKC"), salt, {
      N,
      r,
      p,
      maxmem: 128 * r * (N + p + 2),
    });
  } finally {
    working.now--;
  }
}

const scryptAsync = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
