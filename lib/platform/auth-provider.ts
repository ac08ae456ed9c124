/** The identity provider of this instance, as next-auth speaks to it, and what its failures mean. */
import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { SignInTrouble } from "@/lib/core/sign-in-trouble";
import { env } from "./env";

/** What a provider says about somebody: the id token's claims, and those of the userinfo endpoint. */
type Claims = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 5_000;
/** How far the provider's clock and ours may be apart. */
const CLOCK_TOLERANCE_SECONDS = 120;
/** next-auth's own tolerance, which it offers no setting for. */
const NEXT_AUTH_TOLERANCE_SECONDS = 10;

/** What the button says; null when there is no provider. */
export function singleSignOn(): { readonly name: string } | null {
  const { WHEELHOUSE_OIDC_ISSUER: issuer, WHEELHOUSE_OIDC_NAME: name } = env();
  return issuer ? { name } : null;
}

export function oidcProvider(): OAuthConfig<Claims> | null {
  const { WHEELHOUSE_OIDC_ISSUER: issuer, WHEELHOUSE_OIDC_CLIENT_ID: clientId } = env();
  const { WHEELHOUSE_OIDC_CLIENT_SECRET: clientSecret, WHEELHOUSE_OIDC_SCOPES: scope } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: "oidc",
    name: env().WHEELHOUSE_OIDC_NAME,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope } },
    httpOptions: { timeout: TIMEOUT_MS },
    token: {
      request: async ({ client, provider, params, checks }) => {
        widenTolerance(client);
        return { tokens: await client.callback(provider.callbackUrl, params, checks) };
      },
    },
    userinfo: {
      // Many providers keep e-mail and groups out of the id token, as the standard lets them.
      request: async ({ client, tokens }) => {
        const told = client.issuer.metadata.userinfo_endpoint
          ? await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])
          : {};
        return { ...told, ...idTokenClaims(tokens) };
      },
    },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/** The library keeps the tolerance under a symbol that next-auth does not hand on; its value is known. */
function widenTolerance(client: object): void {
  const kept = client as Record<symbol, unknown>;
  for (const symbol of Object.getOwnPropertySymbols(client)) {
    if (kept[symbol] === NEXT_AUTH_TOLERANCE_SECONDS) kept[symbol] = CLOCK_TOLERANCE_SECONDS;
  }
}

const idTokenClaims = (tokens: object): object =>
  "claims" in tokens && typeof tokens.claims === "function" ? tokens.claims() : {};

/** Read off the messages of the library, which has no better names; what none of them fits has failed. */
const SIGNS: readonly (readonly [trouble: SignInTrouble, sign: RegExp])[] = [
  ["clock", /JWT (expired|not active yet|issued in the future)|id_token (expired|issued in the f)/],
  ["stale", /cookie was missing|could not be parsed|mismatch|invalid_grant|state missing/],
  ["stale", /JWE|decryption|"exp" claim/],
  ["away", /ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|timed out|expected 200 OK, got: 5/],
];

export function troubleIn(errors: readonly Error[]): SignInTrouble {
  const said = errors.map(
    ({ message, ...rest }) => `${message} ${"code" in rest ? rest.code : ""}`,
  );
  return SIGNS.find(([, sign]) => said.some((text) => sign.test(text)))?.[0] ?? "failed";
}
